import type { FleissKappa } from '../../../web/api/consensus/panel-agreement.ts'
import { normalCdf } from '../statistics/distributions.ts'

/**
 * Fleiss’ κ of a constant number of raters, with the test against no agreement.
 *
 * @param counts of each subject, how many raters chose each category
 * @throws RangeError when rows differ in length
 * @see Fleiss, Psychological Bulletin 76:378, 1971; error: Fleiss, Nee & Landis, Psychological Bulletin 86:974, 1979
 */
export function computeFleissKappa(counts: readonly (readonly number[])[]): FleissKappa {
  const categories = counts[0]?.length ?? 0
  if (counts.some(({ length }) => length !== categories))
    throw new RangeError('each subject has every category')
  const subjects = counts.length
  if (subjects === 0) return { kind: 'not-estimated', reason: 'no-subjects' }
  const sizes = counts.map((row) => sum(row))
  const raters = sizes[0] as number
  if (sizes.some((size) => size !== raters)) return { kind: 'not-estimated', reason: 'raters-not-constant' }
  if (raters < 2) return { kind: 'not-estimated', reason: 'fewer-than-two-raters' }
  const shares = Array.from(
    { length: categories },
    (_, at) => sum(counts.map((row) => row[at] as number)) / (subjects * raters),
  )
  const squares = sum(counts.flat().map((count) => count * count))
  const observed = (squares - subjects * raters) / (subjects * raters * (raters - 1))
  const expected = sum(shares.map((p) => p * p))
  if (shares.some((p) => p === 1)) return { kind: 'not-estimated', reason: 'all-in-one-category' }
  const kappa = (observed - expected) / (1 - expected)
  const product = sum(shares.map((p) => p * (1 - p)))
  const skew = sum(shares.map((p) => p * (1 - p) * (1 - 2 * p)))
  const variance = (2 / (product ** 2 * subjects * raters * (raters - 1))) * (product ** 2 - skew)
  const z = kappa / Math.sqrt(variance)
  return {
    ...{ kind: 'estimated', subjects, raters, observed, expected, kappa, z },
    p: 2 * normalCdf(-Math.abs(z)),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
