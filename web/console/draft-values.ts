/*
 * Values of a draft that a form shows as more than one input: how they are split for it, and put together again. A value
 * that is none of its kind, such as `soon` for a duration, is kept as it was typed, so that the check can name it.
 */

/** Ends the name of the input beside the first one: the unit of a duration, whom a reminder is for. */
export const SECOND_INPUT = '#more'

export const DURATION_UNITS = ['D', 'W', 'M', 'H', 'anchor'] as const
export type DurationUnit = (typeof DURATION_UNITS)[number]

/** `-P1D` is −1 and `D`; `anchor`, the opening of a window with its anchor, has no number. */
export function splitDuration(value: string): { readonly count: string; readonly unit: DurationUnit } {
  if (value === 'anchor') return { count: '', unit: 'anchor' }
  const [, sign = '', hours, digits, letter] = /^(-?)P(T?)(\d+)([DWMH])$/.exec(value) ?? []
  if (digits === undefined || (hours === 'T') !== (letter === 'H')) return { count: value, unit: 'D' }
  return { count: sign + digits, unit: letter as DurationUnit }
}

export function joinDuration(count: string, unit: string): string {
  if (unit === 'anchor') return 'anchor'
  const [, sign = '', digits] = /^([-−]?)(\d+)$/.exec(count.trim()) ?? []
  if (digits === undefined || !DURATION_UNITS.some((known) => known === unit)) return count.trim()
  const isBefore = sign !== '' && Number(digits) !== 0
  return `${isBefore ? '-' : ''}P${unit === 'H' ? 'T' : ''}${digits}${unit}`
}

/** `P2D started not-opened` is two days, for some; without names, for everyone who has not finished. */
export function splitReminder(value: string): { readonly days: string; readonly to: readonly string[] } {
  const [after = '', ...to] = value.split(/\s+/)
  return { days: splitDuration(after).count, to }
}

/** For everyone where all are chosen, or nobody is: a reminder for nobody is none. */
export function joinReminder(days: string, to: readonly string[], everyone: readonly string[]): string {
  const after = joinDuration(days, 'D')
  const isForAll = to.length === 0 || everyone.every((one) => to.includes(one))
  return isForAll ? after : [after, ...to].join(' ')
}

/** Several that are chosen or listed, one a line. */
export function splitLines(value: string): readonly string[] {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
