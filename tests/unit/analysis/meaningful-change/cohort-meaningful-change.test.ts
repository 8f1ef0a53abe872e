import { describe, expect, test } from 'vitest'
import { computeCohortMeaningfulChange } from '../../../../functions/analysis/meaningful-change/cohort-meaningful-change.ts'
import { buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { measure } from '../../../support/timelines.ts'

const [global] = [
  measure('pgic/change', 'higher-is-worse', [
    'very-much-improved',
    'much-improved',
    'minimally-improved',
    'no-change',
  ]),
]
const MEASURES = new Map([measure('peg/total', 'higher-is-worse'), ['global-change', global[1]] as const])

const computeResult = (sites: Record<string, readonly Row[]>, own: readonly string[]) =>
  computeMeaningfulChange(sites, own).result
const computeMeaningfulChange = (sites: Record<string, readonly Row[]>, own: readonly string[]) =>
  computeCohortMeaningfulChange(
    buildCohort(sites),
    { study: SMALL_STUDY, measures: MEASURES, measure: 'peg/total', timepoint: 'day-7' },
    { sites: own, minimumCellSize: 11 },
    { bootstrap: { replicates: 20, seed: 1 } },
  )

const row = (to: number, rating: number): Row => ({
  baseline: { 'peg/total': '9' },
  followUp: { 'peg/total': String(to), 'pgic/change': String(rating) },
})
const missed: Row = { baseline: { 'peg/total': '9' }, followUp: 'missed' }
/** So many improved, each by a little more, and as many who did not. */
const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => [row(at % 6, 0), row(3 + (at % 6), 3)]).flat()
const many = (count: number) => Array.from({ length: count }, () => missed)

test('what is more than error is told by the reliability that the study says the score has', () => {
  // The baselines are all 9 but one: what matters here is that the deviation is turned into an error by √(1 − 0.75) = 1/2.
  const some: Row[] = [...rows(20), { ...row(4, 1), baseline: { 'peg/total': '7' } }]
  const study = {
    ...SMALL_STUDY,
    reliability: {
      'peg/total': {
        standardDeviation: 2,
        coefficient: 0.75,
        source: 'made up',
        evidence: 'unconfirmed' as const,
      },
    },
  }
  const { result } = computeCohortMeaningfulChange(
    buildCohort({ a: some }),
    { study, measures: MEASURES, measure: 'peg/total', timepoint: 'day-7' },
    { sites: ['a'], minimumCellSize: 11 },
    { bootstrap: { replicates: 0, seed: 1 } },
  )
  if (result.kind !== 'estimated' || result.distribution.kind !== 'estimated') throw new Error(result.kind)
  const { standardDeviation, standardErrorOfMeasurement } = result.distribution
  expect(standardErrorOfMeasurement).toBeCloseTo(standardDeviation / 2, 12)
})

describe('what thresholds tell of other sites', () => {
  test('nothing where few improved or few did not', () => {
    expect(computeResult({ a: rows(20), b: rows(10) }, ['a'])).toEqual({ kind: 'suppressed' })
    expect(computeResult({ a: rows(20), b: rows(11) }, ['a'])).toMatchObject({
      kind: 'estimated',
      detail: 'suppressed',
    })
    expect(computeResult({ a: rows(20), b: rows(10) }, ['a', 'b'])).toMatchObject({ detail: 'whole' })
  })

  test('a site of few is not in them and is named, so that nothing is left when the others are taken off', () => {
    const sites = { a: rows(20), b: [...rows(5), ...many(20)], c: rows(30) }
    const { result, sitesLeftOut } = computeMeaningfulChange(sites, ['a'])
    expect(sitesLeftOut).toEqual(['b'])
    expect(result).toEqual(computeResult({ a: sites.a, c: sites.c }, ['a']))
    expect(computeMeaningfulChange({ b: sites.b }, ['c'])).toMatchObject({
      ...{ sitesLeftOut: ['b'], result: { kind: 'suppressed' } },
    })
    expect(computeMeaningfulChange(sites, ['a', 'b', 'c'])).toMatchObject({
      sitesLeftOut: [],
      result: { n: 110 },
    })
  })

  test('not how many are missing where it is few at one site, though many at all together', () => {
    const there = { b: [...rows(11), ...many(10)], c: [...rows(11), ...many(20)] }
    expect(computeResult({ a: rows(20), ...there }, ['a'])).toMatchObject({ missing: null })
    expect(computeResult({ a: rows(20), ...there }, ['a', 'b'])).toMatchObject({ missing: 30 })
  })

  test('not how many are missing where few lack the improvement, which the change tells of', () => {
    const unrated: Row = { baseline: { 'peg/total': '9' }, followUp: { 'peg/total': '5' } }
    const there = (count: number) => ({ a: rows(20), b: [...rows(11), unrated, ...many(count)] })
    expect(computeResult(there(10), ['a'])).toMatchObject({ missing: null })
    expect(computeResult(there(11), ['a'])).toMatchObject({ missing: 12 })
  })

  test('not how many are missing where it is few, by itself or from a curve', () => {
    expect(computeResult({ a: [...rows(20), missed], b: [...rows(11), ...many(10)] }, ['a'])).toMatchObject({
      missing: null,
    })
    expect(computeResult({ a: [...rows(20), missed], b: [...rows(11), ...many(11)] }, ['a'])).toMatchObject({
      missing: 12,
    })
    expect(computeResult({ a: [...rows(20), missed], b: many(10) }, ['a'])).toMatchObject({
      ...{ detail: 'suppressed', missing: null },
      cumulative: { notImproved: { n: 40, points: [] } },
    })
    expect(computeResult({ a: [...rows(20), missed], b: many(11) }, ['a'])).toMatchObject({
      ...{ detail: 'whole', missing: 12 },
    })
    expect(computeResult({ a: [...rows(20), missed], b: many(3) }, ['a', 'b'])).toMatchObject({ missing: 4 })
  })
})
