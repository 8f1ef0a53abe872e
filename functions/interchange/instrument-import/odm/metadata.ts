import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { localeSchema } from '../../../../surveys/instrument/vocabulary-schema.ts'
import type { Remarks } from '../form/form.ts'
import { stripHtml } from '../form/plain-text.ts'
import { shortenEcho } from '../form/shorten-echo.ts'
import { type Element, listChildren } from './xml.ts'

/** The definitions that forms are put together from; each kind has OIDs of its own. */
export const DEFINED_ELEMENTS = ['FormDef', 'ItemGroupDef', 'ItemDef', 'CodeList', 'MeasurementUnit'] as const
export type DefinedElement = (typeof DEFINED_ELEMENTS)[number]

export type OdmContext = {
  readonly remarks: Remarks
  readonly version: Element
  /** What a text without a language is taken to be in. */
  readonly locale: string
  /** The definition of a kind and OID; after a fault at `place`, `undefined`. */
  readonly find: (kind: DefinedElement, oid: string | undefined, place: string) => Element | undefined
}

/** What one metadata version defines, with the units of its study. Two definitions of one OID are a fault. */
export function buildContext(study: Element, version: Element, locale: string, remarks: Remarks): OdmContext {
  const units = listChildren(study, 'BasicDefinitions').flatMap((definitions) =>
    listChildren(definitions, 'MeasurementUnit'),
  )
  const defined = new Map<string, Element>()
  for (const element of [...units, ...version.children]) {
    if (!DEFINED_ELEMENTS.some((kind) => kind === element.name)) continue
    const place = formatPlace(element)
    const { OID: oid } = element.attributes
    if (!oid) remarks.fault(place, 'it has no OID')
    else if (defined.has(`${element.name} ${oid}`)) remarks.fault(place, 'its OID is not unique')
    defined.set(`${element.name} ${oid}`, element)
  }
  return {
    remarks,
    version,
    locale,
    find: (kind, oid, place) => {
      const found = oid === undefined ? undefined : defined.get(`${kind} ${oid}`)
      if (!found)
        remarks.fault(place, oid ? `there is no ${kind} ${shortenEcho(oid)}` : `its ${kind} is missing`)
      return found
    },
  }
}

/** `ItemDef I.PAIN`, to be read by people: a long OID is cut. */
export function formatPlace(element: Element): string {
  return `${element.name} ${shortenEcho(element.attributes.OID ?? '')}`.trim()
}

/** The words in a child such as `Question` or `Decode`, by language; `null` without any. */
export function readWords(
  element: Element,
  child: string,
  place: string,
  { remarks, locale }: OdmContext,
): Localised | null {
  const words: Record<string, string> = {}
  for (const text of listChildren(element, child).flatMap((one) => listChildren(one, 'TranslatedText'))) {
    const written = text.attributes['xml:lang'] ?? locale
    const language = localeSchema.safeParse(written.replaceAll('_', '-'))
    const plain = stripHtml(text.text)
    if (!language.success)
      remarks.fault(place, `the language ${shortenEcho(written)} is not a BCP 47 tag such as en or es-MX`)
    else if (words[language.data] !== undefined)
      remarks.fault(place, `its ${child} is given twice in ${language.data}`)
    else if (plain !== '') words[language.data] = plain
  }
  return Object.keys(words).length === 0 ? null : words
}

/** The references in an element, in the order in which they are to be asked. */
export function sortReferences(
  references: readonly Element[],
  place: string,
  remarks: Remarks,
): readonly Element[] {
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
