import { describe, expect, test } from 'vitest'
import { createResponderEvaluator } from '../../../../functions/analysis/responder/responder-evaluator.ts'
import { findNearestInWindow } from '../../../../functions/analysis/trajectory/analysis-window.ts'
import { areaUnderChange } from '../../../../functions/analysis/trajectory/area-under-change.ts'
import {
  minimalDetectableChange,
  reliableChangeIndex,
  standardErrorOfMeasurement,
} from '../../../../functions/analysis/trajectory/reliable-change.ts'
import { computeResponseOverTime } from '../../../../functions/analysis/trajectory/response-over-time.ts'
import { computeTrajectory } from '../../../../functions/analysis/trajectory/score-trajectory.ts'
import { countTreatmentsInPeriod } from '../../../../functions/analysis/trajectory/treatment-cap.ts'
import { answered, byAlgorithm, measure, ofVersion, onDay, without } from '../../../support/timelines.ts'

const MEASURES = new Map([
  measure('peg/total', 'higher-is-worse'),
  measure('sleep/quality', 'higher-is-better'),
])
const pain = (day: number, value: string | null) => answered(day, { 'peg/total': value })

describe('reliable change', () => {
  test('no deviation, no reliability', () => {
    for (const standardDeviation of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => standardErrorOfMeasurement({ standardDeviation, coefficient: 0.8 })).toThrow(RangeError)
    for (const coefficient of [1, -0.1, Number.NaN])
      expect(() => standardErrorOfMeasurement({ standardDeviation: 2, coefficient })).toThrow(RangeError)
  })

  // R: sem <- 2*sqrt(1-.8); qnorm(.975)*sqrt(2)*sem; qnorm(.95)*sqrt(2)*sem. With 1.645 for the quantile the last is 2.0808.
  test('SD 2 and r .80 give SEM 0.8944, MDC95 2.4792, MDC90 2.0806', () => {
    const of = { standardDeviation: 2, coefficient: 0.8 }
    expect(standardErrorOfMeasurement(of)).toBeCloseTo(0.894427190999916, 12)
    expect(minimalDetectableChange(of)).toBeCloseTo(2.4792, 4)
    expect(minimalDetectableChange(of, 0.9)).toBeCloseTo(2.080594, 6)
    expect(reliableChangeIndex(minimalDetectableChange(of), of)).toBeCloseTo(1.959963984540054, 12)
  })
})

describe('a window', () => {
  const points = [3, 10, 18, 21, 35].map((day) => ({ day }))
  test('that is none is refused', () => {
    expect(() => findNearestInWindow(points, { from: 7, until: 7, target: 7 })).toThrow(RangeError)
    expect(() => findNearestInWindow(points, { from: 7, until: 21, target: 21 })).toThrow(RangeError)
  })
  test('without a point has none', () => {
    expect(findNearestInWindow(points, { from: 4, until: 10, target: 7 })).toBeUndefined()
  })
  test('takes its first instant and leaves its last', () => {
    expect(findNearestInWindow(points, { from: 10, until: 18, target: 17 })).toEqual({ day: 10 })
    expect(findNearestInWindow(points, { from: 18, until: 21, target: 20 })).toEqual({ day: 18 })
  })
  test('gives the nearest to the target, of two as near the earlier, in any order', () => {
    expect(findNearestInWindow(points, { from: 0, until: 40, target: 14 })).toEqual({ day: 10 })
    expect(findNearestInWindow(points.toReversed(), { from: 0, until: 40, target: 14 })).toEqual({ day: 10 })
    expect(findNearestInWindow(points, { from: 0, until: 40, target: 20 })).toEqual({ day: 21 })
  })
})

describe('area under the change', () => {
  test('nothing after the baseline', () => {
    expect(areaUnderChange([], { day: -3 })).toBeNull()
    expect(areaUnderChange([{ day: -3, change: 2 }], { day: -3 })).toBeNull()
  })
  // By hand: triangle ½·10·(−2) = −10, trapezoid 10·(−2 − 4)/2 = −30, trapezoid 5·(−4 + 1)/2 = −7.5.
  test('is of trapezoids', () => {
    const points = [
      { day: 10, change: -2 },
      { day: 20, change: -4 },
      { day: 22, change: null },
      { day: 25, change: 1 },
    ]
    expect(areaUnderChange(points, { day: 0 })).toEqual({ value: -47.5, days: 25, perDay: -1.9 })
  })
})

describe('a trajectory', () => {
  const timeline = {
    baseline: pain(0, '8'),
    followUps: [pain(17, '14/3'), without(24, 'missed'), pain(31, '6'), pain(45, null), pain(59, '16/3')],
    timeZone: 'UTC',
    treatedAt: [onDay(10), onDay(38)],
  }

  test('of what nobody measured is empty, with the reasons', () => {
    const empty = computeTrajectory(timeline, 'sleep/quality', MEASURES)
    expect(empty).toMatchObject({
      baseline: null,
      points: [],
      best: null,
      worst: null,
      area: null,
      troughs: [],
    })
    expect(empty.missing).toHaveLength(6)
    expect(
      computeTrajectory({ ...timeline, baseline: undefined, followUps: [] }, 'peg/total', MEASURES).missing,
    ).toEqual([])
  })

  test('counts change from the baseline, days from the first treatment', () => {
    const { baseline, points, missing, best, worst } = computeTrajectory(timeline, 'peg/total', MEASURES)
    expect(baseline).toMatchObject({ day: -10, value: 8, change: null, daysSinceTreatment: null })
    expect(points.map(({ day, daysSinceTreatment }) => [day, daysSinceTreatment])).toEqual([
      [7, 7],
      [21, 21],
      [49, 21],
    ])
    expect(points.map(({ change }) => change)).toEqual([-10 / 3, -2, -8 / 3])
    expect(points.map(({ percentChange }) => percentChange)).toEqual([-125 / 3, -25, -100 / 3])
    expect([best?.day, worst?.day]).toEqual([7, 21])
    expect(missing).toEqual([
      { timepoint: 'day-24', reason: 'missed' },
      { timepoint: 'day-45', reason: 'not-scorable' },
    ])
  })

  test('has its trough just before the next treatment', () => {
    expect(computeTrajectory(timeline, 'peg/total', MEASURES).troughs.map(({ day }) => day)).toEqual([21])
  })

  // SEM 0.8944, so √2·SEM 1.2649: a change of −10/3 is 2.64 of it, −2 is 1.58, −8/3 is 2.11.
  test('says which changes are more than error', () => {
    const reliability = { standardDeviation: 2, coefficient: 0.8 }
    const { points } = computeTrajectory(timeline, 'peg/total', MEASURES, { reliability })
    expect(points.map(({ reliably }) => reliably)).toEqual(['better', 'unchanged', 'better'])
    expect(points[1]?.reliableChange).toBeCloseTo(1.5811388300841898, 12)
    const worse = computeTrajectory(
      { ...timeline, followUps: [pain(17, '10')], baseline: pain(0, '6') },
      'peg/total',
      MEASURES,
      {
        reliability,
      },
    )
    expect(worse.points[0]?.reliably).toBe('worse')
  })

  test('a baseline of 0 has no percentage', () => {
    const [point] = computeTrajectory({ ...timeline, baseline: pain(0, '0') }, 'peg/total', MEASURES).points
    expect(point).toMatchObject({ change: 14 / 3, percentChange: null })
  })

  test('of two metrics, or with a version that is not alike, there is no change', () => {
    const recomputed = computeTrajectory(
      { ...timeline, baseline: byAlgorithm('0', pain(0, '8')) },
      'peg/total',
      MEASURES,
    )
    expect(recomputed.points.map(({ change }) => change)).toEqual([null, null, null])
    expect(recomputed.area).toBeNull()
    const other = computeTrajectory(
      { ...timeline, baseline: ofVersion('2.0.0', pain(0, '8')) },
      'peg/total',
      MEASURES,
    )
    expect(other.baseline).toBeNull()
    expect(other.missing[0]).toEqual({ timepoint: 'day-0', reason: 'versions-differ' })
  })

  test('may count from the last score before the first treatment', () => {
    const late = { ...timeline, followUps: [pain(7, '9'), ...timeline.followUps] }
    const { baseline, points } = computeTrajectory(late, 'peg/total', MEASURES, {
      baselineRule: 'last-before-treatment',
    })
    expect(baseline).toMatchObject({ timepoint: 'day-7', value: 9, day: -3 })
    expect(points.map(({ timepoint }) => timepoint)).toEqual(['day-0', 'day-17', 'day-31', 'day-59'])
    expect(
      computeTrajectory({ ...late, timeZone: 'UTC', treatedAt: [] }, 'peg/total', MEASURES, {
        baselineRule: 'last-before-treatment',
      }).baseline,
    ).toMatchObject({ timepoint: 'day-0', day: 0 })
  })

  test('has no baseline where nothing was scored before the first treatment and that is what counts', () => {
    const { baseline, points } = computeTrajectory(
      { ...timeline, timeZone: 'UTC', treatedAt: [onDay(-1)] },
      'peg/total',
      MEASURES,
      {
        baselineRule: 'last-before-treatment',
      },
    )
    expect(baseline).toBeNull()
    expect(points.map(({ change }) => change)).toEqual([null, null, null, null])
  })

  test('higher is better where the scale says so', () => {
    const sleep = (day: number, value: string) => answered(day, { 'sleep/quality': value })
    const { best, worst } = computeTrajectory(
      { baseline: sleep(0, '4'), followUps: [sleep(7, '8'), sleep(14, '3')], timeZone: 'UTC', treatedAt: [] },
      'sleep/quality',
      MEASURES,
    )
    expect([best?.value, worst?.value]).toEqual([8, 3])
  })
})

describe('response over time', () => {
  const evaluate = createResponderEvaluator(
    {
      rule: { op: 'percent-improvement', score: 'peg/total', atLeast: 30 },
      missing: 'not-assessable',
      lateAnswers: 'counted',
    },
    MEASURES,
  )
  const computeOverTime = (followUps: ReturnType<typeof pain>[], treatedAt = [onDay(10)]) =>
    computeResponseOverTime({ baseline: pain(0, '10'), followUps, treatedAt, timeZone: 'UTC' }, evaluate)

  test('of who never answered again is nothing', () => {
    expect(computeOverTime([])).toMatchObject({ toResponse: null, durationOfResponse: null, toLoss: null })
    expect(computeOverTime([without(17, 'missed')])).toMatchObject({ toResponse: null })
    expect(
      computeResponseOverTime(
        { baseline: undefined, followUps: [pain(3, '1')], timeZone: 'UTC', treatedAt: [] },
        evaluate,
      ).verdicts,
    ).toEqual([])
  })

  test('of who never responded is censored where they were last known', () => {
    expect(computeOverTime([pain(17, '9'), pain(31, '8'), without(60, 'missed')])).toMatchObject({
      toResponse: { days: 21, event: false, after: 21 },
      durationOfResponse: null,
      toLoss: null,
    })
  })

  test('begins with the first response and ends with the first that is known to be gone', () => {
    expect(
      computeOverTime([
        pain(17, '9'),
        pain(31, '7'),
        pain(45, '5'),
        without(52, 'missed'),
        pain(66, '8'),
        pain(80, '6'),
      ]),
    ).toMatchObject({
      toResponse: { days: 21, event: true, after: 7 },
      durationOfResponse: { days: 35, event: true, after: 14 },
      toLoss: { days: 56, event: true, after: 35 },
    })
  })

  test('goes on as long as it is known to', () => {
    expect(computeOverTime([pain(17, '6'), pain(31, '7'), without(52, 'missed')])).toMatchObject({
      toResponse: { days: 7, event: true, after: 0 },
      durationOfResponse: { days: 14, event: false, after: 14 },
      toLoss: { days: 21, event: false, after: 21 },
    })
  })

  test('what was answered before the first treatment is no response to it', () => {
    expect(computeOverTime([pain(8, '1'), pain(17, '9')]).toResponse).toEqual({
      days: 7,
      event: false,
      after: 7,
    })
  })
})

describe('treatments within a year', () => {
  const given = { treatedAt: [0, 100, 365, 400].map(onDay), timeZone: 'UTC' }
  test.each([
    [365, 2, false],
    [364, 2, false],
    [400, 3, true],
    [50, 1, false],
  ])('up to day %d there are %d', (day, count, exceeded) => {
    expect(countTreatmentsInPeriod(given, onDay(day), 2)).toEqual({
      given: count,
      withinDays: 365,
      most: 2,
      exceeded,
    })
  })
  test('without a cap none is exceeded', () => {
    expect(countTreatmentsInPeriod(given, onDay(400), null).exceeded).toBe(false)
  })
})
