import {
  COVARIANCE_STRUCTURES,
  type CovarianceStructure,
} from '../../../web/api/analyses/covariance-structures.ts'
import type {
  ArmContrast,
  DegreesOfFreedomChoice,
  FitRefusal,
  FittedModel,
  MarginalMean,
  NotFittedModel,
  SiteEffect,
} from '../../../web/api/analyses/repeated-measures.ts'
import { type Matrix, readCell } from '../statistics/matrix.ts'
import type { RepeatedMeasures } from '../statistics/visit-data.ts'
import { requireLevel } from '../statistics/wilson.ts'
import { type Fit, type FitFailure, fitStructure, type Sample } from './fit.ts'
import { computeArmContrasts, computeMarginalMeans } from './marginal-means.ts'
import { buildSample } from './sample.ts'
import { examineSiteByArm } from './site-by-arm.ts'

export type RepeatedMeasuresOptions = {
  /** Tried in this order, declared before the data are seen; the first that converges is the result's. Default: all four. */
  readonly structures?: readonly CovarianceStructure[]
  /** Default `fixed`. */
  readonly sites?: SiteEffect
  /**
   * Default `automatic`: Kenward–Roger below {@link KENWARD_ROGER_BELOW} participants, Satterthwaite from there. Kenward–Roger is for the
   * unstructured covariance and compound symmetry without random sites; elsewhere the result says that it is
   * Satterthwaite's.
   */
  readonly degreesOfFreedom?: DegreesOfFreedomChoice
  /** Of the intervals, default 0.95. */
  readonly level?: number
}

/**
 * Participants from which Satterthwaite is the default. Below, standard errors that take the covariance as known are too
 * short: with five visits, an unstructured covariance and a fifth missing, by 5% of 20 participants, 3% of 40, 2% of 60 and
 * 1% of 100.
 */
export const KENWARD_ROGER_BELOW = 100

/** Why a structure was refused that may hold for one visit alone. */
const REASONS_OF_VISITS: readonly FitRefusal[] = [
  'too-few-participants',
  'no-residual-variance',
  'design-singular',
]

/** The model before disclosure: every count, mean and contrast. */
export type RepeatedMeasuresResult = Omit<
  FittedModel,
  'observations' | 'leftOut' | 'means' | 'contrasts' | 'logLikelihood' | 'convergence' | 'informationCriteria'
> & {
  readonly informationCriteria: NonNullable<FittedModel['informationCriteria']>
  readonly logLikelihood: number
  readonly convergence: NonNullable<FittedModel['convergence']>
  readonly observations: number
  readonly leftOut: { readonly withoutBaseline: number; readonly withoutOutcome: number }
  readonly means: readonly MarginalMean[]
  readonly contrasts: readonly ArmContrast[]
}

/**
 * Mixed model for repeated measures by restricted maximum likelihood: visit × arm, baseline × visit, sites, one covariance
 * between visits for everybody. Participants with some visits missing stay in, which is unbiased when what is missing
 * depends on what was measured only (missing at random). Time and memory grow with participants in one pass over them.
 *
 * @throws RangeError when the level is not between 0 and 1, or no structure is given
 * @see Mallinckrodt et al., Therapeutic Innovation & Regulatory Science 42:303, 2008
 */
export function fitRepeatedMeasures(
  data: RepeatedMeasures,
  options: RepeatedMeasuresOptions = {},
): RepeatedMeasuresResult | NotFittedModel {
  const { structures = COVARIANCE_STRUCTURES, sites = 'fixed' } = options
  const { level = 0.95 } = options
  requireLevel(level)
  if (structures.length === 0) throw new RangeError('A covariance structure is needed.')
  const { sample, ...about } = buildSample(data)
  if (about.participants === 0) return { kind: 'not-fitted', reason: 'nobody-measured', tried: [] }
  const { degreesOfFreedom: choice = 'automatic' } = options
  const bySize = about.participants < KENWARD_ROGER_BELOW ? 'kenward-roger' : 'satterthwaite'
  const degreesOfFreedom = choice === 'automatic' ? bySize : choice

  const fallbacks: { structure: CovarianceStructure; reason: FitRefusal }[] = []
  let ofVisit: FitFailure | undefined
  for (const structure of structures) {
    const found = fitStructure(sample, structure, sites, degreesOfFreedom)
    if (found.kind === 'fitted')
      return {
        ...about,
        ...buildReport(found, sample, level),
        fallbacks,
        sites,
        siteByArm:
          sites === 'fixed'
            ? examineSiteByArm(sample, found, level)
            : { kind: 'not-tested', reason: 'sites-are-not-fixed' },
      }
    const { reason } = found
    fallbacks.push({ structure, reason })
    if (found.visit !== undefined) ofVisit ??= found
    // What no covariance can mend.
    if (reason === 'design-singular' && ofVisit === undefined)
      return { kind: 'not-fitted', reason, tried: fallbacks }
  }
  if (ofVisit?.visit !== undefined && fallbacks.every(({ reason }) => REASONS_OF_VISITS.includes(reason))) {
    const visit = sample.data.visits[ofVisit.visit] as string
    return { kind: 'not-fitted', reason: ofVisit.reason, visit, tried: fallbacks }
  }
  return { kind: 'not-fitted', reason: 'no-structure-converged', tried: fallbacks }
}

function buildReport(found: Fit, sample: Sample, level: number) {
  const { problem, maximum, structure, degreesOfFreedom, siteVariance } = found
  const { deviance, parameters } = maximum.standing
  const covariance = problem.covariance.buildMatrix(parameters)
  return {
    kind: 'fitted',
    structure,
    degreesOfFreedom,
    siteVariance,
    baselineMean: problem.design.baselineMean,
    adjustsForBaseline: problem.design.adjustsForBaseline,
    means: computeMarginalMeans(found, sample, level),
    contrasts: computeArmContrasts(found, sample, level),
    covariance: listMatrixRows(covariance, () => 1),
    correlation: listMatrixRows(covariance, (i, j) =>
      Math.sqrt(readCell(covariance, i, i) * readCell(covariance, j, j)),
    ),
    logLikelihood: -deviance / 2,
    informationCriteria: computeInformationCriteria(deviance, {
      covarianceParameters: parameters.length,
      meanParameters: problem.design.fixedColumns,
      participants: sample.participants,
    }),
    convergence: { steps: maximum.steps, distance: maximum.distance },
    level,
  } as const
}

/** Of a restricted likelihood: its means are not counted, and models of other means are not compared by it. */
function computeInformationCriteria(
  deviance: number,
  counts: { covarianceParameters: number; meanParameters: number; participants: number },
) {
  const { covarianceParameters, participants } = counts
  return {
    kind: 'restricted',
    ...counts,
    aic: deviance + 2 * covarianceParameters,
    bic: deviance + Math.log(participants) * covarianceParameters,
  } as const
}

function listMatrixRows(matrix: Matrix, findDivisor: (row: number, column: number) => number): number[][] {
  return Array.from({ length: matrix.rows }, (_, i) =>
    Array.from({ length: matrix.columns }, (_c, j) => readCell(matrix, i, j) / findDivisor(i, j)),
  )
}
