/**
 * The grid on which θ is estimated: −4.5 to 4.5 by 0.1, with a standard normal prior. Published PROMIS tables come out
 * on this grid; one that ends at ±4 pulls the lowest and highest scores inward.
 */
export const THETAS: readonly number[] = Array.from({ length: 91 }, (_, point) => (point - 45) / 10)

const densities = THETAS.map((theta) => Math.exp((-theta * theta) / 2))
const mass = densities.reduce((total, density) => total + density, 0)

/** The prior weight of each grid point; they sum to 1. */
export const PRIOR: readonly number[] = densities.map((density) => density / mass)

/** θ and its standard error: the mean and the standard deviation of the posterior. */
export type Estimate = { readonly theta: number; readonly standardError: number }

/** @param weights the posterior at each grid point, up to a common factor; their sum is above 0. */
export function computeMoments(weights: ArrayLike<number>): Estimate {
  let [total, first, second] = [0, 0, 0]
  for (let point = 0; point < THETAS.length; point += 1) {
    const weight = weights[point] as number
    const theta = THETAS[point] as number
    total += weight
    first += weight * theta
    second += weight * theta * theta
  }
  const theta = first / total
  return { theta, standardError: Math.sqrt(Math.max(0, second / total - theta * theta)) }
}

/** The T metric: mean 50 and standard deviation 10 in the population of the calibration. */
export function toTScore({ theta, standardError }: Estimate): {
  readonly tScore: number
  readonly standardError: number
} {
  return { tScore: 50 + 10 * theta, standardError: 10 * standardError }
}
