import { parseDuration } from '../../../surveys/study/duration.ts'

type PluralForms = readonly [one: string, many: string]

/** `P7D` as `7 days`, `-PT2H` as `−2 hours`; weeks are said in days. */
export function formatDuration(
  written: string,
  days: PluralForms,
  hours: PluralForms,
  months: PluralForms,
): string {
  const { unit, count } = parseDuration(written)
  const [one, many] = { days, hours, months }[unit]
  return `${count < 0 ? '−' : ''}${Math.abs(count)} ${Math.abs(count) === 1 ? one : many}`
}
