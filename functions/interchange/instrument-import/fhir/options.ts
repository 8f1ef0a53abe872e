import { type Localised, localeSchema } from '../../../../surveys/instrument/vocabulary.ts'
import { type ImportedOption, LONGEST_CODE } from '../form/form.ts'
import { numbered } from '../form/option-values.ts'
import type { Context } from './context.ts'
import { LOINC, localised, ordinalOf } from './extensions.ts'
import {
  codeSystemSchema,
  type FhirAnswerOption,
  type FhirConcept,
  type FhirItem,
  type FhirValueSet,
  valueSetSchema,
} from './types.ts'

/** An option before its value is settled. */
type Drafted = {
  readonly place: string
  readonly code: string
  readonly label: Localised | null
  readonly ordinal: number | undefined
  readonly loinc: string | null
}

/**
 * The options of a choice: those at the item, or those of a contained value set with its contained code system. A
 * value is the ordinal that the file gives; without one, a code that is a whole number; without that, its place, which
 * is warned of. `undefined` after a fault.
 */
export function optionsFrom(
  item: FhirItem,
  place: string,
  context: Context,
): readonly ImportedOption[] | undefined {
  const { remarks } = context
  const faultsBefore = remarks.faults.length
  const drafts = item.answerValueSet
    ? fromValueSet(item.answerValueSet, `${place}/answerValueSet`, context)
    : (item.answerOption ?? []).map((option, at) =>
        fromAnswerOption(option, `${place}/answerOption/${at}`, context),
      )
  if (remarks.faults.length > faultsBefore) return undefined
  if (drafts.length < 2) remarks.fault(place, 'a choice needs at least two options')
  const codes = new Set<string>()
  for (const draft of drafts) {
    if (codes.has(draft.code)) remarks.fault(draft.place, 'two options share a code')
    codes.add(draft.code)
    if (draft.code.length > LONGEST_CODE)
      remarks.fault(draft.place, `a code has at most ${LONGEST_CODE} characters`)
    if (!draft.label) remarks.fault(draft.place, 'the option has no text')
    if (draft.ordinal !== undefined && !Number.isSafeInteger(draft.ordinal))
      remarks.fault(draft.place, 'the value of an option must be a whole number')
  }
  const ordinals = drafts.filter(({ ordinal }) => ordinal !== undefined).length
  if (ordinals > 0 && ordinals < drafts.length)
    remarks.fault(place, 'only some options have an ordinal value')
  if (remarks.faults.length > faultsBefore) return undefined
  const values =
    ordinals > 0
      ? drafts.map(({ ordinal }) => ordinal as number)
      : numbered(
          drafts.map(({ code }) => code),
          place,
          remarks,
        )
  return drafts.map(({ code, label, loinc }, at) => ({
    code,
    value: values[at] as number,
    label: label ?? {},
    loinc,
  }))
}

function fromAnswerOption(option: FhirAnswerOption, place: string, context: Context): Drafted {
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
      label: display ? localised(display, coding._display, locale) : null,
      ordinal: ordinalOf(option) ?? ordinalOf(coding),
      loinc: coding.system === LOINC ? (coding.code ?? null) : null,
    }
  }
  if (valueInteger !== undefined)
    return {
      place,
      code: String(valueInteger),
      label: { [locale]: String(valueInteger) },
      ordinal: ordinalOf(option) ?? valueInteger,
      loinc: null,
    }
  const words = valueString?.trim()
  if (words === undefined || words === '')
    remarks.fault(place, 'an option must be a coding, a whole number or text')
  return {
    place,
    code: words ?? '',
    label: words ? localised(words, option._valueString, locale) : null,
    ordinal: ordinalOf(option),
    loinc: null,
  }
}

function fromValueSet(reference: string, place: string, context: Context): readonly Drafted[] {
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
    : composed(found, place, context)
  return concepts.map(({ concept, system }, at) => {
    const known = conceptOf(context, system, concept.code)
    const display = (concept.display ?? known?.display)?.trim()
    return {
      place: `${place}/${at}`,
      code: concept.code,
      label: display
        ? {
            ...localised(display, concept.display ? concept._display : known?._display, context.locale),
            ...designations(known),
            ...designations(concept),
          }
        : null,
      ordinal: ordinalOf(concept) ?? ordinalOf(known),
      loinc: system === LOINC ? concept.code : null,
    }
  })
}

type FromSystem = { readonly concept: FhirConcept; readonly system: string | undefined }

function composed(valueSet: FhirValueSet, place: string, context: Context): readonly FromSystem[] {
  const { remarks } = context
  if (valueSet.compose?.exclude?.length)
    remarks.fault(place, 'a value set with excluded codes cannot be expanded')
  return (valueSet.compose?.include ?? []).flatMap(({ system, concept, filter, valueSet: imported }) => {
    if (filter?.length || imported?.length) {
      remarks.fault(place, 'a value set with a filter or with other value sets cannot be expanded')
      return []
    }
    const concepts = concept ?? codeSystem(context, system)?.concept
    if (!concepts) remarks.fault(place, 'the code system of the value set is not contained in the file')
    return (concepts ?? []).map((one) => ({ concept: one, system }))
  })
}

function conceptOf(context: Context, system: string | undefined, code: string): FhirConcept | undefined {
  return codeSystem(context, system)?.concept.find((concept) => concept.code === code)
}

function codeSystem({ file }: Context, url: string | undefined) {
  if (url === undefined) return undefined
  for (const resource of file.contained) {
    const parsed = codeSystemSchema.safeParse(resource)
    if (parsed.success && parsed.data.url === url) return parsed.data
  }
  return undefined
}

function designations(concept: FhirConcept | undefined): Localised {
  return Object.fromEntries(
    (concept?.designation ?? []).flatMap(({ language, value }) => {
      const tag = localeSchema.safeParse(language)
      return tag.success && value.trim() !== '' ? [[tag.data, value.trim()] as const] : []
    }),
  )
}
