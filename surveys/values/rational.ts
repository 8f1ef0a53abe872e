/**
 * Exact fractions for scores. A PEG that falls from 13/3 to 10/3 falls by exactly one point; in floating
 * point it falls by 0.9999999999999996. Numerator and denominator are safe integers; the denominator is positive and the
 * fraction is in lowest terms.
 */
export type Rational = { readonly numerator: number; readonly denominator: number }

/** @throws RangeError when the denominator is 0 or a part is no safe integer. */
export function createRational(numerator: number, denominator = 1): Rational {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator === 0)
    throw new RangeError(`not a fraction of safe integers: ${numerator}/${denominator}`)
  const divisor = greatestCommonDivisor(Math.abs(numerator), Math.abs(denominator)) * Math.sign(denominator)
  return { numerator: numerator / divisor || 0, denominator: denominator / divisor }
}

/**
 * a·b + c·d over e·f. Products that leave the safe integers are made of big integers, and brought back in lowest terms.
 * @throws RangeError when the result is no fraction of safe integers, or e·f is 0.
 */
function sumOfProducts(a: number, b: number, c: number, d: number, e: number, f: number): Rational {
  const numerator = a * b + c * d
  const denominator = e * f
  if (Math.abs(a * b) + Math.abs(c * d) <= MAX_SAFE && Math.abs(denominator) <= MAX_SAFE)
    return createRational(numerator, denominator)
  const [above, below] = [BigInt(a) * BigInt(b) + BigInt(c) * BigInt(d), BigInt(e) * BigInt(f)]
  let [x, y] = [above, below]
  while (y !== 0n) [x, y] = [y, x % y]
  return createRational(Number(above / (x || 1n)), Number(below / (x || 1n)))
}
const MAX_SAFE = Number.MAX_SAFE_INTEGER

/** The fraction that a decimal literal writes: 41.6 is 208/5, not its nearest double. @throws RangeError for NaN, infinities and more than 15 digits. */
export function parseDecimal(value: number): Rational {
  const text = String(value)
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new RangeError(`not a plain decimal: ${text}`)
  const [, sign, whole = '', fraction = ''] = match
  return createRational(Number(`${sign}${whole}${fraction}`), 10 ** fraction.length)
}

export function add(a: Rational, b: Rational): Rational {
  return sumOfProducts(a.numerator, b.denominator, b.numerator, a.denominator, a.denominator, b.denominator)
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, createRational(-b.numerator, b.denominator))
}

export function multiply(a: Rational, b: Rational): Rational {
  return sumOfProducts(a.numerator, b.numerator, 0, 0, a.denominator, b.denominator)
}

/** @throws RangeError when `b` is 0. */
export function divide(a: Rational, b: Rational): Rational {
  return sumOfProducts(a.numerator, b.denominator, 0, 0, a.denominator, b.numerator)
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Rational, b: Rational): number {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator]
  if (Math.abs(left) <= MAX_SAFE && Math.abs(right) <= MAX_SAFE) return Math.sign(left - right)
  const exact = BigInt(a.numerator) * BigInt(b.denominator) - BigInt(b.numerator) * BigInt(a.denominator)
  return exact === 0n ? 0 : exact < 0n ? -1 : 1
}

export function toNumber(a: Rational): number {
  return a.numerator / a.denominator
}

/** `20/3`, or `7` for a whole number. */
export function formatRational(a: Rational): string {
  return a.denominator === 1 ? String(a.numerator) : `${a.numerator}/${a.denominator}`
}

/** Reads what `formatRational` writes. @throws RangeError for anything else. */
export function parseRational(text: string): Rational {
  const match = /^(-?\d+)(?:\/(\d+))?$/.exec(text)
  if (!match) throw new RangeError('not a fraction')
  return createRational(Number(match[1]), match[2] === undefined ? 1 : Number(match[2]))
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y !== 0) [x, y] = [y, x % y]
  return x || 1
}
