import { describe, expect, test } from 'vitest'
import { computeReanalyses } from '../../functions/analysis/published-reanalysis/reanalysis.ts'
import { REMISSIONS } from '../../functions/analysis/published-reanalysis/remission.ts'
import {
  BCG_TRIALS,
  DIURETICS_TRIALS,
  logOddsRatio,
  logRelativeRisk,
  type Trial,
} from '../../functions/analysis/published-reanalysis/trials.ts'
import { createReferenceRoutes } from '../../functions/public-pages/reference.routes.tsx'
import { RESOURCE } from '../support/protected-resource.ts'
import { published, relativeError } from '../support/published.ts'

type Trials = { trials: { name: string; counts: number[] }[]; effects: number[]; variances: number[] }
const R = published<{
  bcg: Trials & { estimate: number; interval: number[]; predictionInterval: number[] }
  diuretics: Trials
  remission: {
    times: Record<string, { weeks: number[]; relapsed: number[] }>
    medians: { group: string; median: number; lower: number; upper: number | null }[]
    expected: number[]
    chiSquare: number
  }
}>('reanalysis')

describe('the data are those that R ships', () => {
  test.each([
    ['BCG', BCG_TRIALS, R.bcg, logRelativeRisk],
    ['diuretics', DIURETICS_TRIALS, R.diuretics, logOddsRatio],
  ] as const)('%s, with effects and variances', (_, trials, expected, effectOf) => {
    const counts = ({ treated, controls }: Trial) => [
      ...[treated.events, treated.others, controls.events, controls.others],
    ]
    expect(trials.map((one) => ({ name: one.name, counts: counts(one) }))).toEqual(expected.trials)
    trials.map(effectOf).forEach(({ effect, variance }, at) => {
      expect(relativeError(effect, expected.effects[at] ?? 0)).toBeLessThan(1e-12)
      expect(relativeError(variance, expected.variances[at] ?? 0)).toBeLessThan(1e-12)
    })
  })

  test('remissions', () => {
    for (const [group, { weeks, relapsed }] of Object.entries(R.remission.times)) {
      const ones = REMISSIONS.filter((one) => one.group === group)
      expect(ones.map(({ time, event }) => [time, Number(event)])).toEqual(
        weeks.map((week, at) => [week, relapsed[at]]),
      )
    }
  })
})

describe('the numbers', () => {
  test('that R gives are those that the page compares with', () => {
    const { numbers } = computeReanalyses().find(({ id }) => id === 'remission') ?? { numbers: [] }
    const [drug, placebo] = R.remission.medians
    expect(numbers.map(({ printed }) => printed)).toEqual(
      [drug?.median, drug?.lower, placebo?.median, placebo?.lower, placebo?.upper]
        .map(String)
        .concat((R.remission.expected[0] ?? 0).toFixed(4), R.remission.chiSquare.toFixed(4)),
    )
  })

  test('are the same to the last printed digit, but for one end of I², which says why', () => {
    const differ = computeReanalyses().flatMap(({ numbers }) => numbers.filter(({ agrees }) => !agrees))
    expect(differ.map(({ what }) => what)).toEqual(['I², lower limit'])
    for (const { printed, computed, note } of differ) {
      expect(Math.abs(Number(computed) - Number(printed))).toBeLessThan(5e-3)
      expect(note).not.toBeNull()
    }
  })

  test('of the plot are R’s', () => {
    const plot = computeReanalyses().find(({ id }) => id === 'bcg')?.plot
    if (plot?.kind !== 'forest') throw new Error('is a forest plot')
    expect(relativeError(plot.pooled.value, R.bcg.estimate)).toBeLessThan(1e-8)
    plot.pooled.interval.forEach((end, at) => {
      expect(relativeError(end, R.bcg.interval[at] ?? 0)).toBeLessThan(1e-8)
    })
    plot.prediction.forEach((end, at) => {
      expect(relativeError(end, R.bcg.predictionInterval[at] ?? 0)).toBeLessThan(1e-8)
    })
  })
})

test('the page is public, whole, and shows what is the same', async () => {
  const reply = await createReferenceRoutes({ resource: RESOURCE, log: { info() {}, error() {} } }).request(
    '/docs/reanalyses',
  )
  expect(reply.status).toBe(200)
  const html = await reply.text()
  expect(html).toContain('18 of 19 numbers match the published value to the last digit.')
  expect(html).not.toMatch(/NaN|undefined|Infinity/)
})
