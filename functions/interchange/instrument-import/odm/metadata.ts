import { type Localised, localeSchema } from '../../../../surveys/instrument/vocabulary.ts'
import { echoed } from '../form/echoed.ts'
import type { Remarks } from '../form/form.ts'
import { plainText } from '../form/plain-text.ts'
import { childrenOf, type Element } from './xml.ts'

/** The definitions that forms are put together from; each kind has OIDs of its own. */
export const DEFINED = ['FormDef', 'ItemGroupDef', 'ItemDef', 'CodeList', 'MeasurementUnit'] as const
export type Defined = (typeof DEFINED)[number]

export type Context = {
  readonly remarks: Remarks
  readonly version: Element
  /** What a text without a language is taken to be in. */
  readonly locale: string
  /** The definition of a kind and OID; after a fault at `place`, `undefined`. */
  readonly find: (kind: Defined, oid: string | undefined, place: string) => Element | undefined
}

/** What one metadata version defines, with the units of its study. Two definitions of one OID are a fault. */
export function contextOf(study: Element, version: Element, locale: string, remarks: Remarks): Context {
  const units = childrenOf(study, 'BasicDefinitions').flatMap((definitions) =>
    childrenOf(definitions, 'MeasurementUnit'),
  )
  const defined = new Map<string, Element>()
  for (const element of [...units, ...version.children]) {
    if (!DEFINED.some((kind) => kind === element.name)) continue
    const place = placeOf(element)
    if (!element.attributes.OID) remarks.fault(place, 'it has no OID')
    else if (defined.has(place)) remarks.fault(place, 'its OID is not unique')
    defined.set(place, element)
  }
  return {
    remarks,
    version,
    locale,
    find: (kind, oid, place) => {
      const found = oid === undefined ? undefined : defined.get(`${kind} ${oid}`)
      if (!found) remarks.fault(place, oid ? `there is no ${kind} ${echoed(oid)}` : `its ${kind} is missing`)
      return found
    },
  }
}

/** `ItemDef I.PAIN` */
export function placeOf(element: Element): string {
  return `${element.name} ${echoed(element.attributes.OID ?? '')}`.trim()
}

/** The words in a child such as `Question` or `Decode`, by language; `null` without any. */
export function wordsIn(
  element: Element,
  child: string,
  place: string,
  { remarks, locale }: Context,
): Localised | null {
  const words: Record<string, string> = {}
  for (const text of childrenOf(element, child).flatMap((one) => childrenOf(one, 'TranslatedText'))) {
    const written = text.attributes['xml:lang'] ?? locale
    const language = localeSchema.safeParse(written.replaceAll('_', '-'))
    const plain = plainText(text.text)
    if (!language.success)
      remarks.fault(place, `the language ${echoed(written)} is not a BCP 47 tag such as en or es-MX`)
    else if (words[language.data] !== undefined)
      remarks.fault(place, `its ${child} is given twice in ${language.data}`)
    else if (plain !== '') words[language.data] = plain
  }
  return Object.keys(words).length === 0 ? null : words
}

/** The references in an element, in the order in which they are to be asked. */
export function inOrder(references: readonly Element[], place: string, remarks: Remarks): readonly Element[] {
  const numbers = references.map(({ attributes }) => attributes.OrderNumber)
  const given = numbers.filter((number) => number !== undefined)
  if (given.length === 0) return references
  if (given.length < numbers.length) {
    remarks.warn(place, 'only some of its parts have an order number, so the file order is used')
    return references
  }
  if (!given.every((number) => /^\d{1,9}$/.test(number))) {
    remarks.fault(place, 'an order number is not a whole number')
    return references
  }
  return references
    .map((reference, at) => ({ reference, at, number: Number(numbers[at]) }))
    .sort((a, b) => a.number - b.number || a.at - b.at)
    .map(({ reference }) => reference)
}
