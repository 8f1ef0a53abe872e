import { MAX_CODE_LENGTH } from '../../../../surveys/instrument/item-schema.ts'
import { splitCodes } from '../../../../surveys/instrument/several-answer.ts'
import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import { localeSchema } from '../../../../surveys/instrument/vocabulary-schema.ts'
import type { ImportedOption } from '../form/form.ts'
import { assignOptionValues } from '../form/option-values.ts'
import { shortenEcho } from '../form/shorten-echo.ts'
import type { FhirContext } from './context.ts'
import { buildLocalised, findOrdinal, LOINC } from './extensions.ts'
import {
  codeSystemSchema,
  type FhirAnswerOption,
  type FhirConcept,
  type FhirItem,
  type FhirValueSet,
  valueSetSchema,
} from './types.ts'

/** An option before its value is settled. */
type OptionDraft = {
  readonly place: string
  readonly code: string
  readonly label: Localised | null
  readonly ordinal: number | undefined
  readonly loinc: string | null
}

/**
 * The options of a choice: those at the item, or those of a contained value set with its contained code system. A
 * value is the ordinal that the file gives. Where the file gives ordinals, an option without one, such as “does not
 * apply”, has no score. Where it gives none, a value is a code that is a whole number, or else the option's place, which is
 * warned of. `undefined` after a fault.
 */
export function readOptions(
  item: FhirItem,
  place: string,
  context: FhirContext,
): { readonly options: readonly ImportedOption[]; readonly hasValues: boolean } | undefined {
  const { remarks } = context
  const faultsBefore = remarks.faults.length
  const drafts = item.answerValueSet
    ? readValueSet(item.answerValueSet, `${place}/answerValueSet`, context)
    : (item.answerOption ?? []).map((option, at) =>
        readAnswerOption(option, `${place}/answerOption/${at}`, context),
      )
  if (remarks.faults.length > faultsBefore) return undefined
  if (drafts.length < 2) remarks.fault(place, 'a choice needs at least two options')
  const codes = new Set<string>()
  for (const draft of drafts) {
    if (codes.has(draft.code)) remarks.fault(draft.place, 'two options share a code')
    codes.add(draft.code)
    if (draft.code.length > MAX_CODE_LENGTH)
      remarks.fault(
        draft.place,
        `a code has at most ${MAX_CODE_LENGTH} characters: ${shortenEcho(draft.code)}`,
      )
    if (splitCodes(draft.code).length > 1)
      remarks.fault(draft.place, `a code may not contain |: ${shortenEcho(draft.code)}`)
    if (!draft.label) remarks.fault(draft.place, 'the option has no text')
    if (draft.ordinal !== undefined && !Number.isSafeInteger(draft.ordinal))
      remarks.fault(draft.place, 'the value of an option must be a whole number')
  }
  if (remarks.faults.length > faultsBefore) return undefined
  const hasValues = drafts.some(({ ordinal }) => ordinal !== undefined)
  if (hasValues)
    for (const { place: at, ordinal } of drafts)
      if (ordinal === undefined) remarks.warn(at, 'it has no score: this answer counts as missing')
  const values = hasValues
    ? drafts.map(({ ordinal }) => ordinal ?? null)
    : item.repeats
      ? drafts.map(() => null)
      : assignOptionValues(
          drafts.map(({ code }) => code),
          place,
          remarks,
        )
  const options = drafts.map(({ code, label, loinc }, at) => ({
    ...{ code, loinc, label: label ?? {} },
    value: values[at] ?? null,
  }))
  return { options, hasValues }
}

function readAnswerOption(option: FhirAnswerOption, place: string, context: FhirContext): OptionDraft {
  const { remarks, locale } = context
  if (option.modifierExtension)
    remarks.fault(`${place}/modifierExtension`, 'it has an unknown modifier extension')
  const { valueCoding: coding, valueInteger, valueString } = option
  if (coding) {
    const display = coding.display?.trim()
    const code = coding.code ?? display ?? ''
    if (code === '') remarks.fault(place, 'the option has neither a code nor text')
    return {
      place,
      code,
      label: display ? buildLocalised(display, coding._display, locale) : null,
      ordinal: findOrdinal(option) ?? findOrdinal(coding),
      loinc: coding.system === LOINC ? (coding.code ?? null) : null,
    }
  }
  if (valueInteger !== undefined)
    return {
      place,
      code: String(valueInteger),
      label: { [locale]: String(valueInteger) },
      ordinal: findOrdinal(option) ?? valueInteger,
      loinc: null,
    }
  const words = valueString?.trim()
  if (words === undefined || words === '')
    remarks.fault(place, 'an option must be a coding, a whole number or text')
  return {
    place,
    code: words ?? '',
    label: words ? buildLocalised(words, option._valueString, locale) : null,
    ordinal: findOrdinal(option),
    loinc: null,
  }
}

function readValueSet(reference: string, place: string, context: FhirContext): readonly OptionDraft[] {
  const { file, remarks } = context
  const valueSets = file.contained.flatMap((resource) => {
    const parsed = valueSetSchema.safeParse(resource)
    return parsed.success ? [parsed.data] : []
  })
  const found = valueSets.find(({ id, url }) => reference === `#${id}` || (url && reference === url))
  if (!found) {
    remarks.fault(place, 'the value set is not contained in the file')
    return []
  }
  const concepts = found.expansion
    ? found.expansion.contains.map((concept) => ({ concept, system: concept.system }))
    : listComposedConcepts(found, place, context)
  return concepts.map(({ concept, system }, at) => {
    const known = findConcept(context, system, concept.code)
    const display = (concept.display ?? known?.display)?.trim()
    return {
      place: `${place}/${at}`,
      code: concept.code,
      label: display
        ? {
            ...buildLocalised(display, concept.display ? concept._display : known?._display, context.locale),
            ...readDesignations(known),
            ...readDesignations(concept),
          }
        : null,
      ordinal: findOrdinal(concept) ?? findOrdinal(known),
      loinc: system === LOINC ? concept.code : null,
    }
  })
}

type SystemConcept = { readonly concept: FhirConcept; readonly system: string | undefined }

function listComposedConcepts(
  valueSet: FhirValueSet,
  place: string,
  context: FhirContext,
): readonly SystemConcept[] {
  const { remarks } = context
  if (valueSet.compose?.exclude?.length)
    remarks.fault(place, 'a value set with excluded codes cannot be expanded')
  return (valueSet.compose?.include ?? []).flatMap(({ system, concept, filter, valueSet: imported }) => {
    if (filter?.length || imported?.length) {
      remarks.fault(place, 'a value set with a filter or with other value sets cannot be expanded')
      return []
    }
    const concepts = concept ?? findCodeSystem(context, system)?.concept
    if (!concepts) remarks.fault(place, 'the code system of the value set is not contained in the file')
    return (concepts ?? []).map((one) => ({ concept: one, system }))
  })
}

function findConcept(
  context: FhirContext,
  system: string | undefined,
  code: string,
): FhirConcept | undefined {
  return findCodeSystem(context, system)?.concept.find((concept) => concept.code === code)
}

function findCodeSystem({ file }: FhirContext, url: string | undefined) {
  if (url === undefined) return undefined
  for (const resource of file.contained) {
    const parsed = codeSystemSchema.safeParse(resource)
    if (parsed.success && parsed.data.url === url) return parsed.data
  }
  return undefined
}

function readDesignations(concept: FhirConcept | undefined): Localised {
  return Object.fromEntries(
    (concept?.designation ?? []).flatMap(({ language, value }) => {
      const tag = localeSchema.safeParse(language)
      return tag.success && value.trim() !== '' ? [[tag.data, value.trim()] as const] : []
    }),
  )
}
