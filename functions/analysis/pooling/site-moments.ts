import type { SiteProportion } from './pool-logits.ts'

/** A log-likelihood at a mean logit μ and a standard deviation σ between sites, with its derivatives. */
export interface LogLikelihood {
  value: number
  byMu: number
  bySigma: number
  byMuMu: number
  byMuSigma: number
  bySigmaSigma: number
}

/**
 * Sums over the nodes of one site's integral ∫ p^events·(1 − p)^(n − events)·φ(u)du, logit p = μ + σu. The derivatives of
 * its log are moments under the integrand (T. A. Louis, JRSS B 44:226, 1982).
 */
export class SiteMoments {
  readonly #site: SiteProportion
  readonly #sigma: number
  readonly #mode: number
  readonly #peak: number
  // At the mode: the chance, its opposite and the score.
  readonly #p: number
  readonly #q: number
  readonly #excess: number
  #total = 0
  // Of the score s = events − n·p, of its square, and of the binomial variance v, each times 1, u and u².
  #s = 0
  #su = 0
  #ss = 0
  #ssu = 0
  #ssuu = 0
  #v = 0
  #vu = 0
  #vuu = 0

  /** @param mode where the integrand is largest, or nearly */
  constructor(site: SiteProportion, mu: number, sigma: number, mode: number) {
    const logit = mu + sigma * mode
    this.#site = site
    this.#sigma = sigma
    this.#mode = mode
    this.#p = inverseLogit(logit)
    this.#q = inverseLogit(-logit)
    this.#excess = site.events - site.n * this.#p
    this.#peak = logDensity(site, logit) - (mode * mode) / 2
  }

  /**
   * Everything is written by the distance from the mode: with many participants the terms of the log density are large and
   * would cancel to its last digits.
   *
   * @returns log of the integrand here, less that at its mode
   */
  add(u: number, weight: number): number {
    const { events, n } = this.#site
    const distance = this.#sigma * (u - this.#mode)
    const upwards = distance > 0
    const rise = Math.expm1(-Math.abs(distance))
    const near = rise > -0.5
    const small = near ? 1 + rise : Math.exp(-Math.abs(distance))
    // 1 + p(eᵈ − 1) at the distance d, or that over eᵈ where d is above 0.
    const part = upwards ? this.#q : this.#p
    const whole = near ? 1 + part * rise : (upwards ? this.#p : this.#q) + part * small
    const logWhole = near ? Math.log1p(part * rise) : Math.log(whole)
    const linear = upwards ? (events - n) * distance : events * distance
    const height = linear - n * logWhole - ((u - this.#mode) * (u + this.#mode)) / 2
    const mass = weight * Math.exp(height)
    const spread = n * this.#p * this.#q
    const score = this.#excess + (upwards ? spread : -spread) * (rise / whole)
    const square = mass * score * score
    const variance = (mass * spread * small) / (whole * whole)
    this.#total += mass
    this.#s += mass * score
    this.#su += mass * score * u
    this.#ss += square
    this.#ssu += square * u
    this.#ssuu += square * u * u
    this.#v += variance
    this.#vu += variance * u
    this.#vuu += variance * u * u
    return height
  }

  addTo(sums: LogLikelihood): void {
    const total = this.#total
    const s = this.#s / total
    const su = this.#su / total
    sums.value += this.#peak + Math.log(total)
    sums.byMu += s
    sums.bySigma += su
    sums.byMuMu += (this.#ss - this.#v) / total - s * s
    sums.byMuSigma += (this.#ssu - this.#vu) / total - s * su
    sums.bySigmaSigma += (this.#ssuu - this.#vuu) / total - su * su
  }
}

/** Of `events` among n at a logit, less the binomial coefficient. */
function logDensity({ events, n }: SiteProportion, logit: number): number {
  // log(1 + eˣ), without overflow.
  return events * logit - n * (Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))))
}

export function inverseLogit(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

/** p(1 − p), also where one of the two is too close to 0 to be told from it. */
export function bernoulliVariance(logit: number): number {
  const small = Math.exp(-Math.abs(logit))
  return small / (1 + small) ** 2
}
