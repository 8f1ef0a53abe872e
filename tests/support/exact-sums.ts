import { type ExactSums, sumExactly } from '../../functions/analysis/statistics/exact-sums.ts'
import { parseDecimal } from '../../surveys/values/rational.ts'

/** Sums of values as they are printed. */
export function sumPrinted(values: readonly number[]): ExactSums {
  return sumExactly(values.map((value) => ({ value: parseDecimal(value), count: 1 })))
}
