import type { CovarianceStructure } from '../../../web/api/analyses/covariance-structures.ts'
import type { DegreesOfFreedomMethod, FitRefusal } from '../../../web/api/analyses/repeated-measures.ts'
import type { Matrix } from '../statistics/matrix.ts'
import type { RepeatedMeasures } from '../statistics/visit-data.ts'
import { createCovarianceModel, listDistances } from './covariance.ts'
import { computeCrossProducts, type PatternProducts } from './cross-products.ts'
import {
  createPrecision,
  kenwardRoger,
  type PrecisionFunction,
  satterthwaite,
  type Uncertainty,
} from './degrees-of-freedom.ts'
import { buildDesign, type DesignSites } from './design.ts'
import { evaluateLikelihood, type LikelihoodProblem } from './likelihood.ts'
import { type Maximum, maximizeLikelihood } from './maximize-likelihood.ts'
import { estimateStartingCovariance } from './starting-covariance.ts'

export type Fit = {
  readonly kind: 'fitted'
  readonly structure: CovarianceStructure
  readonly problem: LikelihoodProblem
  readonly maximum: Extract<Maximum, { kind: 'converged' }>
  readonly precisionOf: PrecisionFunction
  readonly uncertainty: Uncertainty
  readonly degreesOfFreedom: DegreesOfFreedomMethod
  /** Variance between sites where they are random: 0 when the likelihood is highest there. */
  readonly siteVariance: number | null
}
export type FitFailure = { readonly kind: 'not-fitted'; readonly reason: FitRefusal; readonly visit?: number }

/** The participants to fit, and where their outcomes are counted from. */
export type Sample = {
  readonly data: RepeatedMeasures
  readonly used: readonly boolean[]
  readonly counts: Int32Array
  readonly origin: number
  /** Of the visits kept, in the study's order. */
  readonly places: readonly number[]
  readonly participants: number
  readonly observations: number
}

/** One covariance structure; never another one in its place. */
export function fitStructure(
  sample: Sample,
  structure: CovarianceStructure,
  sites: DesignSites,
  degreesOfFreedom: DegreesOfFreedomMethod,
): Fit | FitFailure {
  const plain = prepareProblem(sample, structure, sites === 'random' ? 'none' : sites)
  if ('kind' in plain) return plain
  const fixed = maximizeLikelihood(plain.problem, plain.start)
  if (fixed.kind === 'failed') return buildRefusal(fixed.reason)
  if (sites !== 'random') return completeFit(plain.problem, fixed, degreesOfFreedom, null)

  const mixed = prepareProblem(sample, structure, 'random')
  if ('kind' in mixed) return mixed
  const { parameters } = fixed.standing
  const variance = computeMeanVariance(plain.problem.covariance.buildMatrix(parameters))
  if (mixed.problem.design.randomColumns === 0 || !isRisingFromZero(mixed.problem, parameters, variance))
    return completeFit(plain.problem, fixed, degreesOfFreedom, 0)
  const found = maximizeLikelihood(mixed.problem, Float64Array.of(...parameters, variance / 20))
  if (found.kind === 'failed') return buildRefusal(found.reason)
  return completeFit(mixed.problem, found, degreesOfFreedom, found.standing.parameters.at(-1) as number)
}

function prepareProblem(
  { data, used, counts, origin, places }: Sample,
  structure: CovarianceStructure,
  sites: DesignSites,
): { problem: LikelihoodProblem; start: Float64Array } | FitFailure {
  const design = buildDesign(data, used, counts, sites)
  const patterns = computeCrossProducts(data, design, used, origin)
  const visits = data.visits.length
  const near = estimateStartingCovariance(patterns, design, visits, structure === 'compound-symmetry')
  if ('reason' in near) return { kind: 'not-fitted', ...near }
  if (!isMeasured(structure, patterns, places)) return buildRefusal('visits-never-measured-together')
  const covariance = createCovarianceModel(structure, places)
  return { problem: { patterns, design, covariance, visits }, start: covariance.start(near) }
}

function completeFit(
  problem: LikelihoodProblem,
  maximum: Extract<Maximum, { kind: 'converged' }>,
  requested: DegreesOfFreedomMethod,
  siteVariance: number | null,
): Fit | FitFailure {
  const canCorrect = problem.covariance.isLinear && problem.design.randomColumns === 0
  const degreesOfFreedom = requested === 'kenward-roger' && canCorrect ? requested : 'satterthwaite'
  const method = degreesOfFreedom === 'kenward-roger' ? kenwardRoger : satterthwaite
  const uncertainty = method(problem, maximum.standing, maximum.information)
  if (uncertainty === undefined) return buildRefusal('information-singular')
  const { structure } = problem.covariance
  return {
    ...{ kind: 'fitted', structure, problem, maximum, degreesOfFreedom, siteVariance },
    ...{ uncertainty, precisionOf: createPrecision(uncertainty) },
  }
}

/** Whether the likelihood rises when sites begin to differ; where it does not, it is highest at no variance between them. */
function isRisingFromZero(problem: LikelihoodProblem, parameters: Float64Array, variance: number): boolean {
  const standing = evaluateLikelihood(problem, Float64Array.of(...parameters, variance * 1e-5))
  return standing !== undefined && (standing.gradient.at(-1) as number) < 0
}

/** Whether the pairs, or the distances, that have a covariance of their own were measured in anybody. */
function isMeasured(
  structure: CovarianceStructure,
  patterns: readonly PatternProducts[],
  places: readonly number[],
): boolean {
  const visits = places.length
  const pairs = patterns.flatMap(({ visits: at }) => at.flatMap((a) => at.map((b) => [a, b] as const)))
  if (structure === 'unstructured') return new Set(pairs.map(([a, b]) => a * visits + b)).size === visits ** 2
  if (structure === 'heterogeneous-toeplitz')
    return (
      new Set(pairs.map(([a, b]) => Math.abs((places[a] as number) - (places[b] as number)))).size ===
      listDistances(places).length + 1
    )
  return true
}

function computeMeanVariance(covariance: Matrix): number {
  let sum = 0
  for (let at = 0; at < covariance.rows; at++) sum += covariance.cells[at * (covariance.rows + 1)] as number
  return sum / covariance.rows
}

function buildRefusal(reason: FitRefusal | 'start-not-possible'): FitFailure {
  // The start is positive definite: what it cannot be solved with is the design.
  return { kind: 'not-fitted', reason: reason === 'start-not-possible' ? 'design-singular' : reason }
}
