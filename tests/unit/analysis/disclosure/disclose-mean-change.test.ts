import { describe, expect, test } from 'vitest'
import { discloseMeanChange } from '../../../../functions/analysis/disclosure/disclose-mean-change.ts'
import { computeCohortMeanChange } from '../../../../functions/analysis/mean-change/cohort-mean-change.ts'
import { estimateClusteredMean } from '../../../../functions/analysis/statistics/clustered-mean.ts'
import { buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { sumPrinted } from '../../../support/exact-sums.ts'
import { measure } from '../../../support/timelines.ts'

const MEASURE = measure('peg/total', 'higher-is-worse')
/** Each clinic better by a different number of points than the others. */
const rows = (count: number, better: number): Row[] =>
  Array.from({ length: count }, (_, at) => ({
    baseline: { 'peg/total': '9' },
    followUp: { 'peg/total': String(8 - better + (at % 3)) },
  }))
const listChanges = (sizes: readonly number[]) =>
  sizes.map((count, better) => sumPrinted(Array.from({ length: count }, (_, at) => -1 - better + (at % 3))))

function compute(sizes: readonly number[], own?: readonly string[]) {
  const sites = Object.fromEntries(sizes.map((count, better) => [`site-${better}`, rows(count, better)]))
  const study = { ...SMALL_STUDY, sites: Object.keys(sites).map((id) => ({ id })) } as typeof SMALL_STUDY
  return computeCohortMeanChange(
    buildCohort(sites),
    { study, measure: MEASURE[1], measures: new Map([MEASURE]), timepoint: 'day-7' },
    { sites: own ?? Object.keys(sites), minimumCellSize: 11 },
  )
}
const disclose = (sizes: readonly number[]) => discloseMeanChange(compute(sizes), [0, 10], 11)

describe('the mean change of everybody', () => {
  test('knows of the clinics', () => {
    const sizes = [20, 25, 30, 14]
    expect(compute(sizes).overall).toEqual(estimateClusteredMean(listChanges(sizes)))
    expect(compute(sizes).overall).toMatchObject({ df: 3, n: 89 })
  })

  test('is suppressed beside a clinic that is', () => {
    expect(compute([20, 25, 10], ['site-0']).overall).toEqual({ kind: 'suppressed' })
    expect(compute([20, 25, 10], ['site-0', 'site-1', 'site-2']).overall.kind).toBe('estimated')
    expect(compute([20, 25, 0], ['site-0']).overall).toEqual({ kind: 'suppressed' })
  })
})

describe('a release', () => {
  test('gives it, in hundredths of the range, where every clinic is shown', () => {
    const { overall, sites } = disclose([20, 25, 30, 14])
    expect(sites.every(({ change }) => change.kind === 'shown')).toBe(true)
    const exact = estimateClusteredMean(listChanges([20, 25, 30, 14]))
    if (overall.kind !== 'estimated' || exact.kind !== 'estimated') throw new Error(overall.kind)
    expect(overall).toMatchObject({ n: 89, df: 3 })
    const numbers = (of: typeof exact) => [of.estimate, of.standardError, ...of.interval]
    numbers(overall).forEach((number, at) => {
      expect(number).toBe(Number((Math.round((numbers(exact)[at] as number) * 10) / 10 + 0).toFixed(10)))
    })
  })

  test('leaves it out with one small clinic, and with two more for its sake', () => {
    const { overall, sites } = disclose([20, 25, 30, 14, 10])
    expect(overall).toEqual({ kind: 'suppressed' })
    expect(sites.filter(({ change }) => change.kind === 'suppressed')).toHaveLength(3)
  })

  test('leaves it out where a clinic has few more than it was shown with before', () => {
    const shown = new Map([['site-1', [{ n: 22, mean: -1 }]]])
    expect(discloseMeanChange(compute([20, 25, 30, 14]), [0, 10], 11, shown).overall).toEqual({
      kind: 'suppressed',
    })
  })
})
