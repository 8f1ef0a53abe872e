import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { impute } from '../../../../functions/analysis/imputation/impute.ts'
import { drawParameters } from '../../../../functions/analysis/imputation/posterior.ts'
import {
  computeAssumedMean,
  computeConditional,
  computeConditionalMean,
} from '../../../../functions/analysis/imputation/reference-based.ts'
import { poolImputations } from '../../../../functions/analysis/imputation/rubin.ts'
import {
  estimateImputedContrast,
  findTippingPoint,
} from '../../../../functions/analysis/imputation/sensitivity.ts'
import {
  createMatrix,
  multiplyMatrices,
  transpose,
} from '../../../../functions/analysis/statistics/matrix.ts'
import { createRandomStream } from '../../../../functions/analysis/statistics/random.ts'
import type { Assumption } from '../../../../web/api/analyses/missing-data-assumptions.ts'
import { asked, buildData, trial } from '../../../support/imputed-trial.ts'
import { published, relativeError } from '../../../support/published.ts'

/** tests/published/imputation.R */
type Conditional = {
  assumption: Assumption
  measured: number[]
  values: number[]
  mean: number[]
  rest: number[][]
}
const { pooled, own, reference, covariance, conditionals } = published<{
  pooled: {
    estimates: number[]
    errors: number[]
    completeDf: number
    estimate: number
    standardError: number
    within: number
    between: number
    df: number
    fractionMissing: number
    lower: number
    upper: number
  }[]
  own: number[]
  reference: number[]
  covariance: number[][]
  conditionals: Conditional[]
}>('imputation')

const near = (actual: number, expected: number, within = 1e-9) =>
  expect(relativeError(actual, expected)).toBeLessThan(within)

describe('Rubin’s rules', () => {
  test('refuse one imputation, what is no number, and no variance', () => {
    const one = { estimate: 1, standardError: 0.2 }
    expect(poolImputations([one], 50)).toEqual({ kind: 'not-pooled', reason: 'fewer-than-two-imputations' })
    expect(poolImputations([one, { ...one, estimate: Number.NaN }], 50)).toMatchObject({
      reason: 'estimate-not-finite',
    })
    const sure = { estimate: 1, standardError: 0 }
    expect(poolImputations([sure, sure], 50)).toMatchObject({ reason: 'no-variance' })
    // Each data set is fitted without a residual, and they disagree: the degrees of freedom are 0.
    expect(poolImputations([sure, { ...sure, estimate: 2 }], 2)).toEqual({
      kind: 'not-pooled',
      reason: 'nothing-but-imputed',
    })
    expect(() => poolImputations([one, one], 0)).toThrow(RangeError)
    expect(() => poolImputations([one, one], 50, 1)).toThrow(RangeError)
  })

  test.each(pooled)(
    'agree with mice for $estimates.length imputations',
    ({ estimates, errors, completeDf, ...expected }) => {
      const rows = estimates.map((estimate, at) => ({ estimate, standardError: errors[at] ?? 0 }))
      const result = poolImputations(rows, completeDf)
      if (result.kind !== 'pooled') throw new Error(result.reason)
      near(result.estimate, expected.estimate)
      near(result.standardError, expected.standardError)
      near(result.within, expected.within)
      near(result.between, expected.between)
      near(result.df, expected.df, 1e-6)
      near(result.fractionMissing, expected.fractionMissing, 1e-6)
      near(result.interval[0], expected.lower, 1e-8)
      near(result.interval[1], expected.upper, 1e-8)
    },
  )
})

describe('what is missing, given what was measured', () => {
  test('is not told by a covariance that is none', () => {
    expect(
      computeConditional(
        createMatrix([
          [1, 2],
          [2, 1],
        ]),
        [0],
      ),
    ).toBeUndefined()
  })

  test.each(conditionals)(
    '$assumption after $measured.length',
    ({ assumption, measured, values, mean, rest }) => {
      const given = computeConditional(createMatrix(covariance), measured)
      if (!given) throw new Error('positive definite')
      const last = measured.length - 1
      const assumed = computeAssumedMean(
        assumption,
        Float64Array.from(own),
        Float64Array.from(reference),
        last,
      )
      const expected = computeConditionalMean(given, assumed, Float64Array.from(values))
      expect(expected.length).toBe(mean.length)
      mean.forEach((value, at) => {
        near(expected[at] ?? Number.NaN, value)
      })
      const square = multiplyMatrices(given.rest, transpose(given.rest))
      rest.flat().forEach((value, at) => {
        expect(Math.abs((square.cells[at] ?? Number.NaN) - value)).toBeLessThan(1e-10)
      })
    },
  )
})

test('drawn covariances and means are where the data are', () => {
  const random = createRandomStream(3, 'posterior')
  const n = 400
  const rows = new Float64Array(2 * n)
  const arm = Uint16Array.from({ length: n }, (_, at) => at % 2)
  for (let at = 0; at < n; at += 1) {
    const x = random.normal()
    rows[2 * at] = 3 + x
    rows[2 * at + 1] = 5 + (at % 2) + 0.6 * x + 0.8 * random.normal()
  }
  const draws = Array.from({ length: 400 }, () => drawParameters(rows, 2, arm, 2, random))
  const average = (pickValue: (one: NonNullable<(typeof draws)[number]>) => number) =>
    draws.reduce((sum, one) => sum + (one ? pickValue(one) : Number.NaN), 0) / draws.length
  // The true values, within four standard errors of an estimate from 400 participants.
  expect(Math.abs(average(({ covariance: { cells } }) => cells[0] ?? 0) - 1)).toBeLessThan(
    4 * Math.sqrt(2 / n),
  )
  expect(Math.abs(average(({ covariance: { cells } }) => cells[1] ?? 0) - 0.6)).toBeLessThan(
    4 * Math.sqrt(1.4 / n),
  )
  expect(Math.abs(average(({ means: [, second] }) => second?.[1] ?? 0) - 6)).toBeLessThan(
    4 * Math.sqrt(2 / n),
  )
})

describe('imputing', () => {
  test('refuses an empty arm, a visit that nobody has, and too few', () => {
    const rows = trial(1, 40)
    expect(
      impute(buildData(rows.map((row) => ({ ...row, arm: 'usual' }))), asked('missing-at-random')),
    ).toEqual({
      ...{ kind: 'not-imputed', reason: 'an-arm-without-participants' },
    })
    const unseen = rows.map(({ outcomes: [a = null, b = null], ...row }) => ({
      ...row,
      outcomes: [a, b, null],
    }))
    expect(impute(buildData(unseen), asked('missing-at-random'))).toMatchObject({
      reason: 'a-visit-without-outcomes',
    })
    expect(impute(buildData(trial(1, 4, 0)), asked('missing-at-random'))).toMatchObject({
      reason: 'too-few-participants',
    })
  })

  test('keeps what was measured, leaves nothing missing, and marks what came after the last answers', () => {
    const rows = trial(2, 60)
    const completed = impute(buildData(rows), asked('jump-to-reference', 3))
    if ('kind' in completed) throw new Error(completed.reason)
    for (const outcomes of completed.outcomes)
      rows.forEach((row, at) => {
        const lastMeasured = row.outcomes.findLastIndex((one) => one !== null)
        row.outcomes.forEach((measured, visit) => {
          const place = at * 3 + visit
          expect(Number.isFinite(outcomes[place])).toBe(true)
          if (measured !== null) expect(outcomes[place]).toBe(measured)
          expect(completed.afterLast[place]).toBe(visit > lastMeasured ? 1 : 0)
        })
      })
  })

  test('the same seed gives the same numbers, another one others', () => {
    const data = buildData(trial(3, 60))
    const [one, again, other] = [5, 5, 6].map((seed) =>
      impute(data, { ...asked('missing-at-random', 2), seed }),
    )
    expect(again).toEqual(one)
    expect(other).not.toEqual(one)
  })
})

describe('the difference at the last visit', () => {
  const data = buildData(trial(7, 300, 0.2))

  test('tips where the missing are bad enough, and not before', () => {
    const options = { imputations: 20, seed: 5, burnIn: 50, between: 5 }
    const { contrasts, tipsAt } = findTippingPoint(data, options, [0, 1, 2, 3, 4, 5, 6, 8, 10])
    const ends = contrasts.map(({ result }) => (result.kind === 'pooled' ? result.interval[1] : Number.NaN))
    expect(ends).toEqual([...ends].sort((a, b) => a - b))
    expect(ends[0]).toBeLessThan(0)
    expect(tipsAt).toBeGreaterThan(0)
    expect(findTippingPoint(data, options, [0, 0.1]).tipsAt).toBeNull()
  })

  test('is a result or a named refusal, whatever is missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 2, max: 20 }), (seed, count) => {
        const result = estimateImputedContrast(buildData(trial(seed, count, 0.3)), {
          ...asked('copy-reference', 4),
          burnIn: 5,
          between: 1,
        })
        JSON.stringify(result, (_, value) => {
          if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a number')
          return value
        })
      }),
      // A data set that each imputation fits without a residual.
      {
        numRuns: 60,
        examples: [
          [2601, 6],
          [1446, 10],
        ],
      },
    )
  })
})
