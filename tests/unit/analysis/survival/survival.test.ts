import { describe, expect, test } from 'vitest'
import {
  countAtRisk,
  type KaplanMeier,
  kaplanMeier,
  kaplanMeierByGroup,
} from '../../../../functions/analysis/survival/kaplan-meier.ts'
import type { SurvivalTime } from '../../../../functions/analysis/survival/life-table.ts'
import { logRank } from '../../../../functions/analysis/survival/log-rank.ts'
import { restrictedMean } from '../../../../functions/analysis/survival/restricted-mean.ts'
import { type Crossing, survivalQuantile } from '../../../../functions/analysis/survival/survival-quantile.ts'
import { published, relativeError } from '../../../support/published.ts'

interface ExpectedTest {
  groups: string[]
  chiSquare: number
  p: number
  observed: number[]
  expected: number[]
  covariance: number[][]
}

interface DataSet {
  name: string
  time: number[]
  event: boolean[]
  group?: string[]
  stratum?: string[]
  curves: {
    level: number
    time: number[]
    atRisk: number[]
    events: number[]
    censored: number[]
    survival: number[]
    standardError: (number | null)[]
    lower: (number | null)[]
    upper: (number | null)[]
    quantile: (number | null)[]
    quantileLower: (number | null)[]
    quantileUpper: (number | null)[]
  }[]
  restricted: { horizon: number; mean: number; standardError: number }[]
  logRank?: ExpectedTest
  stratified?: ExpectedTest
}

const { probabilities, datasets } = published<{ probabilities: number[]; datasets: DataSet[] }>('survival')

const buildRows = ({ time, event, group, stratum }: DataSet): SurvivalTime[] =>
  time.map((days, i) => ({
    time: days,
    event: event[i] ?? false,
    ...(group && { group: group[i] ?? '' }),
    ...(stratum && { stratum: stratum[i] ?? '' }),
  }))

function requireCurve(rows: readonly SurvivalTime[], level?: number): KaplanMeier {
  const curve = kaplanMeier(rows, level)
  if (curve.kind !== 'estimated') throw new Error(curve.reason)
  return curve
}

function expectAlike(actual: readonly (number | null)[], expected: readonly (number | null)[]) {
  expect(actual.map((value) => value === null)).toEqual(expected.map((value) => value === null))
  const errors = actual.map((value, i) => relativeError(value ?? 0, expected[i] ?? 0))
  expect(Math.max(0, ...errors), `${actual} against ${expected}`).toBeLessThan(1e-9)
}

const findTime = (crossing: Crossing) => (crossing.kind === 'estimated' ? crossing.time : null)

describe.each(datasets)('agrees with R survival: $name', (dataset) => {
  const rows = buildRows(dataset)

  test.each(dataset.curves)('Kaplan–Meier curve and quantiles at $level', (expected) => {
    const curve = requireCurve(rows, expected.level)
    const { points } = curve
    expect(points.map(({ time }) => time)).toEqual(expected.time)
    expect(points.map(({ atRisk }) => atRisk)).toEqual(expected.atRisk)
    expect(points.map(({ events }) => events)).toEqual(expected.events)
    expect(points.map(({ censored }) => censored)).toEqual(expected.censored)
    expectAlike(
      points.map(({ survival }) => survival),
      expected.survival,
    )
    expectAlike(
      points.map(({ standardError }) => standardError),
      expected.standardError,
    )
    expectAlike(
      points.map(({ interval }) => interval?.[0] ?? null),
      expected.lower,
    )
    expectAlike(
      points.map(({ interval }) => interval?.[1] ?? null),
      expected.upper,
    )
    const quantiles = probabilities.map((probability) => survivalQuantile(curve, probability))
    expectAlike(
      quantiles.map(({ quantile }) => findTime(quantile)),
      expected.quantile,
    )
    expectAlike(
      quantiles.map(({ lower }) => findTime(lower)),
      expected.quantileLower,
    )
    expectAlike(
      quantiles.map(({ upper }) => findTime(upper)),
      expected.quantileUpper,
    )
  })

  test.each(dataset.restricted)('restricted mean to $horizon days', ({ horizon, mean, standardError }) => {
    const result = restrictedMean(requireCurve(rows), horizon)
    if (result.kind !== 'estimated') throw new Error(result.reason)
    expectAlike([result.mean, result.standardError], [mean, standardError])
  })
})

describe.each(
  datasets.flatMap((dataset) => [
    ...(dataset.logRank ? [{ dataset, stratified: false, expected: dataset.logRank }] : []),
    ...(dataset.stratified ? [{ dataset, stratified: true, expected: dataset.stratified }] : []),
  ]),
)('log-rank agrees with survdiff: $dataset.name, stratified $stratified', (given) => {
  test('statistic, p value, expected events and covariance', () => {
    const { dataset, stratified, expected } = given
    const result = logRank(buildRows(dataset), { stratified })
    if (result.kind !== 'estimated') throw new Error(result.reason)
    expectAlike([result.chiSquare, result.p], [expected.chiSquare, expected.p])
    // The groups come sorted by name; R has them in the order of their factor.
    const order = result.groups.map(({ group }) => expected.groups.indexOf(group))
    expectAlike(
      result.groups.map(({ expected: of }) => of),
      order.map((at) => expected.expected[at] ?? null),
    )
    expectAlike(
      result.groups.map(({ observed }) => observed),
      order.map((at) => expected.observed[at] ?? null),
    )
    for (const [i, row] of result.covariance.entries())
      for (const [j, value] of row.entries())
        expect(value).toBeCloseTo(expected.covariance[order[i] ?? -1]?.[order[j] ?? -1] ?? Number.NaN, 9)
  })
})

describe('refuses by name', () => {
  const row = (time: number, event: boolean, group?: string, stratum?: string): SurvivalTime => ({
    time,
    event,
    ...(group !== undefined && { group }),
    ...(stratum !== undefined && { stratum }),
  })

  test('nobody', () => {
    expect(kaplanMeier([])).toEqual({ kind: 'not-estimated', reason: 'nobody' })
    expect(logRank([])).toEqual({ kind: 'not-estimated', reason: 'nobody' })
  })
  test.each([-1, Number.NaN, Infinity, 2 ** 53])('a time of %d', (time) => {
    expect(kaplanMeier([row(1, true), row(time, true)])).toMatchObject({ reason: 'time-out-of-range' })
  })
  test.each([0, 1, 95, Number.NaN])('a level of %d', (level) => {
    expect(() => kaplanMeier([row(1, true)], level)).toThrow(RangeError)
  })
  test.each([0, 1, -1, Number.NaN])('a quantile of %d', (probability) => {
    expect(() => survivalQuantile(requireCurve([row(1, true)]), probability)).toThrow(RangeError)
  })
  test.each([0, -1, Number.NaN, Infinity])('a horizon of %d', (horizon) => {
    expect(() => restrictedMean(requireCurve([row(1, true)]), horizon)).toThrow(RangeError)
  })
  test('a mean up to a horizon at which nobody is followed any more', () => {
    const rows = [row(1, true), row(5, false)]
    expect(restrictedMean(requireCurve(rows), 6)).toEqual({
      kind: 'not-estimated',
      reason: 'horizon-beyond-follow-up',
    })
    expect(restrictedMean(requireCurve(rows), 5)).toMatchObject({ kind: 'estimated' })
  })
  test('a median that the curve does not come down to', () => {
    expect(survivalQuantile(requireCurve([row(1, true), row(2, false), row(3, false)]))).toMatchObject({
      quantile: { kind: 'not-estimated', reason: 'ends-above' },
      lower: { kind: 'estimated', time: 1 },
      upper: { kind: 'not-estimated', reason: 'ends-above' },
    })
  })
  test.each([
    ['participant-without-group', [row(1, true, 'a'), row(2, true)], false],
    ['participant-without-stratum', [row(1, true, 'a', 'n'), row(2, true, 'b')], true],
    ['one-group', [row(1, true, 'a'), row(2, true, 'a')], false],
    ['no-events', [row(1, false, 'a'), row(2, false, 'b')], false],
    ['groups-never-at-risk-together', [row(1, false, 'a'), row(2, true, 'b'), row(3, true, 'b')], false],
    [
      'groups-never-at-risk-together',
      [row(1, true, 'a', 'n'), row(2, true, 'a', 'n'), row(1, true, 'b', 's'), row(2, true, 'b', 's')],
      true,
    ],
    [
      'groups-never-at-risk-together',
      [
        ...['a', 'b', 'a', 'b'].map((group, i) => row(i, true, group, 'n')),
        ...['c', 'd', 'd', 'c'].map((group, i) => row(i, true, group, 's')),
      ],
      true,
    ],
  ] as const)('a comparison: %s', (reason, rows, stratified) => {
    expect(logRank(rows, { stratified })).toEqual({ kind: 'not-estimated', reason })
  })
})

test('before the first event the mean is the horizon, without an interval', () => {
  const result = restrictedMean(requireCurve([{ time: 4, event: true }]), 3)
  expect(result).toMatchObject({ mean: 3, standardError: 0, interval: null })
})

test('a horizon within follow-up has a mean with a normal interval', () => {
  const aml = datasets.find(({ name }) => name === 'aml')
  const result = restrictedMean(requireCurve(aml ? buildRows(aml) : []), 161)
  if (result.kind !== 'estimated') throw new Error(result.reason)
  expect(result.interval?.[0]).toBeCloseTo(result.mean - 1.959963984540054 * result.standardError, 9)
  expect(result.interval?.[1]).toBeCloseTo(result.mean + 1.959963984540054 * result.standardError, 9)
})

test('numbers at risk count whoever was followed up to that time at least', () => {
  const curve = requireCurve([0, 3, 3, 8].map((time) => ({ time, event: time === 3 })))
  expect(countAtRisk(curve, [0, 1, 3, 4, 8, 9])).toEqual([4, 3, 3, 1, 1, 0])
})

test('each group has the curve that it would have alone, in the order of names', () => {
  const veteran = datasets.find(({ name }) => name === 'veteran')
  const rows = veteran ? buildRows(veteran) : []
  const groups = kaplanMeierByGroup([...rows, { time: 1, event: true }])
  expect(groups.map(({ group }) => group)).toEqual(['adeno', 'large', 'smallcell', 'squamous'])
  for (const { group, curve } of groups)
    expect(curve).toEqual(requireCurve(rows.filter((row) => row.group === group)))
})
