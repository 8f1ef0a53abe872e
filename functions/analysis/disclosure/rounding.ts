/* How numbers of all sites are rounded in a release, so that nothing small can be solved from them. */

/** A share as whole percent, or in other steps. */
export function roundShare(share: number, step = 0.01): number {
  return roundTo(share, step)
}

/** Two ends as whole percent, or in other steps. */
export function roundShares([low, high]: readonly [number, number], step = 0.01): [number, number] {
  return [roundShare(low, step), roundShare(high, step)]
}

/** Two ends as multiples of a step, the lower one down and the upper one up, so that no precision is claimed. */
export function roundOutwards([low, high]: readonly [number, number], step: number): [number, number] {
  // 0.29 / 0.01 is 28.999999999999996.
  const settle = (value: number) => Number((value / step).toFixed(6))
  return [
    Number((Math.floor(settle(low)) * step).toFixed(10)),
    Math.min(1, Number((Math.ceil(settle(high)) * step).toFixed(10))),
  ]
}

/** A p value up to whole percent, or to another step, so that none seems smaller than it is. */
export function roundUp(p: number, step = 0.01): number {
  return Math.max(p > 0 ? step : 0, roundOutwards([p, p], step)[1])
}

/** To a multiple of a step. @param step above 0 */
export function roundTo(value: number, step: number): number {
  // As a short decimal: 0.29, not 0.29000000000000004; and 0, not −0.
  return Number((Math.round(value / step) * step).toFixed(10)) + 0
}

/**
 * Every number of a value that is not whole, to a multiple of a step. Whole numbers are counts, levels and seeds.
 *
 * @param keep members by name that are left as they are
 */
export function roundNumbers<Value>(
  value: Value,
  step: number,
  keep: ReadonlySet<string> = new Set(),
): Value {
  const round = (one: unknown): unknown => {
    if (typeof one === 'number') return Number.isInteger(one) ? one : roundTo(one, step)
    if (Array.isArray(one)) return one.map(round)
    if (one === null || typeof one !== 'object') return one
    return Object.fromEntries(
      Object.entries(one).map(([name, member]) => [name, keep.has(name) ? member : round(member)]),
    )
  }
  return round(value) as Value
}
