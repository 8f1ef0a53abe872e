import type { Rational } from '../../../surveys/values/rational.ts'
import type { MeanSummary } from './mean-estimate.ts'

/** A value and how many participants have it. */
export type CountedValue = { readonly value: Rational; readonly count: number }

/** Sums over participants, exact: the same in any order, and of values counted together or apart. */
export type ExactSums = {
  /** Participants: whole, from 0. */
  readonly n: number
  /** Above 0: what `sum` is divided by, and `squares` by its square. */
  readonly denominator: bigint
  readonly sum: bigint
  readonly squares: bigint
}

export function sumExactly(values: readonly CountedValue[]): ExactSums {
  const denominator = values.reduce(
    (common, { value }) => findCommonMultiple(common, BigInt(value.denominator)),
    1n,
  )
  let [n, sum, squares] = [0, 0n, 0n]
  for (const { value, count } of values) {
    const whole = BigInt(value.numerator) * (denominator / BigInt(value.denominator))
    n += count
    sum += BigInt(count) * whole
    squares += BigInt(count) * whole * whole
  }
  return { n, denominator, sum, squares }
}

export function addSums(all: readonly ExactSums[]): ExactSums {
  const denominator = all.reduce((common, one) => findCommonMultiple(common, one.denominator), 1n)
  let [n, sum, squares] = [0, 0n, 0n]
  for (const one of all) {
    const times = denominator / one.denominator
    n += one.n
    sum += one.sum * times
    squares += one.squares * times * times
  }
  return { n, denominator, sum, squares }
}

export function summarizeSums({ n, denominator, sum, squares }: ExactSums): MeanSummary {
  if (n === 0) return { n, mean: null, sd: null }
  const count = BigInt(n)
  const mean = divideExactly(sum, count * denominator)
  if (n === 1) return { n, mean, sd: null }
  const spread = count * squares - sum * sum
  return { n, mean, sd: Math.sqrt(divideExactly(spread, count * (count - 1n) * denominator ** 2n)) }
}

/** How far the sum of a part lies from what it would be with the mean of the whole. */
export function findExcess(part: ExactSums, whole: ExactSums): number {
  const difference =
    part.sum * BigInt(whole.n) * whole.denominator - whole.sum * BigInt(part.n) * part.denominator
  return divideExactly(difference, BigInt(whole.n) * part.denominator * whole.denominator)
}

function findCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return (a / x) * b
}

/** Bits of a quotient that are computed: more than twice those of a double. */
const BITS = 128n

/** A fraction as the nearest double. @param below above 0 */
function divideExactly(above: bigint, below: bigint): number {
  if (above < 0n) return -divideExactly(-above, below)
  if (above <= MAX_SAFE && below <= MAX_SAFE) return Number(above) / Number(below)
  const quotient = (above << BITS) / below
  return Number(quotient) / 2 ** Number(BITS)
}
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER)
