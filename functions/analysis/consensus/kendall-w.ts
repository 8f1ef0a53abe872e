import type { Concordance } from '../../../web/api/consensus/panel-agreement.ts'
import { chiSquareUpperTail } from '../statistics/distributions.ts'
import { rankValues } from '../statistics/ranks.ts'

/**
 * Kendall’s W with ties: 12·S/(m²(k³ − k) − m·ΣT), the same test as Friedman’s. It says whether panelists rank the items alike,
 * not whether they agree on any of them, and decides no item.
 *
 * @param rows a panelist’s ratings each, of the same items, none missing
 * @throws RangeError when rows differ in length
 * @see Kendall & Babington Smith, Annals of Mathematical Statistics 10:275, 1939
 */
export function computeConcordance(rows: readonly (readonly number[])[]): Concordance {
  const [m, k] = [rows.length, rows[0]?.length ?? 0]
  if (rows.some(({ length }) => length !== k)) throw new RangeError('each panelist rates the same items')
  if (m < 2) return { kind: 'not-estimated', reason: 'fewer-than-two-raters' }
  if (k < 2) return { kind: 'not-estimated', reason: 'fewer-than-two-items' }
  const ranks = rows.map(rankValues)
  const sums = Array.from({ length: k }, (_, item) =>
    ranks.reduce((sum, row) => sum + (row[item] as number), 0),
  )
  const middle = (m * (k + 1)) / 2
  const sumOfSquares = sums.reduce((sum, one) => sum + (one - middle) ** 2, 0)
  const ties = rows.reduce((sum, row) => sum + sumTies(row), 0)
  const most = m * m * (k ** 3 - k) - m * ties
  if (most === 0) return { kind: 'not-estimated', reason: 'all-tied' }
  const w = (12 * sumOfSquares) / most
  const [chiSquare, df] = [m * (k - 1) * w, k - 1]
  return {
    ...{ kind: 'estimated', raters: m, items: k, w, sumOfSquares, ties, chiSquare, df },
    p: chiSquareUpperTail(chiSquare, df),
    meanRankCorrelation: (m * w - 1) / (m - 1),
  }
}

/** Σ(t³ − t) over the groups of equal ratings. */
function sumTies(row: readonly number[]): number {
  return [...Map.groupBy(row, (rating) => rating).values()].reduce(
    (sum, { length: t }) => sum + t ** 3 - t,
    0,
  )
}
