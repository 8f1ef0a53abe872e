import type { DraftFormText } from '../text/draft-form-text.ts'
import { findInstrumentText } from '../text/instrument-text.ts'
import { splitDuration, splitLines, splitReminder } from './draft-values.ts'
import type { DraftChoice, DraftField, DraftPlace } from './study-office-view.ts'

/** How the forms of a draft name what they show. */

type Named = Pick<DraftField, 'name' | 'of'>

/** `Title (Spanish)`, `If this happens: death`; a field without words is named by its place. */
export function labelField(text: DraftFormText, { name, of }: Named, locale: string): string {
  const words: Readonly<Record<string, string>> = text.fields
  const label = words[name] ?? name
  if (of === undefined) return label
  return of.kind === 'language'
    ? text.inLanguage(label, formatLanguage(of.value, locale))
    : text.value(label, nameValue(text, of.value, locale))
}

export function formatLanguage(language: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language
  } catch {
    // Somebody may have typed what is no language.
    return language
  }
}

function nameValue(text: DraftFormText, value: string, locale: string): string {
  const events: Readonly<Record<string, string>> = text.events
  const domains: Readonly<Record<string, string>> = findInstrumentText(locale).domains
  return events[value] ?? domains[value] ?? value
}

export function labelChoice(
  text: DraftFormText,
  field: Pick<DraftField, 'name'>,
  { value, label }: DraftChoice,
  locale: string,
): string {
  if (label !== undefined) return label
  const [choices, events]: readonly Readonly<Record<string, string>>[] = [text.choices, text.events]
  if (field.name === 'locales' || field.name === 'sites/languages') return formatLanguage(value, locale)
  return choices?.[`${field.name}=${value}`] ?? choices?.[value] ?? events?.[value] ?? value
}

/** A value as it is read: `7 days` for `P7D`. */
export function formatFieldValue(
  text: DraftFormText,
  field: Pick<DraftField, 'name' | 'kind'>,
  value: string,
  locale: string,
): string {
  switch (field.kind) {
    case 'duration': {
      const { count, unit } = splitDuration(value)
      return unit === 'anchor' ? text.units.anchor : `${count} ${text.units[unit]}`
    }
    case 'reminder': {
      const { days, to } = splitReminder(value)
      const whom = to.map((one) => labelChoice(text, field, { value: one }, locale))
      return [`${days} ${text.units.D}`, ...(whom.length > 0 ? [`(${whom.join(', ')})`] : [])].join(' ')
    }
    case 'checks':
      return splitLines(value)
        .map((one) => labelChoice(text, field, { value: one }, locale))
        .join(', ')
    case 'choice':
    case 'yes-no':
    case 'ordinal':
      return labelChoice(text, field, { value }, locale)
    default:
      return value
  }
}

/** `Clinics: Mesa Clinic: Name`. */
export function formatPlace(text: DraftFormText, { section, on, field }: DraftPlace, locale: string): string {
  const lists: Readonly<Record<string, string>> = { ...text.groups, ...text.lists }
  const names = [
    text.sections[section],
    ...on.map(({ name, title }) =>
      name === 'texts' && title !== '' ? formatLanguage(title, locale) : title || (lists[name] ?? name),
    ),
    ...(field === undefined ? [] : [labelField(text, field, locale)]),
  ]
  return names.filter((name, at) => name !== '' && name !== names[at - 1]).join(': ')
}
