import type { ConsensusProtocol } from '../consensus/protocol.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** Texts of a protocol that are missing in one of its languages, each at its place, and texts in a language that it does not have. */
export function checkConsensusTexts(protocol: ConsensusProtocol): readonly DefinitionFault[] {
  const { locales, texts } = protocol
  return [
    ...locales.flatMap((locale) =>
      locale in texts ? [] : [{ pointer: `/texts/${locale}`, detail: `the protocol is in ${locale}` }],
    ),
    ...Object.keys(texts).flatMap((locale) =>
      locales.includes(locale)
        ? []
        : [{ pointer: `/texts/${locale}`, detail: `the protocol is not in ${locale}` }],
    ),
    ...listLocalised(protocol, '').flatMap(({ pointer, text }) =>
      locales.flatMap((locale) =>
        (text[locale] ?? '').trim() === ''
          ? [{ pointer: `${pointer}/${locale}`, detail: 'must be filled in' }]
          : [],
      ),
    ),
  ]
}

type Place = { readonly pointer: string; readonly text: Readonly<Record<string, string>> }

/** Members that hold a text in each language, wherever they stand. */
const LOCALISED = new Set(['title', 'aim', 'rateFor', 'consent', 'conflictOfInterest', 'help'])

function listLocalised(value: unknown, pointer: string): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => listLocalised(one, `${pointer}/${at}`))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${pointer}/${name}`
    const isText = LOCALISED.has(name) && member !== null && typeof member === 'object'
    return isText ? [{ pointer: at, text: member as Place['text'] }] : listLocalised(member, at)
  })
}
