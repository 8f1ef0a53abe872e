/** Days of 24 hours from the anchor: from `from`, to before `until`, nearest to `target`. */
export type AnalysisWindow = { readonly from: number; readonly until: number; readonly target: number }

/**
 * Of the points in a window, half-open, the one nearest to its target; of two as near the earlier.
 * @throws RangeError unless from ≤ target < until
 */
export function findNearestInWindow<Point extends { readonly day: number }>(
  points: readonly Point[],
  { from, until, target }: AnalysisWindow,
): Point | undefined {
  if (!(from <= target && target < until)) throw new RangeError(`No window: ${from} ≤ ${target} < ${until}`)
  let nearest: Point | undefined
  for (const point of points) {
    if (point.day < from || point.day >= until) continue
    const distance = Math.abs(point.day - target)
    const best = nearest === undefined ? Number.POSITIVE_INFINITY : Math.abs(nearest.day - target)
    if (distance < best || (distance === best && nearest !== undefined && point.day < nearest.day))
      nearest = point
  }
  return nearest
}
