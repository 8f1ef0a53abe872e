import { hasControlCharacter } from '../values/text-faults.ts'

/**
 * Answers that are written in: what is accepted, and the code that is stored for it. Pure, and small, since
 * the participant's browser refuses the same answers as the server.
 */

/** What an item lets somebody write. */
export type WrittenForm =
  /** From `minimum` to `maximum`, with at most `decimals` places. */
  | {
      readonly type: 'number'
      readonly minimum: number
      readonly maximum: number
      readonly decimals: number
    }
  /** A time of day, `HH:MM`. */
  | { readonly type: 'time' }
  /** A day, `YYYY-MM-DD`, within bounds of the same form. */
  | { readonly type: 'date'; readonly minimum: string; readonly maximum: string }
  | { readonly type: 'text'; readonly maximumLength: number }

/** The value of a code: a number, minutes after midnight, or days after 1900-01-01. `undefined` for text, and for a code that cannot be stored. */
export function computeWrittenValue(form: WrittenForm, code: string): number | undefined {
  if (form.type === 'number') {
    const match = /^(?:0|[1-9]\d*)(?:\.(\d*[1-9]))?$/.exec(code)
    const value = Number(code)
    const isAllowed = match && (match[1] || '').length <= form.decimals
    return isAllowed && value >= form.minimum && value <= form.maximum ? value : undefined
  }
  if (form.type === 'date') return code >= form.minimum && code <= form.maximum ? countDays(code) : undefined
  const time = form.type === 'time' && /^([01]\d|2[0-3]):([0-5]\d)$/.exec(code)
  return time ? Number(time[1]) * 60 + Number(time[2]) : undefined
}

/** Days from 1900-01-01 to a day; `undefined` for one before it, and for a day that the calendar does not have. */
export function countDays(date: string): number | undefined {
  const instant = Date.parse(date)
  // Some browsers take February 30 for March 1.
  const isDay = instant >= FIRST_DAY && new Date(instant).toISOString().slice(0, 10) === date
  return isDay ? (instant - FIRST_DAY) / DAY_MS : undefined
}

/** The day so many days after 1900-01-01. */
export function formatDay(days: number): string {
  return new Date(FIRST_DAY + days * DAY_MS).toISOString().slice(0, 10)
}
const FIRST_DAY = Date.UTC(1900, 0, 1)
const DAY_MS = 86_400_000

/** Whether a code can be stored. */
export function isWrittenCode(form: WrittenForm, code: string): boolean {
  return form.type === 'text'
    ? code.trim() !== '' && code.length <= form.maximumLength && !hasControlCharacter(code)
    : computeWrittenValue(form, code) !== undefined
}

/**
 * The code for what someone wrote: a number may have a comma and zeros that say nothing, a time may lack its leading
 * zero, text may have space around it. `undefined` where it cannot be stored.
 */
export function parseWrittenAnswer(form: WrittenForm, written: string): string | undefined {
  const text = written.trim()
  const code =
    form.type === 'number' ? plainNumber(text) : form.type === 'time' ? text.padStart(5, '0') : text
  return isWrittenCode(form, code) ? code : undefined
}

function plainNumber(text: string): string {
  return text.replace(/^0*(\d+)(?:[.,](\d*?)0*)?$/, (_, whole: string, fraction?: string) =>
    fraction ? `${whole}.${fraction}` : whole,
  )
}
