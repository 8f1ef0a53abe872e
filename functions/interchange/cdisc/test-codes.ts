import { createHash } from 'node:crypto'
import type { InstrumentDefinition, Scale } from '../../../surveys/instrument/definition.ts'
import type { Item } from '../../../surveys/instrument/item.ts'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import { cutText, MAX_LABEL } from './cdisc-dataset.ts'

/** What QSTESTCD and QSTEST say of an item or a scale, and PARAMCD and PARAM of a scale. */
export type TestCode = {
  /** At most 8 capital letters and digits, a letter first. */
  readonly code: string
  /** At most 40 characters. */
  readonly name: string
  /** Code at the NCI of a term of CDISC’s. Left out: the sponsor’s own. */
  readonly nci?: string
  /** The answer’s words are also its standard result, which has no number. */
  readonly isText?: true
}

/**
 * CDISC’s own terms of the PHQ-9 (codes C103481, names C103480, category C103519), by item or scale. Source: the questionnaire
 * in CDISC’s public SDTM example and its define.xml, terminology of 2020-12-18.
 */
const PHQ_9: Readonly<Record<string, TestCode>> = {
  interest: { code: 'PHQ0101', name: 'PHQ01-Little Interest/Pleasure in Things', nci: 'C103705' },
  mood: { code: 'PHQ0102', name: 'PHQ01-Feeling Down Depressed or Hopeless', nci: 'C103706' },
  sleep: { code: 'PHQ0103', name: 'PHQ01-Trouble Falling or Staying Asleep', nci: 'C103707' },
  energy: { code: 'PHQ0104', name: 'PHQ01-Feeling Tired or Little Energy', nci: 'C103708' },
  appetite: { code: 'PHQ0105', name: 'PHQ01-Poor Appetite or Overeating', nci: 'C103709' },
  failure: { code: 'PHQ0106', name: 'PHQ01-Feeling Bad About Yourself', nci: 'C103710' },
  concentration: { code: 'PHQ0107', name: 'PHQ01-Trouble Concentrating on Things', nci: 'C103711' },
  movement: { code: 'PHQ0108', name: 'PHQ01-Moving Slowly or Fidgety/Restless', nci: 'C103712' },
  'self-harm': { code: 'PHQ0109', name: 'PHQ01-Thoughts You Be Better Off Dead', nci: 'C103713' },
  difficulty: {
    ...{ code: 'PHQ0110', name: 'PHQ01-Difficult to Work/Take Care Things', nci: 'C103714' },
    isText: true,
  },
  'scale total': { code: 'PHQ0111', name: 'PHQ01-Total Score', nci: 'C113887' },
}

/** By the instrument’s id. Every other code is the sponsor’s own, and marked so in define.xml. */
const VERIFIED: Readonly<
  Record<string, { readonly category: string; readonly tests: Readonly<Record<string, TestCode>> }>
> = { 'phq-9': { category: 'PHQ-9', tests: PHQ_9 } }

/** QSCAT. */
export function findCategory({ id, title }: InstrumentDefinition): string {
  return VERIFIED[id]?.category ?? cutText(pickText(title, LABEL_LANGUAGE) || id)
}

export function findItemCode({ id }: InstrumentDefinition, item: Item): TestCode {
  return (
    VERIFIED[id]?.tests[item.id] ?? {
      code: buildOwnCode(id, item.id),
      name: cutText(pickText(item.text, LABEL_LANGUAGE) || `${id} ${item.id}`, MAX_LABEL),
    }
  )
}

/** The scale’s own, whatever version of the instrument it is of. */
export function findScaleCode({ id }: Pick<InstrumentDefinition, 'id'>, scale: Pick<Scale, 'id' | 'title'>) {
  return (
    VERIFIED[id]?.tests[`scale ${scale.id}`] ?? {
      code: buildOwnCode(id, `scale ${scale.id}`),
      name: cutText(pickText(scale.title, LABEL_LANGUAGE) || `${id} ${scale.id}`, MAX_LABEL),
    }
  )
}

/**
 * A code for what CDISC has none for, or none that was verified: three letters of the name and five of the SHA-256 of what it
 * stands for. So it is the same in every export, and two are not alike by chance where their names are.
 *
 * @param name `peg`
 * @param part `q1`
 */
export function buildOwnCode(name: string, part: string): string {
  const letters = name.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const front = (/^[A-Z]/.test(letters) ? letters : `Q${letters}`).slice(0, 3)
  const digest = createHash('sha256').update(`${name}/${part}`).digest('hex')
  const number = BigInt(`0x${digest}`) % OWN_CODES
  return front + number.toString(36).toUpperCase().padStart(5, '0')
}

/** As many as five letters and digits tell apart. */
const OWN_CODES = 36n ** 5n
