import type { AreaUnderChange } from '../../../web/api/participants/trajectory.ts'

/**
 * Area under the change over time (Pruessner et al., Psychoneuroendocrinology 28:916, 2003: AUC with respect to increase).
 *
 * @param points after the baseline, in time order
 * @returns `null` without points, or when they are all at the instant of the baseline
 */
export function areaUnderChange(
  points: readonly { readonly day: number; readonly change: number | null }[],
  baseline: { readonly day: number },
): AreaUnderChange | null {
  let value = 0
  let [day, change] = [baseline.day, 0]
  for (const point of points) {
    if (point.change === null) continue
    value += ((point.day - day) * (change + point.change)) / 2
    ;[day, change] = [point.day, point.change]
  }
  const days = day - baseline.day
  return days > 0 ? { value, days, perDay: value / days } : null
}
