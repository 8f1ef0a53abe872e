import type { SiteProportion } from '../../../functions/analysis/pooling/pool-logits.ts'
import { gaussHermite } from '../../../functions/analysis/statistics/quadrature.ts'
import { computeMeanRate, inverseLogit } from './grid.ts'

/**
 * Bayesian binomial–normal model on a grid of μ and τ: the mean rate a priori uniform at τ = 0 (a logistic prior of μ), τ
 * half-normal. Fixed places, so that a clinic's likelihood on them is computed once for all studies in which it occurs.
 */
const STEPS = 141
const TAUS = Array.from({ length: 50 }, (_, at) => 0.03 + 0.06 * at)
const PLACES = STEPS * TAUS.length
/** Shifted from one τ to the next, so that the mean rates of small τ do not fall on the same few places. */
const GOLDEN = (Math.sqrt(5) - 1) / 2
const listMus = (t: number) => Array.from({ length: STEPS }, (_, at) => -7 + (at + ((t * GOLDEN) % 1)) / 10)
const quadrature = gaussHermite(41)

const likelihoods = new Map<string, Float64Array>()
const meanRates = Float64Array.from(
  TAUS.flatMap((tau, t) => listMus(t).map((mu) => computeMeanRate(mu, tau))),
)
const rising = Uint32Array.from(meanRates.keys()).sort(
  (a, b) => (meanRates[a] as number) - (meanRates[b] as number),
)

/** Logarithms of the integrals over the clinic's own logit, place by place. */
function findLogLikelihood({ events, n }: SiteProportion): Float64Array {
  const key = `${events}/${n}`
  const known = likelihoods.get(key)
  if (known !== undefined) return known
  const result = new Float64Array(PLACES)
  const heights = new Float64Array(quadrature.nodes.length)
  TAUS.forEach((tau, t) => {
    listMus(t).forEach((mu, m) => {
      let highest = Number.NEGATIVE_INFINITY
      quadrature.nodes.forEach((node, at) => {
        const logit = mu + tau * node
        const height = events * logit - n * (Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))))
        heights[at] = height
        highest = Math.max(highest, height)
      })
      let sum = 0
      for (let at = 0; at < heights.length; at++)
        sum += (quadrature.weights[at] as number) * Math.exp((heights[at] as number) - highest)
      result[t * STEPS + m] = highest + Math.log(sum)
    })
  })
  likelihoods.set(key, result)
  return result
}

/** @param scale of the half-normal prior of τ, in logits */
export function createBayesianPooling(scale: number) {
  const prior = Float64Array.from(
    TAUS.flatMap((tau, t) =>
      listMus(t).map(
        (mu) => -(tau ** 2) / (2 * scale ** 2) + Math.log(inverseLogit(mu)) + Math.log(inverseLogit(-mu)),
      ),
    ),
  )
  /** Median and the equal-tailed 95% interval of the mean rate. */
  return (sites: readonly SiteProportion[]): { rate: number; interval: readonly [number, number] } => {
    const density = prior.slice()
    for (const site of sites) {
      const own = findLogLikelihood(site)
      for (let at = 0; at < PLACES; at++) density[at] = (density[at] as number) + (own[at] as number)
    }
    let highest = Number.NEGATIVE_INFINITY
    for (const height of density) if (height > highest) highest = height
    let total = 0
    for (let at = 0; at < PLACES; at++) {
      const height = (density[at] as number) - highest
      const mass = height < -40 ? 0 : Math.exp(height)
      density[at] = mass
      total += mass
    }
    const [lower = 0, rate = 0, upper = 1] = findQuantiles(density, total, [0.025, 0.5, 0.975])
    return { rate, interval: [lower, upper] }
  }
}

/** Between two places the mass is taken to rise in a straight line. */
function findQuantiles(mass: Float64Array, total: number, shares: readonly number[]): number[] {
  const found: number[] = []
  let [sum, before, rate] = [0, 0, 0]
  for (const place of rising) {
    const own = mass[place] as number
    if (own === 0) continue
    const middle = (sum + own / 2) / total
    const here = meanRates[place] as number
    while (found.length < shares.length && middle >= (shares[found.length] as number)) {
      const share = shares[found.length] as number
      found.push(rate + ((here - rate) * (share - before)) / (middle - before))
    }
    ;[sum, before, rate] = [sum + own, middle, here]
  }
  return found
}
