import { findPageLanguage } from '../../surveys/study/page-languages.ts'
import type { DraftFormText } from '../text/draft-form-text.ts'
import { formatFieldValue, formatLanguage, labelChoice, labelField } from './draft-words.ts'
import type { DraftChange } from './study-office-view.ts'

/** How a part of a study that is in one version and not in the other is written out: by fields, in words. */

const DURATION = /^-?PT?\d+[DWMH]$/
const REMINDER = /^P\d+D( [a-z-]+)+$/

/**
 * A changed value as its field shows it. An entry, such as a timepoint, is written as the names of its fields with
 * their values; several entries stand one after the other.
 * @param value of the field: its text, or JSON where it is a list or has parts
 */
export function formatChangedValue(
  text: DraftFormText,
  { path, place: { field } }: Pick<DraftChange, 'path' | 'place'>,
  value: string,
  locale: string,
): string {
  const words: Words = { text, locale }
  if (!/^[[{]/.test(value)) return formatOne(words, field, value)
  try {
    const parts: unknown = JSON.parse(value)
    return formatParts(words, field?.name ?? findListName(text, path), parts, field)
  } catch {
    return value
  }
}

type Words = { readonly text: DraftFormText; readonly locale: string }
type Field = DraftChange['place']['field']

function formatOne(
  { text, locale }: Words,
  field: Pick<NonNullable<Field>, 'name' | 'kind'> | undefined,
  value: string,
) {
  if (DURATION.test(value)) return formatFieldValue(text, { name: '', kind: 'duration' }, value, locale)
  if (REMINDER.test(value)) return formatFieldValue(text, { name: '', kind: 'reminder' }, value, locale)
  return field === undefined ? value : formatFieldValue(text, field, value, locale)
}

function formatParts(words: Words, name: string, value: unknown, field: Field): string {
  if (Array.isArray(value)) {
    const isOfEntries = value.some((one) => typeof one === 'object' && readReminder(one) === undefined)
    const separator = isOfEntries ? ' · ' : ', '
    return value.map((one) => formatParts(words, name, one, field)).join(separator)
  }
  if (typeof value !== 'object' || value === null) {
    const one = String(value)
    return formatOne(words, field ?? { name, kind: 'choice' }, one)
  }
  const reminder = readReminder(value)
  if (reminder !== undefined) return formatOne(words, undefined, reminder)
  return Object.entries(value)
    .map(([key, part]) => formatPart(words, name, key, part))
    .join('; ')
}

/** `Due, from the planned day: 3 days`; a part without words of its own is only its value. */
function formatPart(words: Words, name: string, key: string, part: unknown): string {
  const { text, locale } = words
  const known: Readonly<Record<string, string>> = text.fields
  const inner = name === '' ? key : `${name}/${key}`
  const isNamed = known[inner] !== undefined
  if (!isNamed && known[name] !== undefined)
    return text.value(formatKey(words, key), formatParts(words, name, part, undefined))
  const value = formatParts(words, inner, part, undefined)
  return isNamed ? text.value(labelField(text, { name: inner }, locale), value) : value
}

/** A reminder for some: `P10D opened started`, as its field has it. */
function readReminder(value: object | null): string | undefined {
  const { after, to } = (value ?? {}) as { readonly after?: unknown; readonly to?: unknown }
  return typeof after === 'string' && Array.isArray(to) ? [after, ...to].join(' ') : undefined
}

/** A language of a text in several, or the event of a rule. */
function formatKey({ text, locale }: Words, key: string): string {
  if (findPageLanguage(key) !== undefined) return formatLanguage(key, locale)
  return labelChoice(text, { name: '' }, { value: key }, locale)
}

/** The longest beginning of a path under which fields have names: `timepoints` of `/timepoints/week-4`. */
function findListName(text: DraftFormText, path: string): string {
  const names = Object.keys(text.fields)
  const steps = path.split('/').slice(1)
  for (let length = steps.length; length > 0; length--) {
    const name = steps.slice(0, length).join('/')
    if (names.some((one) => one.startsWith(`${name}/`))) return name
  }
  return ''
}
