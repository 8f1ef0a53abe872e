/** Of a change from baseline, by trapezoids between the points, from the baseline to the last one. */
export type Area = {
  /** Unit of the score × days: negative where scores fell. */
  readonly value: number
  /** From the baseline to the last point; nothing is carried on beyond it. */
  readonly days: number
  /** Mean change over those days. */
  readonly perDay: number
}

/**
 * Area under the change over time (Pruessner et al., Psychoneuroendocrinology 28:916, 2003: AUC with respect to increase).
 *
 * @param points after the baseline, in time order
 * @returns `null` without points, or when they are all at the instant of the baseline
 */
export function areaUnderChange(
  points: readonly { readonly day: number; readonly change: number | null }[],
  baseline: { readonly day: number },
): Area | null {
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
