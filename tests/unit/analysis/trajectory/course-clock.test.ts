import { describe, expect, test } from 'vitest'
import { computeCourses } from '../../../../functions/analysis/trajectory/course-clock.ts'
import type { PublishedResponderDefinition } from '../../../../surveys/responder/definition.ts'
import type { ResponderRule } from '../../../../surveys/responder/rule.ts'
import { answered, measure, onDay, type Timeline, without } from '../../../support/timelines.ts'

const MEASURES = new Map([measure('pain/now', 'higher-is-worse'), measure('sleep/now', 'higher-is-better')])

const define = (rule: ResponderRule) =>
  ({
    ...{ id: 'relief', version: '1.0.0', hash: '0'.repeat(64), evidence: 'unconfirmed', rule },
    ...{ lateAnswers: 'counted', missing: 'not-assessable' },
  }) as unknown as PublishedResponderDefinition
const HALVED = define({ op: 'percent-improvement', score: 'pain/now', atLeast: 50 })

const compute = (timeline: Timeline, definitions: readonly PublishedResponderDefinition[] = []) =>
  computeCourses(
    {
      ...{ courses: { gapDays: 60, baselineDays: 30 }, reliability: {} },
      responderDefinitions: [...definitions],
    },
    MEASURES,
    { timeZone: 'UTC', treatedAt: [], ...timeline },
  )
const pain = (courses: ReturnType<typeof compute>, place: number) =>
  courses[place]?.measures.find((one) => one.measure === 'pain/now')

/**
 * Treated on days 0, 7 and 14, and again on days 100 and 107. Pain 8 before, 6 and 5 before the next infusion, 3 at best,
 * 7 shortly before the second course and 4 after it.
 */
const TWO_COURSES: Timeline = {
  treatedAt: [0, 7, 14, 100, 107].map(onDay),
  baseline: answered(-3, { 'pain/now': '8', 'sleep/now': '2' }),
  followUps: [
    answered(2, { 'pain/now': '4' }),
    answered(6, { 'pain/now': '6' }),
    answered(9, { 'pain/now': '3' }),
    answered(13, { 'pain/now': '5' }),
    answered(28, { 'pain/now': '4' }),
    answered(90, { 'pain/now': '7', 'sleep/now': null }),
    answered(102, { 'pain/now': '4' }),
    answered(120, { 'pain/now': '3' }),
  ],
}

describe('a course', () => {
  test('is there for each series of treatments, from its first to the next course', () => {
    expect(compute(TWO_COURSES).map(({ measures: _, definitions: __, ...course }) => course)).toEqual([
      {
        ...{ number: 1, startedAt: onDay(0), lastTreatmentAt: onDay(14), until: onDay(100), treatments: 3 },
      },
      { ...{ number: 2, startedAt: onDay(100), lastTreatmentAt: onDay(107), until: null, treatments: 2 } },
    ])
  })

  test('is none before the first treatment', () => {
    expect(compute({ ...TWO_COURSES, treatedAt: [] })).toEqual([])
  })

  test('has its own baseline: the last score before it, with the time since the treatment before', () => {
    const courses = compute(TWO_COURSES)
    expect(pain(courses, 0)?.baseline).toMatchObject({ value: 8, day: -3, daysSinceTreatment: null })
    // On day 90, 76 days after the infusion of day 14, 10 before that of day 100.
    expect(pain(courses, 1)?.baseline).toMatchObject({ value: 7, day: -10, daysSinceTreatment: 76 })
  })

  test('counts change and percent from that baseline, and days from its first treatment', () => {
    const [first, second] = [0, 1].map((place) => pain(compute(TWO_COURSES), place)?.points)
    expect(first?.map(({ day, change }) => [day, change])).toEqual([
      [2, -4],
      [6, -2],
      [9, -5],
      [13, -3],
      [28, -4],
      [90, -1],
    ])
    // From 7: 4 is 3 less and 3 is 4 less.
    expect(second?.map(({ day, change }) => [day, change])).toEqual([
      [2, -3],
      [20, -4],
    ])
    expect(second?.[1]?.percentChange).toBeCloseTo(-400 / 7, 10)
    expect(second?.map(({ daysSinceTreatment }) => daysSinceTreatment)).toEqual([2, 13])
  })

  test('has no baseline where nothing was answered within so many days before it', () => {
    const late = { ...TWO_COURSES, treatedAt: [0, 7, 14, 121].map(onDay) }
    // The score of day 120 is one day before; without it the last is that of day 90, 31 days before.
    expect(pain(compute(late), 1)?.baseline).toMatchObject({ value: 3 })
    const followUps = TWO_COURSES.followUps.filter(({ at }) => at !== onDay(120) && at !== onDay(102))
    expect(compute({ ...late, followUps })[1]?.measures).toEqual([])
    const atThirty = { ...late, treatedAt: [0, 7, 14, 120].map(onDay), followUps }
    expect(pain(compute(atThirty), 1)?.baseline).toMatchObject({ value: 7, day: -30 })
  })

  test('takes for each measure the last score that could be computed', () => {
    const sleep = compute(TWO_COURSES)[1]?.measures.find((one) => one.measure === 'sleep/now')
    // The one of day 90 is not scorable, and that of day −3 too old.
    expect(sleep).toBeUndefined()
  })
})

describe('trough and peak of each treatment', () => {
  const cycles = (place: number) =>
    pain(compute(TWO_COURSES), place)?.cycles.map(({ treatedAt, trough, peak }) => [
      treatedAt,
      trough?.value ?? null,
      peak?.value ?? null,
    ])

  test('the last score before it, and the best until the next', () => {
    expect(cycles(0)).toEqual([
      [onDay(0), 8, 4],
      [onDay(7), 6, 3],
      [onDay(14), 5, 4],
    ])
  })

  test('of a later course from its own baseline, and none where nothing was asked', () => {
    expect(cycles(1)).toEqual([
      [onDay(100), 7, 4],
      [onDay(107), 4, 3],
    ])
    const bare = { ...TWO_COURSES, followUps: TWO_COURSES.followUps.slice(0, 2) }
    expect(pain(compute(bare), 0)?.cycles.map(({ trough, peak }) => [trough?.value, peak?.value])).toEqual([
      [8, 4],
      [6, undefined],
      [undefined, undefined],
    ])
  })

  test('best is highest where higher is better, and the first of two as good', () => {
    const rising: Timeline = {
      treatedAt: [onDay(0)],
      baseline: answered(-1, { 'sleep/now': '2' }),
      followUps: [
        answered(1, { 'sleep/now': '6' }),
        answered(2, { 'sleep/now': '6' }),
        answered(3, { 'sleep/now': '5' }),
      ],
    }
    const [course] = compute(rising)
    const sleep = course?.measures.find((one) => one.measure === 'sleep/now')
    expect(sleep?.cycles[0]?.peak).toMatchObject({ value: 6, day: 1 })
  })

  test('a score at the very instant of a treatment is after it', () => {
    const same: Timeline = {
      treatedAt: [onDay(0), onDay(7)],
      baseline: answered(-1, { 'pain/now': '8' }),
      followUps: [answered(7, { 'pain/now': '5' })],
    }
    expect(pain(compute(same), 0)?.cycles.map(({ trough, peak }) => [trough?.value, peak?.value])).toEqual([
      [8, undefined],
      [undefined, 5],
    ])
  })
})

describe('response in each course', () => {
  const verdicts = (timeline: Timeline, place: number, definition = HALVED) =>
    compute(timeline, [definition])[place]?.definitions[0]?.verdicts.map(({ timepoint, result }) => [
      timepoint,
      result,
    ])

  test('is from its own baseline: half of 8 in the first, half of 7 in the second', () => {
    expect(verdicts(TWO_COURSES, 0)).toEqual([
      ['day-2', 'met'],
      ['day-6', 'not-met'],
      ['day-9', 'met'],
      ['day-13', 'not-met'],
      ['day-28', 'met'],
      ['day-90', 'not-met'],
    ])
    // 4 is half of 8 and not half of 7.
    expect(verdicts(TWO_COURSES, 1)).toEqual([
      ['day-102', 'not-met'],
      ['day-120', 'met'],
    ])
  })

  test('is not assessable without a baseline of the course, and where an answer is missing', () => {
    const followUps = [
      answered(20, { 'pain/now': '3' }),
      without(102, 'missed'),
      answered(110, { 'pain/now': '3' }),
    ]
    const course = compute({ ...TWO_COURSES, followUps }, [HALVED])[1]
    expect(course?.definitions[0]?.verdicts.map(({ reasons }) => reasons)).toEqual([
      ['missed'],
      ['no-baseline'],
    ])
  })

  test('may take each score of its baseline from another assessment', () => {
    const both = define({
      op: 'all',
      rules: [
        { op: 'improvement', score: 'pain/now', atLeast: 2 },
        { op: 'improvement', score: 'sleep/now', atLeast: 2 },
      ],
    })
    const split: Timeline = {
      treatedAt: [onDay(0)],
      baseline: answered(-9, { 'sleep/now': '3', 'pain/now': '9' }),
      followUps: [answered(-2, { 'pain/now': '7' }), answered(5, { 'pain/now': '5', 'sleep/now': '5' })],
    }
    expect(verdicts(split, 0, both)).toEqual([['day-5', 'met']])
  })
})
