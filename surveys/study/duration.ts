/**
 * Durations of a study's schedule. Days and months are of the calendar, on the participant's own wall; hours are exact,
 * whatever the clocks do between.
 */
export type Duration =
  | { readonly unit: 'days'; readonly count: number }
  | { readonly unit: 'months'; readonly count: number }
  | { readonly unit: 'hours'; readonly count: number }

const DURATION_PATTERN = /^(-?)P(?:(\d{1,4})D|(\d{1,3})W|(\d{1,3})M|T(\d{1,4})H)$/

/** `P7D`, `-P1D`, `P2W`, `P1M`, `PT36H`. @throws RangeError for anything else. */
export function parseDuration(written: string): Duration {
  const [whole, sign, days, weeks, months, hours] = DURATION_PATTERN.exec(written) ?? []
  const parseCount = (digits: string): number => Number(digits) * (sign === '-' ? -1 : 1) || 0
  if (whole === undefined) throw new RangeError(`not a duration: ${written}`)
  if (hours !== undefined) return { unit: 'hours', count: parseCount(hours) }
  if (months !== undefined) return { unit: 'months', count: parseCount(months) }
  return { unit: 'days', count: weeks === undefined ? parseCount(days ?? '0') : 7 * parseCount(weeks) }
}

/** `P7D` → 7, `-P1D` → −1, `P2W` → 14. @throws RangeError for anything that is not whole days. */
export function parseDays(written: string): number {
  const { unit, count } = parseDuration(written)
  if (unit !== 'days') throw new RangeError(`not whole days: ${written}`)
  return count
}

/** About how long it is, to compare two: a month counts 30.4 days. */
export function estimateDays(written: string): number {
  const { unit, count } = parseDuration(written)
  return unit === 'hours' ? count / 24 : unit === 'months' ? count * 30.4 : count
}
