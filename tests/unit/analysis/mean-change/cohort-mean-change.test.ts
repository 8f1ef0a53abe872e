import { describe, expect, test } from 'vitest'
import type { Viewer } from '../../../../functions/analysis/disclosure/disclosure.ts'
import { computeCohortMeanChange } from '../../../../functions/analysis/mean-change/cohort-mean-change.ts'
import type { PooledMean } from '../../../../web/api/analyses/mean-change.ts'
import { buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { published, relativeError } from '../../../support/published.ts'
import { measure } from '../../../support/timelines.ts'

type Summary = { n: number; mean: number; sd: number }
type Estimate = { estimate: number; standardError: number; interval: [number, number] }
type Pooled = Estimate & {
  predictionInterval: [number, number]
  tau2: number
  i2: number
  q: number
  p: number
}
const print = published<{
  rows: { site: string; arm: string; baseline: number; followUp: number }[]
  sites: (Summary &
    Omit<Estimate, 'estimate'> & {
      site: string
      byArm: (Summary & { arm: string })[]
      difference: Estimate & { df: number }
    })[]
  pooled: Pooled
  withoutFirst: Pooled
  differences: Pooled
}>('change')

const MEASURE = measure('peg/total', 'higher-is-worse')
const ARMS = [
  { id: 'usual', title: 'Usual' },
  { id: 'ketamine', title: 'Ketamine' },
]
const row = (
  baseline: number | null,
  followUp: number | Exclude<Row['followUp'], object>,
  arm?: string,
): Row => ({
  baseline: { 'peg/total': baseline === null ? null : String(baseline) },
  followUp: typeof followUp === 'number' ? { 'peg/total': String(followUp) } : followUp,
  ...(arm !== undefined && { arm }),
})

function computeMeanChange(
  sites: Record<string, readonly Row[]>,
  own: Viewer['sites'],
  arms: typeof ARMS = [],
) {
  const study = {
    ...SMALL_STUDY,
    arms,
    sites: Object.keys(sites).map((id) => ({ id })),
  } as typeof SMALL_STUDY
  return computeCohortMeanChange(
    buildCohort(sites),
    { study, measure: MEASURE[1], measures: new Map([MEASURE]), timepoint: 'day-7' },
    { sites: own, minimumCellSize: 11 },
  )
}
const some = (count: number, arm?: string) =>
  Array.from({ length: count }, (_, at) => row(8, (at * 3) % 7, arm))
const near = (actual: number, expected: number) => expect(relativeError(actual, expected)).toBeLessThan(1e-8)

describe('a site’s change', () => {
  test('is of those who have a baseline and a follow-up; who was asked and has not is counted apart', () => {
    const { sites } = computeMeanChange(
      { a: [row(8, 5), row(6, 6), row(8, 'missed'), row(null, 3), row(8, 'awaited'), row(8, 'scheduled')] },
      ['a'],
    )
    // 5 − 8 = −3 and 6 − 6 = 0: mean −1.5, deviation 3/√2, error 1.5; t(1) at 97.5% is 12.7062 (R: qt).
    expect(sites[0]?.change).toMatchObject({ kind: 'shown', n: 2, mean: -1.5, without: 3 })
    const { change } = sites[0] ?? {}
    if (change?.kind !== 'shown' || change.estimate.kind !== 'estimated') throw new Error('is estimated')
    expect(change.sd).toBeCloseTo(3 / Math.SQRT2, 12)
    expect(change.estimate.interval[0]).toBeCloseTo(-1.5 - 1.5 * 12.7062, 3)
  })

  test.each([
    ['nobody', [], { n: 0, mean: null, sd: null }, 'fewer-than-two'],
    ['one', [row(8, 5)], { n: 1, mean: -3, sd: null }, 'fewer-than-two'],
    ['all alike', [row(8, 5), row(9, 6)], { n: 2, mean: -3, sd: 0 }, 'no-variance'],
  ])('of %s has no interval', (_, rows, summary, reason) => {
    const { sites, pooled } = computeMeanChange({ a: rows }, ['a'])
    expect(sites[0]?.change).toMatchObject({ ...summary, estimate: { kind: 'not-estimated', reason } })
    expect(pooled).toEqual({ kind: 'not-pooled', reason: 'fewer-than-three-sites' })
  })

  test('of others is suppressed below the minimum, and so is what it leaves out', () => {
    const seen = (rows: Row[]) => computeMeanChange({ a: some(20), b: rows }, ['a']).sites[1]?.change
    expect(seen(some(10))).toEqual({ kind: 'suppressed' })
    expect(seen([])).toEqual({ kind: 'suppressed' })
    expect(seen(some(11))).toMatchObject({ kind: 'shown', n: 11, without: 0 })
    const missed = (count: number) => Array.from({ length: count }, () => row(8, 'missed'))
    expect(seen([...some(11), ...missed(10)])).toMatchObject({ n: 11, without: null })
    expect(seen([...some(11), ...missed(11)])).toMatchObject({ n: 11, without: 11 })
  })

  test('by arm is not told where one arm of others is small, which the whole and the rest would tell', () => {
    const seen = (rows: Row[]) => computeMeanChange({ a: some(20, 'usual'), b: rows }, ['a'], ARMS)
    const small = seen([...some(20, 'usual'), ...some(10, 'ketamine')])
    expect(small.sites[1]?.byArm.map(({ change }) => change.kind)).toEqual(['suppressed', 'suppressed'])
    expect(small.differences[0]?.sites[1]?.difference).toEqual({ kind: 'suppressed' })
    expect(small.sites[1]?.change).toMatchObject({ kind: 'shown', n: 30 })
    const unallocated = seen([...some(20, 'usual'), ...some(11, 'ketamine'), ...some(3)])
    expect(unallocated.sites[1]?.byArm.map(({ change }) => change.kind)).toEqual(['suppressed', 'suppressed'])
    const large = seen([...some(20, 'usual'), ...some(11, 'ketamine'), row(8, 'missed', 'usual')])
    expect(large.sites[1]?.byArm.map(({ change }) => change)).toMatchObject([
      { kind: 'shown', n: 20, without: null },
      { kind: 'shown', n: 11, without: null },
    ])
    expect(large.differences[0]?.sites[1]?.difference.kind).toBe('estimated')
  })
})

describe('what is pooled', () => {
  const sites = { a: some(20), b: some(15), c: some(12), d: some(10) }
  const listSites = (pooled: PooledMean) =>
    pooled.kind === 'pooled' ? pooled.sites.map(({ site }) => site) : []

  test('is all clinics, whoever looks', () => {
    expect(computeMeanChange(sites, ['a', 'd']).pooled).toEqual(computeMeanChange(sites, []).pooled)
    expect(listSites(computeMeanChange(sites, ['a', 'b', 'c', 'd']).pooled)).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('agrees with R', () => {
  const ids = print.sites.map(({ site }) => site)
  const bySite = Object.fromEntries(
    ids.map((id) => [
      id,
      print.rows.filter(({ site }) => site === id).map((one) => row(one.baseline, one.followUp, one.arm)),
    ]),
  )
  const change = computeMeanChange(bySite, ids, ARMS)

  test.each(print.sites.map((site, at) => [site.site, site, at] as const))('%s', (_, expected, at) => {
    const { change: whole, byArm } = change.sites[at] ?? {}
    if (whole?.kind !== 'shown' || whole.estimate.kind !== 'estimated') throw new Error('is shown')
    expect(whole.n).toBe(expected.n)
    near(whole.estimate.estimate, expected.mean)
    near(whole.sd ?? 0, expected.sd)
    near(whole.estimate.standardError, expected.standardError)
    near(whole.estimate.interval[0], expected.interval[0])
    near(whole.estimate.interval[1], expected.interval[1])
    byArm?.forEach(({ arm, change: ofArm }, place) => {
      const of = expected.byArm[place]
      if (ofArm.kind !== 'shown') throw new Error(ofArm.kind)
      expect([arm, ofArm.n]).toEqual([of?.arm, of?.n])
      near(ofArm.mean ?? 0, of?.mean ?? 0)
      near(ofArm.sd ?? 0, of?.sd ?? 0)
    })
    const difference = change.differences[0]?.sites[at]?.difference
    if (difference?.kind !== 'estimated') throw new Error('is estimated')
    near(difference.estimate, expected.difference.estimate)
    near(difference.standardError, expected.difference.standardError)
    near(difference.df, expected.difference.df)
    near(difference.interval[0], expected.difference.interval[0])
  })

  function alike(pooled: PooledMean | undefined, expected: Pooled) {
    if (pooled?.kind !== 'pooled') throw new Error('is pooled')
    near(pooled.estimate, expected.estimate)
    near(pooled.standardError, expected.standardError)
    near(pooled.interval[0], expected.interval[0])
    near(pooled.predictionInterval[1], expected.predictionInterval[1])
    near(pooled.tau2, expected.tau2)
    near(pooled.i2, expected.i2)
    near(pooled.q.value, expected.q)
    near(pooled.q.p, expected.p)
  }

  test('pooled, and without the first site', () => {
    alike(change.pooled, print.pooled)
    const rest = change.pooled.kind === 'pooled' ? change.pooled.withoutEach[0] : undefined
    if (rest?.kind !== 'pooled') throw new Error('is pooled')
    expect(rest.without).toBe(ids[0])
    near(rest.estimate, print.withoutFirst.estimate)
    near(rest.interval[0], print.withoutFirst.interval[0])
  })

  test('the arms’ difference, pooled', () => {
    alike(change.differences[0]?.pooled, print.differences)
  })
})
