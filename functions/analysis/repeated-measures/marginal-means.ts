import type { ArmContrast, MarginalMean } from '../../../web/api/analyses/repeated-measures.ts'
import { adjustByHolm } from '../arm-comparison/holm.ts'
import { studentTCdf, studentTQuantile } from '../statistics/distributions.ts'
import type { Precision, Weights } from './degrees-of-freedom.ts'
import type { Fit, Sample } from './fit.ts'

type MeanNotEstimated = Pick<Extract<MarginalMean, { kind: 'not-estimated' }>, 'kind' | 'reason'>

/** An estimate in the unit of the outcome, with t(df) interval. */
export type ModelEstimate = Precision & {
  readonly estimate: number
  readonly interval: readonly [number, number]
}

/** Arm by arm at each visit. */
export function computeMarginalMeans(
  fit: Fit,
  { data, counts, origin }: Sample,
  level: number,
): MarginalMean[] {
  return data.visits.flatMap((visit, at) =>
    data.arms.map((arm, which): MarginalMean => {
      const n = counts[at * data.arms.length + which] as number
      const column = fit.problem.design.findMeanColumn(at, which)
      return {
        visit,
        arm,
        n,
        ...(column < 0 ? NOT_MEASURED : estimateCombination(fit, [[column, 1]], origin, level)),
      }
    }),
  )
}

/** Places of every pair of arms: each one against those before it, the pairs with the first arm first. */
export function listPairs(
  arms: readonly string[],
): readonly { readonly arm: number; readonly against: number }[] {
  return arms.flatMap((_, against) =>
    arms.slice(against + 1).map((_arm, at) => ({ arm: against + 1 + at, against })),
  )
}

/** Every pair of arms at each visit, with p values of several pairs at a visit adjusted by Holm. */
export function computeArmContrasts(fit: Fit, { data }: Sample, level: number): ArmContrast[] {
  const { design } = fit.problem
  return data.visits.flatMap((visit, at) => {
    const contrasts = listPairs(data.arms).map(({ arm, against }) => {
      const [column, other] = [design.findMeanColumn(at, arm), design.findMeanColumn(at, against)]
      const weights: Weights = [
        [column, 1],
        [other, -1],
      ]
      return {
        ...{ visit, arm: data.arms[arm] as string, against: data.arms[against] as string },
        ...estimateContrast(fit, column < 0 || other < 0 ? [] : weights, level),
      }
    })
    const holm = adjustByHolm(contrasts.flatMap((one) => (one.kind === 'estimated' ? [one.p] : [])))
    return contrasts.map(
      (one): ArmContrast => (one.kind === 'estimated' ? { ...one, holmP: holm.shift() as number } : one),
    )
  })
}

/** A difference with its p value. @param weights nothing where one side was not measured */
export function estimateContrast(fit: Fit, weights: Weights, level: number) {
  const result = weights.length === 0 ? NOT_MEASURED : estimateCombination(fit, weights, 0, level)
  if (result.kind === 'not-estimated') return result
  return { ...result, p: 2 * studentTCdf(-Math.abs(result.estimate / result.standardError), result.df) }
}

const NOT_MEASURED = { kind: 'not-estimated', reason: 'nobody-measured' } as const

function estimateCombination(
  { maximum, precisionOf }: Fit,
  weights: Weights,
  from: number,
  level: number,
): MeanNotEstimated | ({ kind: 'estimated' } & ModelEstimate) {
  const { effects } = maximum.standing
  const estimate = weights.reduce((sum, [at, weight]) => sum + weight * (effects[at] as number), from)
  const { standardError, df } = precisionOf(weights)
  if (!(df >= 1)) return { kind: 'not-estimated', reason: 'less-than-one-degree-of-freedom' }
  const half = studentTQuantile((1 + level) / 2, df) * standardError
  return { kind: 'estimated', estimate, standardError, df, interval: [estimate - half, estimate + half] }
}
