/** Σ weight·f(node) for ∫f(z)φ(z)dz, where φ is the standard normal density. */
export interface Quadrature {
  /** In rising order, the same on both sides of 0. */
  readonly nodes: Float64Array
  /** All above 0, together 1. */
  readonly weights: Float64Array
}

/** Beyond it the outermost weights are too small for a double. */
export const MAX_NODES = 256

/**
 * Gauss–Hermite nodes and weights for the standard normal density: exact for polynomials up to degree 2n − 1. The nodes
 * are the zeros of the Hermite polynomial of degree n, the weights 1/(n·h(node)²) with h the orthonormal polynomial of
 * degree n − 1 (Abramowitz & Stegun, Handbook of mathematical functions, 1964, 25.4.46).
 *
 * @param count number of nodes: whole, 1 to {@link MAX_NODES}
 * @throws RangeError when it is not
 */
export function gaussHermite(count: number): Quadrature {
  if (!Number.isInteger(count) || count < 1 || count > MAX_NODES)
    throw new RangeError(`A number of nodes is whole, 1 to ${MAX_NODES}: ${count}`)
  const nodes = new Float64Array(count)
  const weights = new Float64Array(count)
  const found: number[] = []
  // No zero lies above 2√count; from there on each search starts at the zero that was found before it.
  let start = 2 * Math.sqrt(count)
  for (let i = 0; i < Math.floor(count / 2); i++) {
    start = findNextZero(count, start, found)
    found.push(start)
    nodes[i] = -start
    nodes[count - 1 - i] = start
  }
  for (const [i, node] of nodes.entries()) weights[i] = 1 / (count * evaluateHermite(count, node).before ** 2)
  return { nodes, weights }
}

/**
 * The largest zero but those found and their negatives. With these divided out (H. J. Maehly, ZAMP 5:260, 1954), Newton's
 * method comes down to it from above in ever smaller steps, and cannot overshoot.
 */
function findNextZero(count: number, start: number, found: readonly number[]): number {
  let z = start
  let previous = Infinity
  for (;;) {
    const step = 1 / logDerivative(count, z, found)
    if (!(Math.abs(step) < previous)) return z
    z -= step
    previous = Math.abs(step)
  }
}

/** Of the polynomial of degree `count`, with the zeros found divided out. */
function logDerivative(count: number, z: number, found: readonly number[]): number {
  const { last, before } = evaluateHermite(count, z)
  // At a zero p′/p − 1/(z − zero) is p″/2p′, and p″ = z·p′ there by Hermite's equation.
  let sum = found.includes(z) ? z / 2 : (Math.sqrt(count) * before) / last
  for (const zero of found) sum -= (zero === z ? 0 : 1 / (z - zero)) + 1 / (z + zero)
  return sum
}

/** The orthonormal Hermite polynomials of degree `count` and of the one before it, at z. */
function evaluateHermite(count: number, z: number): { readonly last: number; readonly before: number } {
  let before = 0
  let last = 1
  for (let degree = 0; degree < count; degree++)
    [before, last] = [last, (z * last - Math.sqrt(degree) * before) / Math.sqrt(degree + 1)]
  return { last, before }
}
