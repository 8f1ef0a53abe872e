import type { ArmContrast, MarginalMean } from '../../../web/api/analyses/repeated-measures.ts'
import { studentTCdf, studentTQuantile } from '../statistics/distributions.ts'
import type { Precision } from './degrees-of-freedom.ts'
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

/** Each arm less the first one at each visit. */
export function computeArmContrasts(fit: Fit, { data }: Sample, level: number): ArmContrast[] {
  const { design } = fit.problem
  const [against = '', ...others] = data.arms
  return data.visits.flatMap((visit, at) =>
    others.map((arm, other): ArmContrast => {
      const [first, column] = [design.findMeanColumn(at, 0), design.findMeanColumn(at, other + 1)]
      const difference: Weight[] = [
        [column, 1],
        [first, -1],
      ]
      const result = first < 0 || column < 0 ? NOT_MEASURED : estimateCombination(fit, difference, 0, level)
      if (result.kind === 'not-estimated') return { visit, arm, against, ...result }
      const t = Math.abs(result.estimate / result.standardError)
      return { visit, arm, against, ...result, p: 2 * studentTCdf(-t, result.df) }
    }),
  )
}

type Weight = readonly [column: number, weight: number]
const NOT_MEASURED = { kind: 'not-estimated', reason: 'nobody-measured' } as const

function estimateCombination(
  { maximum, precisionOf }: Fit,
  weights: readonly Weight[],
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
