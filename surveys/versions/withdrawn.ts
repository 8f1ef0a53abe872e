import type { InstrumentRef, Localised } from '../instrument/vocabulary.ts'

/** A published version that was found to be wrong. It stays readable, since its content never changes; no study may ask it. */
export type Withdrawal = { readonly reason: Localised; readonly instead: InstrumentRef }

const WITHDRAWN: Readonly<Record<InstrumentRef, Withdrawal>> = {
  'csq-8@1.0.0': {
    reason: {
      en: 'It reverses items 2, 4, 5 and 8, although the printed numbers are aligned already: the total is wrong.',
      es: 'Invierte los ítems 2, 4, 5 y 8, aunque los números impresos ya están alineados: el total es incorrecto.',
    },
    instead: 'csq-8@2.0.0',
  },
  'promis-cognitive-abilities-2a@1.0.0': {
    reason: {
      en: 'Its T score carries the LOINC code of the general Cognitive Function bank.',
      es: 'Su puntuación T lleva el código LOINC del banco general de función cognitiva.',
    },
    instead: 'promis-cognitive-abilities-2a@1.0.1',
  },
  'promis-physical-function-4a@1.0.0': {
    reason: {
      en: 'Its T score carries the LOINC code of version 2.0 of the form, which has another table.',
      es: 'Su puntuación T lleva el código LOINC de la versión 2.0 del formulario, que tiene otra tabla.',
    },
    instead: 'promis-physical-function-4a@1.0.1',
  },
  'psqi@1.0.0': {
    reason: {
      en: 'It gives no total when item 5j (“other reason”) is left blank, which counts 0 (Buysse 2005), and it numbers its items although two numberings are in use.',
      es: 'No da un total cuando el ítem 5j («otra razón») queda en blanco, que cuenta como 0 (Buysse 2005), y numera sus ítems aunque se usan dos numeraciones.',
    },
    instead: 'psqi@2.0.0',
  },
  'rmdq@1.0.0': {
    reason: {
      en: 'It gives no total unless every statement is answered. The form counts the statements that are ticked.',
      es: 'No da un total si queda alguna afirmación sin responder. El formulario cuenta las afirmaciones marcadas.',
    },
    instead: 'rmdq@2.0.0',
  },
}

/** Why a version was withdrawn, and which one replaces it; `undefined` for a version that stands. */
export function findWithdrawal(ref: InstrumentRef): Withdrawal | undefined {
  return Object.hasOwn(WITHDRAWN, ref) ? WITHDRAWN[ref] : undefined
}
