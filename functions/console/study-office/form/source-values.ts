import { ENGAGEMENT_LEVELS } from '../../../../surveys/study/definition.ts'
import {
  joinDuration,
  joinReminder,
  SECOND_INPUT,
  splitDuration,
  splitLines,
  splitReminder,
} from '../../../../web/console/draft-values.ts'
import type { Control, Source } from './form-spec.ts'

/** What was sent under each name, in the order in which it stands in the form. */
export type SentForm = Readonly<Record<string, readonly string[]>>

export function asObject(value: unknown): Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Source) : {}
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function formatText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A value of a draft as one text, which `parseValue` reads as the same value again. */
export function formatValue({ kind }: Pick<Control, 'kind'>, value: unknown): string {
  if (Array.isArray(value)) return value.map(formatText).join('\n')
  if (kind === 'yes-no') return value === true ? 'yes' : value === false ? 'no' : formatText(value)
  if (kind !== 'reminder') return formatText(value)
  const { after, to } = asObject(value)
  return Array.isArray(to) ? [after, ...to].map(formatText).join(' ') : formatText(value)
}

/** `undefined` for what was left empty. What cannot be read is kept as it was typed: the check names it at its field. */
export function parseValue({ kind }: Pick<Control, 'kind'>, typed: string): unknown {
  const text = typed.trim()
  switch (kind) {
    case 'lines':
    case 'checks':
      return text === '' && kind === 'checks' ? undefined : splitLines(typed)
    case 'number':
    case 'ordinal':
      return text === '' ? undefined : Number.isFinite(Number(text)) ? Number(text) : text
    case 'yes-no':
      return text === '' ? undefined : text === 'yes' ? true : text === 'no' ? false : text
    case 'reminder': {
      const { to } = splitReminder(text)
      return to.length === 0 ? text : { after: text.split(/\s+/)[0], to }
    }
    default:
      return text === '' ? undefined : text
  }
}

/** What a form says of one field, as one text; `undefined` where it says nothing of it. */
export function readSent({ kind }: Pick<Control, 'kind'>, name: string, sent: SentForm): string | undefined {
  const [all, more] = [sent[name], sent[name + SECOND_INPUT]]
  const last = all?.at(-1)
  if (all === undefined || last === undefined) return undefined
  switch (kind) {
    case 'checks':
      // The first is empty: a browser says nothing of boxes that are not ticked.
      return all.filter((one) => one !== '').join('\n')
    case 'duration':
      return joinDuration(last, more?.at(-1) ?? 'D')
    case 'reminder':
      return joinReminder(
        last,
        (more ?? []).filter((one) => one !== ''),
        ENGAGEMENT_LEVELS,
      )
    default:
      return last.replaceAll('\r\n', '\n').trimEnd()
  }
}

/** A value as the same form would say it that shows it: what is not changed is equal to this. */
export function normalizeShown({ kind }: Pick<Control, 'kind'>, shown: string): string {
  if (kind === 'duration') {
    const { count, unit } = splitDuration(shown)
    return joinDuration(count, unit)
  }
  if (kind === 'reminder') {
    const { days, to } = splitReminder(shown)
    return joinReminder(days, to, ENGAGEMENT_LEVELS)
  }
  return shown.replaceAll('\r\n', '\n').trimEnd()
}

/** The names on the way to a place, of a JSON pointer. */
export function splitPointer(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

export function escapeName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
