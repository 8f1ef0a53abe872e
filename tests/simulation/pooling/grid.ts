import type { SiteProportion } from '../../../functions/analysis/pooling/pool-logits.ts'
import { gaussHermite } from '../../../functions/analysis/statistics/quadrature.ts'
import type { Random } from '../../../functions/analysis/statistics/random.ts'

/** One kind of study: how many clinics, the mean of their true rates, and the standard deviation of their logits. */
export type Cell = { readonly k: number; readonly rate: number; readonly tau: number }

export const CLINIC_SIZES = { smallest: 15, largest: 60 } as const
const CLINICS = [3, 4, 5, 6, 7, 8, 9, 10]
const RATES = [0.1, 0.2, 0.4, 0.6, 0.8, 0.9]
const TAUS = [0, 0.3, 0.8]

export const CELLS: readonly Cell[] = CLINICS.flatMap((k) =>
  RATES.flatMap((rate) => TAUS.map((tau) => ({ k, rate, tau }))),
)

const quadrature = gaussHermite(41)
const MAX_HALVINGS = 60

export function inverseLogit(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

/** The mean of the clinics' true rates, whose logits are normal about μ: ∫ expit(μ + τz)·φ(z) dz. */
export function computeMeanRate(mu: number, tau: number): number {
  if (tau === 0) return inverseLogit(mu)
  return quadrature.nodes.reduce(
    (sum, node, at) => sum + (quadrature.weights[at] as number) * inverseLogit(mu + tau * node),
    0,
  )
}

/** The μ at which the clinics' mean rate is as given. */
export function findMu({ rate, tau }: Cell): number {
  let [below, above] = [-20, 20]
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    const middle = (below + above) / 2
    if (computeMeanRate(middle, tau) < rate) below = middle
    else above = middle
  }
  return (below + above) / 2
}

/** A study: each clinic's size is drawn, then its true rate, then its participants one by one. */
export function drawStudy({ k, tau }: Cell, mu: number, random: Random): SiteProportion[] {
  const { smallest, largest } = CLINIC_SIZES
  return Array.from({ length: k }, () => {
    const n = smallest + random.drawInteger(largest - smallest + 1)
    const chance = inverseLogit(mu + tau * random.normal())
    let events = 0
    for (let at = 0; at < n; at++) if (random.uniform() < chance) events += 1
    return { events, n }
  })
}
