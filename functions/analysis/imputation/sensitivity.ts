import type {
  ImputationRefusal,
  ImputedContrast,
  TippingPoint,
} from '../../../web/api/analyses/sensitivity.ts'
import { cholesky, invert } from '../statistics/cholesky.ts'
import { createZeroMatrix, readCell } from '../statistics/matrix.ts'
import type { RepeatedMeasures } from '../statistics/visit-data.ts'
import { type CompletedData, type ImputationOptions, impute } from './impute.ts'
import { type CompletedEstimate, poolImputations } from './rubin.ts'

/** Analysis of covariance at the last visit of each completed data set, pooled by Rubin's rules. */
export function estimateImputedContrast(
  data: RepeatedMeasures,
  options: ImputationOptions,
  level = 0.95,
): ImputedContrast {
  const completed = impute(data, options)
  return poolContrast(data, completed, options, 0, level)
}

/**
 * How much worse than at random the missing outcomes of the second arm would have to be for the difference to be lost: what
 * was imputed after the last answers is shifted by more and more.
 *
 * @param deltas rising in size, 0 first
 */
export function findTippingPoint(
  data: RepeatedMeasures,
  options: Omit<ImputationOptions, 'assumption'>,
  deltas: readonly number[],
  level = 0.95,
): TippingPoint {
  const asked = { ...options, assumption: 'missing-at-random' } as const
  const completed = impute(data, asked)
  const contrasts = deltas.map((delta) => poolContrast(data, completed, asked, delta, level))
  const tips = contrasts.find(
    ({ result }) => result.kind === 'pooled' && result.interval[0] <= 0 && result.interval[1] >= 0,
  )
  return { contrasts, tipsAt: tips?.delta ?? null }
}

function poolContrast(
  data: RepeatedMeasures,
  completed: CompletedData | ImputationRefusal,
  { assumption, seed }: Pick<ImputationOptions, 'assumption' | 'seed'>,
  delta: number,
  level: number,
): ImputedContrast {
  const about = { assumption, delta, seed }
  if ('kind' in completed) return { ...about, result: completed }
  const estimates = completed.outcomes.map((outcomes) => analyzeCovariance(data, completed, outcomes, delta))
  const n = completed.participants.length
  const df = n - data.arms.length - 1
  if (df <= 0 || estimates.includes(undefined))
    return { ...about, result: { kind: 'not-imputed', reason: 'too-few-participants' } }
  return { ...about, result: poolImputations(estimates as CompletedEstimate[], df, level) }
}

/** Least squares of the last visit's outcome on an intercept, the arms and the baseline. */
function analyzeCovariance(
  data: RepeatedMeasures,
  { participants, afterLast }: CompletedData,
  outcomes: Float64Array,
  delta: number,
): CompletedEstimate | undefined {
  const visits = data.visits.length
  const width = data.arms.length + 1
  const left = createZeroMatrix(width, width)
  const right = new Float64Array(width)
  let squares = 0
  participants.forEach((of, at) => {
    const arm = data.arm[of] as number
    const place = at * visits + visits - 1
    const y = (outcomes[place] as number) + (arm > 0 && afterLast[place] === 1 ? delta : 0)
    const row = [
      1,
      ...Array.from({ length: data.arms.length - 1 }, (_, other) => Number(arm === other + 1)),
      data.baseline[of] as number,
    ]
    row.forEach((a, i) => {
      right[i] = (right[i] as number) + a * y
      row.forEach((b, j) => {
        left.cells[i * width + j] = (left.cells[i * width + j] as number) + a * b
      })
    })
    squares += y * y
  })
  const factor = cholesky(left)
  if (factor === undefined || width < 3) return undefined
  const inverse = invert(factor)
  const coefficients = Array.from(right, (_, i) =>
    right.reduce((sum, value, j) => sum + readCell(inverse, i, j) * value, 0),
  )
  const residual = squares - coefficients.reduce((sum, value, at) => sum + value * (right[at] as number), 0)
  const variance = Math.max(0, residual) / (participants.length - width)
  return { estimate: coefficients[1] as number, standardError: Math.sqrt(variance * readCell(inverse, 1, 1)) }
}
