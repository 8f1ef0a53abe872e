/** Entries are −1, 0 and 1, so that a pivot is far from what rounding leaves of 0. */
const TOLERANCE = 1e-9
const MAX_PIVOTS = 10_000

/**
 * Whether a vector is a sum of others, each times a number from 0: the first phase of the simplex method, by Bland’s rule, which
 * ends.
 *
 * @param vectors of the length of the target
 * @see Bland, Mathematics of Operations Research 2:103, 1977
 */
export function isInCone(vectors: readonly (readonly number[])[], target: readonly number[]): boolean {
  const rows = target.map((goal, i) => {
    const sign = goal < 0 ? -1 : 1
    return [...vectors.map((vector) => sign * (vector[i] as number)), sign * goal]
  })
  const last = vectors.length
  // Columns of the basis; those from `last` on are what is still missing of each entry.
  const basis = rows.map((_, i) => last + i)
  for (let pivot = 0; pivot < MAX_PIVOTS; pivot += 1) {
    const open = rows.filter((_, i) => (basis[i] as number) >= last)
    if (open.reduce((sum, row) => sum + (row[last] as number), 0) <= TOLERANCE) return true
    const entering = vectors.findIndex(
      (_, j) => open.reduce((sum, row) => sum + (row[j] as number), 0) > TOLERANCE && !basis.includes(j),
    )
    if (entering < 0) return false
    const leaving = findLeaving(rows, basis, entering, last)
    if (leaving < 0) return false
    const row = rows[leaving] as number[]
    const factor = row[entering] as number
    rows[leaving] = row.map((cell) => cell / factor)
    rows.forEach((other, i) => {
      const share = other[entering] as number
      if (i !== leaving && share !== 0)
        rows[i] = other.map((cell, j) => cell - share * (rows[leaving]?.[j] as number))
    })
    basis[leaving] = entering
  }
  throw new RangeError('the search in a cone did not end')
}

/** The row that allows the shortest step; of several, that of the first column in the basis. */
function findLeaving(
  rows: readonly (readonly number[])[],
  basis: readonly number[],
  entering: number,
  last: number,
): number {
  let [best, ratio] = [-1, Number.POSITIVE_INFINITY]
  rows.forEach((row, i) => {
    const cell = row[entering] as number
    if (cell <= TOLERANCE) return
    const own = (row[last] as number) / cell
    const isTie = Math.abs(own - ratio) <= TOLERANCE && (basis[i] as number) < (basis[best] as number)
    if (own < ratio - TOLERANCE || isTie) [best, ratio] = [i, own]
  })
  return best
}
