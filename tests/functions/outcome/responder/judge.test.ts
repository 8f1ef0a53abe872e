import { describe, expect, test } from 'vitest'
import {
  type Assessment,
  type Course,
  judge,
  VERDICT_REASONS,
  type VerdictReason,
} from '../../../../functions/outcome/responder/judge.ts'
import type { StoredScore } from '../../../../functions/score/score.ts'
import { parseRational, toNumber } from '../../../../surveys/rational.ts'
import type { ResponderRule } from '../../../../surveys/responder/definition.ts'
import type { Measure } from '../../../../surveys/study/measures.ts'

const measure = (direction: Measure['direction']): Measure => ({
  direction,
  isAlike: (ref) => ref.endsWith('@1.0.0'),
})
const MEASURES = new Map([
  ['peg/total', measure('higher-is-worse')],
  ['sleep/quality', measure('higher-is-better')],
  ['pgic/change', measure('higher-is-worse')],
])

const from = { hash: '', algorithm: '1', itemsMissing: [], calibration: null }

/** `exact` as a fraction, or `null` for a score that could not be made. */
function scoresOf(exact: Record<string, string | null>): Map<string, StoredScore> {
  return new Map(
    Object.entries(exact).map(([name, fraction]): [string, StoredScore] => {
      const [instrument = '', scale = ''] = name.split('/')
      const of = { ...from, instrument: `${instrument}@1.0.0`, scale }
      if (fraction === null) return [name, { kind: 'not-scorable', ...of, reason: 'items-missing' }]
      const value = toNumber(parseRational(fraction))
      return [
        name,
        {
          kind: 'scored',
          ...of,
          exact: fraction,
          value,
          standardError: null,
          estimated: false,
          band: null,
          itemsUsed: 1,
          itemsReversed: [],
        },
      ]
    }),
  )
}

const onDay = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString()
const answered = (day: number, exact: Record<string, string | null>): Assessment => ({
  timepoint: `day-${day}`,
  at: onDay(day),
  standing: 'answered',
  scores: scoresOf(exact),
})
const ofVersion = (version: string, assessment: Assessment): Assessment => ({
  ...assessment,
  scores: new Map(
    [...assessment.scores].map(([name, score]) => [
      name,
      { ...score, instrument: `${name.split('/')[0]}@${version}` },
    ]),
  ),
})
const byAlgorithm = (algorithm: string, assessment: Assessment): Assessment => ({
  ...assessment,
  scores: new Map([...assessment.scores].map(([name, score]) => [name, { ...score, algorithm }])),
})
const without = (day: number, standing: 'missed' | 'awaited'): Assessment => ({
  timepoint: `day-${day}`,
  at: onDay(day),
  standing,
  scores: new Map(),
})
const peg = (baseline: string, followUp: string): Course => ({
  baseline: answered(0, { 'peg/total': baseline }),
  followUps: [answered(7, { 'peg/total': followUp })],
})
const verdict = (rule: ResponderRule, course: Course, timepoint = 'day-7') =>
  judge(rule, course, timepoint, MEASURES)

const THIRTY: ResponderRule = { op: 'percent-improvement', score: 'peg/total', atLeast: 30 }
const ONE_POINT: ResponderRule = { op: 'improvement', score: 'peg/total', atLeast: 1 }
const LOW: ResponderRule = { op: 'level', score: 'peg/total', atMost: 4 }
const MUCH_BETTER: ResponderRule = { op: 'level', score: 'pgic/change', atMost: 2 }
const LASTING: ResponderRule = { op: 'sustained', days: 42, rule: LOW }

describe('at least 30 % better', () => {
  test.each([
    ['20/3 to 15/3, one step of an item short of it', '20/3', '5', 'not-met'],
    ['10 to 8', '10', '8', 'not-met'],
    ['3 to 3', '3', '3', 'not-met'],
    ['3 to 5, worse', '3', '5', 'not-met'],
    ['20/3 to 14/3, exactly 30 %', '20/3', '14/3', 'met'],
    ['10 to 7, exactly 30 %', '10', '7', 'met'],
    ['10/3 to 7/3, exactly 30 %', '10/3', '7/3', 'met'],
    ['1 to 0', '1', '0', 'met'],
  ])('%s: %4$s', (_, baseline, followUp, result) => {
    expect(verdict(THIRTY, peg(baseline, followUp))).toEqual({ result })
  })

  test('counts upwards on a scale on which higher is better', () => {
    const rule: ResponderRule = { op: 'percent-improvement', score: 'sleep/quality', atLeast: 30 }
    const sleep = (baseline: string, followUp: string): Course => ({
      baseline: answered(0, { 'sleep/quality': baseline }),
      followUps: [answered(7, { 'sleep/quality': followUp })],
    })
    expect(verdict(rule, sleep('10', '7'))).toEqual({ result: 'not-met' })
    expect(verdict(rule, sleep('10/3', '4'))).toEqual({ result: 'not-met' })
    expect(verdict(rule, sleep('10/3', '13/3'))).toEqual({ result: 'met' })
  })
})

describe('points and levels', () => {
  test.each<[string, ResponderRule, string, string]>([
    ['2/3 of a point is less than one', ONE_POINT, '13/3', 'not-met'],
    ['one point', ONE_POINT, '4', 'met'],
    ['a level above the highest allowed', LOW, '13/3', 'not-met'],
    ['a level at the highest allowed', LOW, '4', 'met'],
    ['a level below the lowest allowed', { ...LOW, atLeast: 3.5 }, '10/3', 'not-met'],
    ['a level at the lowest allowed', { ...LOW, atLeast: 3.5 }, '7/2', 'met'],
  ])('%s', (_, rule, followUp, result) => {
    expect(verdict(rule, peg('5', followUp))).toEqual({ result })
  })

  test('13/3 to 10/3 is one point, though not in floating point', () => {
    expect(verdict(ONE_POINT, peg('13/3', '10/3'))).toEqual({ result: 'met' })
  })

  test('a baseline of 0 does for points, where it does not for percent', () => {
    expect(verdict(ONE_POINT, peg('0', '0'))).toEqual({ result: 'not-met' })
    const rule: ResponderRule = { op: 'improvement', score: 'sleep/quality', atLeast: 2 }
    const course = {
      baseline: answered(0, { 'sleep/quality': '0' }),
      followUps: [answered(7, { 'sleep/quality': '2' })],
    }
    expect(verdict(rule, course)).toEqual({ result: 'met' })
  })
})

describe('what cannot be told', () => {
  const good = answered(7, { 'peg/total': '3' })
  const before = answered(0, { 'peg/total': '6' })
  const floor: ResponderRule = { ...THIRTY, baselineAtLeast: 4 }
  const cases: [VerdictReason, string, ResponderRule, Course][] = [
    [
      'not-yet-answered',
      'the follow-up is still open',
      LOW,
      { baseline: before, followUps: [without(7, 'awaited')] },
    ],
    ['not-yet-answered', 'the follow-up is not planned yet', LOW, { baseline: before, followUps: [] }],
    ['missed', 'the follow-up was missed', LOW, { baseline: before, followUps: [without(7, 'missed')] }],
    ['no-baseline', 'there is no baseline', THIRTY, { baseline: undefined, followUps: [good] }],
    [
      'no-baseline',
      'the baseline was missed',
      ONE_POINT,
      { baseline: without(0, 'missed'), followUps: [good] },
    ],
    [
      'no-baseline',
      'the baseline is still open',
      THIRTY,
      { baseline: without(0, 'awaited'), followUps: [good] },
    ],
    [
      'baseline-not-scorable',
      'items are missing from the baseline',
      THIRTY,
      { baseline: answered(0, { 'peg/total': null }), followUps: [good] },
    ],
    [
      'baseline-not-scorable',
      'the baseline did not ask',
      THIRTY,
      { baseline: answered(0, {}), followUps: [good] },
    ],
    ['baseline-is-zero', 'percent of 0 means nothing', THIRTY, peg('0', '0')],
    ['baseline-below-floor', 'the baseline was low already', floor, peg('11/3', '0')],
    ['not-asked', 'the follow-up did not ask', MUCH_BETTER, { baseline: before, followUps: [good] }],
    [
      'not-scorable',
      'items are missing from the follow-up',
      THIRTY,
      { baseline: before, followUps: [answered(7, { 'peg/total': null })] },
    ],
    [
      'versions-differ',
      'the follow-up asked a version that cannot be compared',
      THIRTY,
      { baseline: before, followUps: [ofVersion('9.0.0', good)] },
    ],
    [
      'versions-differ',
      'the two were scored by different algorithms',
      THIRTY,
      { baseline: byAlgorithm('0', before), followUps: [good] },
    ],
    [
      'versions-differ',
      'the baseline did',
      THIRTY,
      { baseline: ofVersion('9.0.0', before), followUps: [good] },
    ],
    ['too-early', 'the days have not passed', LASTING, { baseline: before, followUps: [good] }],
    [
      'gap-in-follow-up',
      'one between was missed',
      LASTING,
      {
        baseline: before,
        followUps: [without(-50, 'missed'), good],
      },
    ],
  ]

  test.each(cases)('%s: %s', (reason, _, rule, course) => {
    expect(verdict(rule, course)).toEqual({ result: 'not-determinable', reasons: [reason] })
  })

  test('every reason of the catalogue has its case', () => {
    expect(new Set(cases.map(([reason]) => reason))).toEqual(new Set(VERDICT_REASONS))
  })

  test('a baseline at the floor is judged', () => {
    expect(verdict(floor, peg('4', '4'))).toEqual({ result: 'not-met' })
    expect(verdict(floor, peg('4', '2'))).toEqual({ result: 'met' })
  })
})

describe('rules joined', () => {
  const noImpression = (followUp: string) => peg('10', followUp)
  const all: ResponderRule = { op: 'all', rules: [THIRTY, MUCH_BETTER] }
  const any: ResponderRule = { op: 'any', rules: [THIRTY, MUCH_BETTER] }

  test('what is missing matters only where the rest does not decide', () => {
    expect(verdict(all, noImpression('9'))).toEqual({ result: 'not-met' })
    expect(verdict(all, noImpression('5'))).toEqual({ result: 'not-determinable', reasons: ['not-asked'] })
    expect(verdict(any, noImpression('9'))).toEqual({ result: 'not-determinable', reasons: ['not-asked'] })
    expect(verdict(any, noImpression('5'))).toEqual({ result: 'met' })
  })

  test('at least two of three, and not', () => {
    const two: ResponderRule = { op: 'at-least', count: 2, rules: [THIRTY, MUCH_BETTER, LOW] }
    expect(verdict(two, noImpression('9'))).toEqual({ result: 'not-met' })
    expect(verdict(two, noImpression('5'))).toEqual({ result: 'not-determinable', reasons: ['not-asked'] })
    expect(verdict(two, noImpression('4'))).toEqual({ result: 'met' })
    expect(verdict({ op: 'not', rule: THIRTY }, noImpression('9'))).toEqual({ result: 'met' })
    expect(verdict({ op: 'not', rule: MUCH_BETTER }, noImpression('9'))).toEqual({
      result: 'not-determinable',
      reasons: ['not-asked'],
    })
  })

  test('every reason is given, in the order of the rules, each once', () => {
    const course = { baseline: undefined, followUps: [answered(7, { 'peg/total': '3' })] }
    expect(verdict({ op: 'all', rules: [MUCH_BETTER, THIRTY, ONE_POINT] }, course)).toEqual({
      result: 'not-determinable',
      reasons: ['not-asked', 'no-baseline'],
    })
  })
})

describe('sustained over 42 days', () => {
  const course = (...followUps: Assessment[]): Course => ({ baseline: undefined, followUps })
  const held = (day: number) => answered(day, { 'peg/total': '4' })
  const lost = (day: number) => answered(day, { 'peg/total': '5' })

  test.each<[string, Course, object]>([
    ['not on the day itself', course(held(28), lost(84)), { result: 'not-met' }],
    ['not on a day between', course(held(7), lost(50), held(84)), { result: 'not-met' }],
    ['not when the days were to begin', course(lost(42), held(84)), { result: 'not-met' }],
    ['for 41 days', course(held(43), held(84)), { result: 'not-determinable', reasons: ['too-early'] }],
    [
      'unknown on the day itself',
      course(held(28), without(84, 'missed')),
      { result: 'not-determinable', reasons: ['missed'] },
    ],
    [
      'with a gap when the days were to begin',
      course(held(7), without(42, 'missed'), held(84)),
      { result: 'not-determinable', reasons: ['gap-in-follow-up'] },
    ],
    [
      'with a score between that could not be made',
      course(held(7), answered(60, { 'peg/total': null }), held(84)),
      { result: 'not-determinable', reasons: ['gap-in-follow-up'] },
    ],
    ['not behind a gap', course(lost(50), without(60, 'missed'), held(84)), { result: 'not-met' }],
    [
      'behind a gap, lost before the days began',
      course(lost(7), without(60, 'missed'), held(84)),
      { result: 'not-determinable', reasons: ['gap-in-follow-up'] },
    ],
    ['for 42 days', course(held(42), held(84)), { result: 'met' }],
    ['for longer, lost before', course(lost(7), held(40), held(60), held(84)), { result: 'met' }],
    ['for longer, a gap before', course(without(7, 'missed'), held(40), held(84)), { result: 'met' }],
    ['and lost later', course(held(42), held(84), lost(168)), { result: 'met' }],
  ])('%s', (_, given, expected) => expect(verdict(LASTING, given, 'day-84')).toEqual(expected))
})
