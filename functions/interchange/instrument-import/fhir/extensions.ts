import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { localeSchema } from '../../../../surveys/instrument/vocabulary-schema.ts'
import type { Extension } from './types.ts'

/** FHIR extensions that are understood, and how they are read. */

export const LOINC = 'http://loinc.org'

const CORE = 'http://hl7.org/fhir/StructureDefinition/'
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/'

/** Every extension that gives an option or a concept its number, from DSTU2 to R5. */
export const ORDINALS = {
  urls: [
    `${CORE}ordinalValue`,
    `${CORE}questionnaire-ordinalValue`,
    `${CORE}iso21090-CO-value`,
    `${CORE}codesystem-ordinalValue`,
    `${CORE}valueset-ordinalValue`,
    `${CORE}coding-sctdescid-ordinalValue`,
    `${CORE}itemWeight`,
    `${SDC}sdc-questionnaire-optionScore`,
  ],
  unit: `${CORE}questionnaire-unit`,
} as const

type ExtendedElement = { readonly extension?: readonly Extension[] | undefined } | undefined

/** Whether a core or SDC extension of this name is there, and not set to false. */
export function has(element: ExtendedElement, name: string): boolean {
  return (element?.extension ?? []).some(
    ({ url, valueBoolean }) => (url === CORE + name || url === SDC + name) && valueBoolean !== false,
  )
}

/** @returns the number that the extension gives, in whichever type, or `undefined`. */
export function findNumber(element: ExtendedElement, name: string): number | undefined {
  const found = element?.extension?.find(({ url }) => url === CORE + name)
  const value = found?.valueInteger ?? found?.valueDecimal
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function findInteger(element: ExtendedElement, name: string): number | undefined {
  const value = findNumber(element, name)
  return Number.isInteger(value) ? value : undefined
}

/** The day that an extension gives. */
export function findDate(element: ExtendedElement, name: string): string | null {
  const value = element?.extension?.find(({ url }) => url === CORE + name)?.valueDate
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : null
}

/** The ordinal value of an option, coding or concept. */
export function findOrdinal(element: ExtendedElement): number | undefined {
  const found = element?.extension?.find(({ url }) => ORDINALS.urls.some((known) => known === url))
  const value = found?.valueDecimal ?? found?.valueInteger
  return typeof value === 'number' ? value : undefined
}

/** The code of the control that the file would have an item shown with, such as `slider`. */
export function findControl(element: ExtendedElement): string | undefined {
  const found = element?.extension?.find(({ url }) => url === `${CORE}questionnaire-itemControl`)
  const concept = found?.valueCodeableConcept as { coding?: { code?: string }[] } | undefined
  return Array.isArray(concept?.coding) ? concept.coding.find(({ code }) => code)?.code : undefined
}

/** A text in the language of the file, with the translations that stand at its element. */
export function buildLocalised(text: string, element: ExtendedElement, locale: string): Localised {
  const translations = (element?.extension ?? [])
    .filter(({ url }) => url === `${CORE}translation`)
    .flatMap(({ extension }) => {
      const findPart = (name: string) => extension?.find(({ url }) => url === name)
      const tag = localeSchema.safeParse(findPart('lang')?.valueCode)
      const content = findPart('content')
      const words = content?.valueString ?? content?.valueMarkdown
      return tag.success && typeof words === 'string' && words.trim() !== ''
        ? [[tag.data, words.trim()] as const]
        : []
    })
  return { [locale]: text.trim(), ...Object.fromEntries(translations) }
}
