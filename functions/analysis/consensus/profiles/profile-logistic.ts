import { fitLogisticRegression } from '../../arm-comparison/logistic-regression.ts'
import { logGamma } from '../../statistics/log-gamma.ts'
import { createZeroMatrix } from '../../statistics/matrix.ts'
import type { VoteModel } from './panel-threshold.ts'
import type { ProfileTally, ProfileValues } from './profile-votes.ts'

/** A logistic model of shares of yes by profile, with raters taken for alike. */
export type ProfileLogistic =
  | ({
      readonly kind: 'fitted'
      readonly errors: readonly number[]
      /** Twice the log-likelihood below that of a model with a share for each profile. */
      readonly deviance: number
      readonly df: number
      readonly aic: number
    } & VoteModel)
  | { readonly kind: 'not-fitted'; readonly reason: 'columns-depend' | 'separated' }

/**
 * The plain model, to look at profiles with. Its errors take votes of one rater for independent; thresholds in earnest come from
 * the mixed model.
 *
 * @param predictors places in the profiles’ values
 */
export function fitProfileLogistic(
  profiles: readonly ProfileValues[],
  tallies: readonly ProfileTally[],
  predictors: readonly number[],
): ProfileLogistic {
  const columns = predictors.length + 1
  const rows = profiles.map(({ values }) => [1, ...predictors.map((at) => values[at] as number)])
  const voted = tallies.flatMap(({ yes, no }, at) =>
    [...Array<number>(yes).fill(1), ...Array<number>(no).fill(0)].map((outcome) => ({ at, outcome })),
  )
  const cells = Float64Array.from(voted.flatMap(({ at }) => rows[at] as number[]))
  const fit = fitLogisticRegression(
    { rows: voted.length, columns, cells },
    voted.map(({ outcome }) => outcome),
  )
  if (fit.kind === 'not-fitted') return fit
  const { coefficients } = fit
  let [deviance, logLikelihood, counted] = [0, 0, 0]
  tallies.forEach(({ yes, no }, at) => {
    const n = yes + no
    if (n === 0) return
    counted += 1
    const eta = (rows[at] as number[]).reduce((sum, x, i) => sum + x * (coefficients[i] as number), 0)
    const p = 1 / (1 + Math.exp(-eta))
    deviance += 2 * (multiplyLog(yes, yes / (n * p)) + multiplyLog(no, no / (n * (1 - p))))
    const ways = logGamma(n + 1) - logGamma(yes + 1) - logGamma(no + 1)
    logLikelihood += ways + yes * Math.log(p) + no * Math.log(1 - p)
  })
  const covariance = createZeroMatrix(columns + 1, columns + 1)
  for (let i = 0; i < columns; i += 1)
    for (let j = 0; j < columns; j += 1)
      covariance.cells[i * (columns + 1) + j] = fit.covariance.cells[i * columns + j] as number
  return {
    ...{ kind: 'fitted', coefficients, sigma: 0, covariance, deviance, df: counted - columns },
    errors: Array.from({ length: columns }, (_, i) =>
      Math.sqrt(fit.covariance.cells[i * columns + i] as number),
    ),
    aic: 2 * columns - 2 * logLikelihood,
  }
}

/** count·log(ratio), 0 for nobody. */
function multiplyLog(count: number, ratio: number): number {
  return count === 0 ? 0 : count * Math.log(ratio)
}
