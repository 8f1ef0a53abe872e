/**
 * One participant of a threshold estimation.
 * - `improvement`: since baseline in the scale's unit, positive is better
 * - `anchor`: the global rating in steps better than unchanged: 3 very much improved … 0 unchanged … −3 very much worse
 */
export type MeaningfulChangeRow = {
  readonly improvement: number
  readonly baseline: number | null
  readonly anchor: number
}

/** @throws RangeError naming the row, counted from 0, and its member that is no finite number */
export function requireFiniteRows(rows: readonly MeaningfulChangeRow[]): void {
  rows.forEach(({ improvement, baseline, anchor }, at) => {
    for (const [member, value] of Object.entries({ improvement, baseline: baseline ?? 0, anchor }))
      if (!Number.isFinite(value)) throw new RangeError(`row ${at}: ${member} is not a finite number`)
  })
}

/** Rows that are alike are counted, not repeated: scores take few values, however many participants there are. */
export type GroupedRows = {
  /** Distinct improvements, rising. */
  readonly values: Float64Array
  /** By value: of the improved, and of the others. */
  readonly improved: Float64Array
  readonly others: Float64Array
  readonly totalImproved: number
  readonly totalOthers: number
}

export function countRows(
  rows: readonly { readonly improvement: number; readonly improved: boolean }[],
): GroupedRows {
  const at = new Map<number, [improved: number, others: number]>()
  for (const { improvement, improved } of rows) {
    const counts = at.get(improvement) ?? [0, 0]
    counts[improved ? 0 : 1] += 1
    at.set(improvement, counts)
  }
  const entries = [...at].sort(([a], [b]) => a - b)
  const improved = Float64Array.from(entries, ([, counts]) => counts[0])
  const others = Float64Array.from(entries, ([, counts]) => counts[1])
  return {
    values: Float64Array.from(entries, ([value]) => value),
    ...{ improved, others, totalImproved: sumValues(improved), totalOthers: sumValues(others) },
  }
}

export function sumValues(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
