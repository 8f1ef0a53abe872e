import { describe, expect, test } from 'vitest'
import { createBaselineSpread } from '../../../../functions/analysis/responder/baseline-spread.ts'
import { createResponderEvaluator } from '../../../../functions/analysis/responder/responder-evaluator.ts'
import type { TimelinePoint } from '../../../../functions/analysis/timeline/timeline.ts'
import type { ResponderRule } from '../../../../surveys/responder/definition.ts'
import type { Measure } from '../../../../surveys/study/measures.ts'
import { VERDICT_REASONS, type VerdictReason } from '../../../../web/api/schemas/verdict.ts'
import {
  answered,
  byAlgorithm,
  measure,
  ofVersion,
  onDay,
  type Timeline,
  without,
} from '../../../support/timelines.ts'

const MEASURES = new Map([
  measure('peg/total', 'higher-is-worse', ['mild', 'moderate', 'severe']),
  measure('sleep/quality', 'higher-is-better', ['poor', 'fair', 'good']),
  measure('pgic/change', 'higher-is-worse', [
    'very-much-improved',
    'much-improved',
    'minimally-improved',
    'no-change',
  ]),
  measure('goal/now', 'higher-is-better'),
  measure('goal/success', 'higher-is-better'),
])
MEASURES.set('pain', MEASURES.get('peg/total') as Measure)

const peg = (baseline: string, followUp: string): Timeline => ({
  baseline: answered(0, { 'peg/total': baseline }),
  followUps: [answered(7, { 'peg/total': followUp })],
})
const verdict = (rule: ResponderRule, timeline: Timeline, timepoint = 'day-7') =>
  createResponderEvaluator({ rule, missing: 'not-assessable', lateAnswers: 'counted' }, MEASURES)(
    { treatedAt: [], timeZone: 'UTC', ...timeline },
    timepoint,
  )

const THIRTY: ResponderRule = { op: 'percent-improvement', score: 'peg/total', atLeast: 30 }
const ONE_POINT: Extract<ResponderRule, { op: 'improvement' }> = {
  op: 'improvement',
  score: 'peg/total',
  atLeast: 1,
}
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
    const sleep = (baseline: string, followUp: string): Timeline => ({
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
    ['a level that it must be below', { op: 'level', score: 'peg/total', below: 5 }, '5', 'not-met'],
    ['a prorated level below it', { op: 'level', score: 'peg/total', below: 5 }, '9/2', 'met'],
    ['a level that it must be above', { op: 'level', score: 'peg/total', above: 5 }, '5', 'not-met'],
    ['a level above it', { op: 'level', score: 'peg/total', above: 5 }, '16/3', 'met'],
  ])('%s', (_, rule, followUp, result) => {
    expect(verdict(rule, peg('5', followUp))).toEqual({ result })
  })

  test('13/3 to 10/3 is one point, though not in floating point', () => {
    expect(verdict(ONE_POINT, peg('13/3', '10/3'))).toEqual({ result: 'met' })
  })

  test('a baseline of 0 does for points, where it does not for percent', () => {
    expect(verdict(ONE_POINT, peg('0', '0'))).toEqual({ result: 'not-met' })
    const rule: ResponderRule = { op: 'improvement', score: 'sleep/quality', atLeast: 2 }
    const timeline = {
      baseline: answered(0, { 'sleep/quality': '0' }),
      followUps: [answered(7, { 'sleep/quality': '2' })],
    }
    expect(verdict(rule, timeline)).toEqual({ result: 'met' })
  })
})

describe('what cannot be told', () => {
  const good = answered(7, { 'peg/total': '3' })
  const before = answered(0, { 'peg/total': '6' })
  const floor: ResponderRule = { ...THIRTY, baselineAtLeast: 4 }
  const cases: [VerdictReason, string, ResponderRule, Timeline][] = [
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
      'baseline-after-treatment',
      'the baseline was answered once treatment had begun',
      THIRTY,
      { baseline: { ...before, standing: 'after-treatment' }, followUps: [good] },
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
    [
      'not-submitted',
      'the follow-up was answered and never sent',
      THIRTY,
      { baseline: before, followUps: [without(7, 'not-submitted')] },
    ],
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
    [
      'not-treated',
      'nothing was given',
      { op: 'days-since-treatment', atLeast: 1 },
      { baseline: before, followUps: [good] },
    ],
    [
      'no-spread-at-baseline',
      'nobody else has a baseline',
      { ...ONE_POINT, unit: 'baseline-standard-deviations' },
      { baseline: before, followUps: [good] },
    ],
  ]

  test.each(cases)('%s: %s', (reason, _, rule, timeline) => {
    expect(verdict(rule, timeline)).toEqual({ result: 'not-assessable', reasons: [reason] })
  })

  test('every reason of the catalogue has its case', () => {
    // An answer is too late only where the definition says so: see the missing-data policies.
    const all = VERDICT_REASONS.filter((reason) => reason !== 'answered-late')
    expect(new Set(cases.map(([reason]) => reason))).toEqual(new Set(all))
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
    expect(verdict(all, noImpression('5'))).toEqual({ result: 'not-assessable', reasons: ['not-asked'] })
    expect(verdict(any, noImpression('9'))).toEqual({ result: 'not-assessable', reasons: ['not-asked'] })
    expect(verdict(any, noImpression('5'))).toEqual({ result: 'met' })
  })

  test('at least two of three, and not', () => {
    const two: ResponderRule = { op: 'at-least', count: 2, rules: [THIRTY, MUCH_BETTER, LOW] }
    expect(verdict(two, noImpression('9'))).toEqual({ result: 'not-met' })
    expect(verdict(two, noImpression('5'))).toEqual({ result: 'not-assessable', reasons: ['not-asked'] })
    expect(verdict(two, noImpression('4'))).toEqual({ result: 'met' })
    expect(verdict({ op: 'not', rule: THIRTY }, noImpression('9'))).toEqual({ result: 'met' })
    expect(verdict({ op: 'not', rule: MUCH_BETTER }, noImpression('9'))).toEqual({
      result: 'not-assessable',
      reasons: ['not-asked'],
    })
  })

  test('every reason is given, in the order of the rules, each once', () => {
    const timeline = { baseline: undefined, followUps: [answered(7, { 'peg/total': '3' })] }
    expect(verdict({ op: 'all', rules: [MUCH_BETTER, THIRTY, ONE_POINT] }, timeline)).toEqual({
      result: 'not-assessable',
      reasons: ['not-asked', 'no-baseline'],
    })
  })
})

describe('sustained over 42 days', () => {
  const timeline = (...followUps: TimelinePoint[]): Timeline => ({ baseline: undefined, followUps })
  const held = (day: number) => answered(day, { 'peg/total': '4' })
  const lost = (day: number) => answered(day, { 'peg/total': '5' })

  test.each<[string, Timeline, object]>([
    ['not on the day itself', timeline(held(28), lost(84)), { result: 'not-met' }],
    ['not on a day between', timeline(held(7), lost(50), held(84)), { result: 'not-met' }],
    ['not when the days were to begin', timeline(lost(42), held(84)), { result: 'not-met' }],
    ['for 41 days', timeline(held(43), held(84)), { result: 'not-assessable', reasons: ['too-early'] }],
    [
      'unknown on the day itself',
      timeline(held(28), without(84, 'missed')),
      { result: 'not-assessable', reasons: ['missed'] },
    ],
    [
      'with a gap when the days were to begin',
      timeline(held(7), without(42, 'missed'), held(84)),
      { result: 'not-assessable', reasons: ['gap-in-follow-up'] },
    ],
    [
      'with a score between that could not be made',
      timeline(held(7), answered(60, { 'peg/total': null }), held(84)),
      { result: 'not-assessable', reasons: ['gap-in-follow-up'] },
    ],
    [
      'behind a gap, lost within the days',
      timeline(held(7), lost(50), without(60, 'missed'), held(84)),
      { result: 'not-met' },
    ],
    [
      'before the days could be covered, whatever the scores',
      timeline(lost(50), lost(84)),
      { result: 'not-assessable', reasons: ['too-early'] },
    ],
    [
      'before they could be covered, with a gap',
      timeline(lost(50), without(60, 'missed'), held(84)),
      { result: 'not-assessable', reasons: ['too-early'] },
    ],
    [
      'with one between that is still awaited',
      timeline(held(7), without(60, 'awaited'), held(84)),
      { result: 'not-assessable', reasons: ['not-yet-answered'] },
    ],
    ['with one between that never asked', timeline(held(7), answered(60, {}), held(84)), { result: 'met' }],
    [
      'covered by one that never asked',
      timeline(answered(7, {}), held(60), held(84)),
      { result: 'not-assessable', reasons: ['too-early'] },
    ],
    [
      'behind a gap, lost before the days began',
      timeline(lost(7), without(60, 'missed'), held(84)),
      { result: 'not-assessable', reasons: ['gap-in-follow-up'] },
    ],
    ['for 42 days', timeline(held(42), held(84)), { result: 'met' }],
    ['for longer, lost before', timeline(lost(7), held(40), held(60), held(84)), { result: 'met' }],
    ['for longer, a gap before', timeline(without(7, 'missed'), held(40), held(84)), { result: 'met' }],
    ['and lost later', timeline(held(42), held(84), lost(168)), { result: 'met' }],
  ])('%s', (_, given, expected) => expect(verdict(LASTING, given, 'day-84')).toEqual(expected))
})

describe('held since the last treatment, 22 days ago or more', () => {
  const rule: ResponderRule = { op: 'held-since-treatment', days: 22, rule: LOW }
  const held = (day: number) => answered(day, { 'peg/total': '4' })
  const lost = (day: number) => answered(day, { 'peg/total': '5' })
  const treated = (days: readonly number[], ...followUps: TimelinePoint[]): Timeline => ({
    ...{ baseline: undefined, followUps, treatedAt: days.map(onDay) },
  })
  test.each<[string, Timeline, object]>([
    ['never treated', treated([], held(28)), { result: 'not-assessable', reasons: ['not-treated'] }],
    ['after 21 days, held', treated([7], held(28)), { result: 'not-assessable', reasons: ['too-early'] }],
    ['after 21 days, lost', treated([7], lost(28)), { result: 'not-assessable', reasons: ['too-early'] }],
    ['lost on the day itself', treated([0], held(7), lost(28)), { result: 'not-met' }],
    ['lost on the way', treated([0], lost(7), held(28)), { result: 'not-met' }],
    ['lost before the treatment', treated([0, 6], lost(5), held(28)), { result: 'met' }],
    [
      'one on the way was missed',
      treated([0], without(7, 'missed'), held(28)),
      { result: 'not-assessable', reasons: ['gap-in-follow-up'] },
    ],
    ['one on the way never asked', treated([0], answered(7, {}), held(28)), { result: 'met' }],
    ['held throughout', treated([6], held(7), held(28)), { result: 'met' }],
  ])('%s', (_, given, expected) => expect(verdict(rule, given, 'day-28')).toEqual(expected))
})

describe('days are those of the participant’s calendar', () => {
  const rule: ResponderRule = { op: 'days-since-treatment', atLeast: 22 }
  const at = (answeredAt: string): Timeline => ({
    ...peg('8', '4'),
    followUps: [{ ...answered(7, { 'peg/total': '4' }), at: answeredAt }],
    // In New York 17:00 on February 20; the clocks go forward on March 8.
    treatedAt: ['2026-02-20T22:00:00.000Z'],
    timeZone: 'America/New_York',
  })
  test('21 days and 7 hours, one midnight short of the 22nd day', () => {
    expect(verdict(rule, at('2026-03-14T03:59:00.000Z'))).toEqual({ result: 'not-met' })
  })
  test('the 22nd day begins at midnight there, across a clock change', () => {
    expect(verdict(rule, at('2026-03-14T04:00:00.000Z'))).toEqual({ result: 'met' })
  })
})

describe('what a timepoint never asks', () => {
  const measures = new Map(
    [...MEASURES].map(([name, one]) => [
      name,
      name === 'pgic/change' ? { ...one, isAskedAt: (timepoint: string) => timepoint !== 'day-7' } : one,
    ]),
  )
  test('was not missed there, though the rest was', () => {
    const evaluate = createResponderEvaluator(
      { rule: MUCH_BETTER, missing: 'counted-as-not-met', lateAnswers: 'counted' },
      measures,
    )
    const timeline = {
      baseline: undefined,
      followUps: [without(7, 'missed')],
      treatedAt: [],
      timeZone: 'UTC',
    }
    expect(evaluate(timeline, 'day-7')).toEqual({ result: 'not-assessable', reasons: ['not-asked'] })
  })
})

const week = (
  fields: Record<string, string | null>,
  baseline: Record<string, string | null> = {},
): Timeline => ({
  baseline: answered(0, baseline),
  followUps: [answered(7, fields)],
})

describe('a domain stands for the score that the study measures it by', () => {
  const rule: ResponderRule = { op: 'percent-improvement', score: 'pain', atLeast: 30 }
  test('which nothing measures cannot be told', () => {
    expect(verdict({ ...rule, score: 'sleep' }, peg('10', '7'))).toEqual({
      result: 'not-assessable',
      reasons: ['not-asked'],
    })
  })
  test('which the study measures', () => {
    expect(verdict(rule, peg('20/3', '14/3'))).toEqual({ result: 'met' })
    expect(verdict(rule, peg('20/3', '15/3'))).toEqual({ result: 'not-met' })
  })
})

describe('percent of the range', () => {
  const rule = (score: string, atLeast: number): ResponderRule => ({
    ...{ op: 'improvement', score, atLeast, unit: 'percent-of-range' },
  })
  test.each([
    [20, '8', '6', 'met'],
    [20, '8', '19/3', 'not-met'],
    [12.8, '8', '6.72', 'met'],
    [12.8, '8', '20/3', 'met'],
    [12.8, '8', '7', 'not-met'],
  ])('%d of 100 from %s to %s: %s', (atLeast, from, to, result) => {
    const fraction = (text: string) => (text === '6.72' ? '168/25' : text)
    expect(verdict(rule('peg/total', atLeast), peg(from, fraction(to)))).toEqual({ result })
  })
})

test('a range is taken as it is written, though its ends have no plain difference in floating point', () => {
  const tScore = { ...(MEASURES.get('peg/total') as Measure), range: [40.3, 81.6] as [number, number] }
  const evaluate = createResponderEvaluator(
    {
      rule: { op: 'improvement', score: 'peg/total', atLeast: 10, unit: 'percent-of-range' },
      missing: 'not-assessable',
      lateAnswers: 'counted',
    },
    new Map([['peg/total', tScore]]),
  )
  const fall = (to: string) => ({ treatedAt: [], timeZone: 'UTC', ...peg('60', to) })
  // A tenth of 41.3 is 4.13.
  expect(evaluate(fall('5588/100'), 'day-7')).toEqual({ result: 'not-met' })
  expect(evaluate(fall('5587/100'), 'day-7')).toEqual({ result: 'met' })
})

describe('percent of the distance from the best score', () => {
  const rule = (score: string): ResponderRule => ({
    ...{ op: 'percent-improvement', of: 'distance-from-best', score, atLeast: 20 },
  })
  const sleep = (from: string, to: string): Timeline => ({
    baseline: answered(0, { 'sleep/quality': from }),
    followUps: [answered(7, { 'sleep/quality': to })],
  })
  test('counts from the highest where that is the best', () => {
    expect(verdict(rule('sleep/quality'), sleep('5', '59/10'))).toEqual({ result: 'not-met' })
    expect(verdict(rule('sleep/quality'), sleep('5', '6'))).toEqual({ result: 'met' })
    expect(verdict(rule('sleep/quality'), sleep('10', '10'))).toMatchObject({ reasons: ['baseline-is-zero'] })
  })
  test('is percent of the score where 0 is the best', () => {
    expect(verdict(rule('peg/total'), peg('5', '41/10'))).toEqual({ result: 'not-met' })
    expect(verdict(rule('peg/total'), peg('5', '4'))).toEqual({ result: 'met' })
  })
})

describe('standard deviations of the baselines', () => {
  const rule: ResponderRule = {
    ...{ op: 'improvement', score: 'peg/total', atLeast: 0.5, unit: 'baseline-standard-deviations' },
  }
  const judged = (baselines: readonly string[], timeline: Timeline) => {
    const others = baselines.map((value) => ({ treatedAt: [], timeZone: 'UTC', ...peg(value, '0') }))
    const spread = createBaselineSpread(() => others.flatMap(({ baseline }) => baseline ?? []), MEASURES)
    return createResponderEvaluator(
      { rule, missing: 'not-assessable', lateAnswers: 'counted' },
      MEASURES,
      spread,
    )({ treatedAt: [], timeZone: 'UTC', ...timeline }, 'day-7')
  }
  test('without two baselines that differ there are none', () => {
    const none = { result: 'not-assessable', reasons: ['no-spread-at-baseline'] }
    expect(verdict(rule, peg('8', '1'))).toEqual(none)
    expect(judged(['5'], peg('8', '1'))).toEqual(none)
    expect(judged(['5', '5', '5'], peg('8', '1'))).toEqual(none)
  })
  // 2, 4 and 9 deviate from 5 by −3, −1 and 4: variance 26/2 = 13, half of its root 1.8028.
  test('half of √13 is between 9/5 and 28/15', () => {
    expect(judged(['2', '4', '9'], peg('8', '31/5'))).toEqual({ result: 'not-met' })
    expect(judged(['2', '4', '9'], peg('8', '92/15'))).toEqual({ result: 'met' })
  })
  // 4 and 8: variance 8; 20/3 and 28/3 the same, over thirds. 1, 3, 5: variance 4, so that exactly 1 is half of 2.
  test('exactly half is half', () => {
    expect(judged(['1', '3', '5'], peg('8', '7'))).toEqual({ result: 'met' })
    expect(judged(['1/3', '7/3', '13/3'], peg('8', '7'))).toEqual({ result: 'met' })
    expect(judged(['1/3', '7/3', '13/3'], peg('8', '22/3'))).toEqual({ result: 'not-met' })
  })
  test('worse is not better by any', () => {
    expect(judged(['1', '3', '5'], peg('7', '8'))).toEqual({ result: 'not-met' })
  })
})

describe('bands and global ratings', () => {
  const banded = (name: string, band: string | null): Timeline => {
    const timeline = week({ [name]: '1' })
    const [followUp] = timeline.followUps
    const scores = (followUp?.scores ?? []).map((score) =>
      score.kind === 'scored' ? { ...score, band } : score,
    )
    return { ...timeline, followUps: followUp ? [{ ...followUp, scores }] : [] }
  }
  test.each([
    ['severe', 'not-met'],
    [null, 'not-met'],
    ['moderate', 'met'],
    ['mild', 'met'],
  ])('%s is in mild or moderate: %s', (band, result) => {
    const rule: ResponderRule = { op: 'band', score: 'peg/total', in: ['mild', 'moderate'] }
    expect(verdict(rule, banded('peg/total', band))).toEqual({ result })
  })
  test.each([
    ['pgic/change', 'much-improved', 'minimally-improved', 'not-met'],
    ['pgic/change', 'much-improved', 'no-change', 'not-met'],
    ['pgic/change', 'much-improved', 'much-improved', 'met'],
    ['pgic/change', 'much-improved', 'very-much-improved', 'met'],
    ['sleep/quality', 'fair', 'poor', 'not-met'],
    ['sleep/quality', 'fair', 'good', 'met'],
  ])('%s at least %s: %s is %s', (score, atLeast, band, result) => {
    expect(verdict({ op: 'global-rating', score, atLeast }, banded(score, band))).toEqual({ result })
  })
})

describe('the participant’s own goal', () => {
  const rule: ResponderRule = { op: 'own-goal', attainment: 'goal/now', criterion: 'goal/success' }
  test.each([
    [{ 'goal/now': null }, { 'goal/success': '6' }, ['not-scorable']],
    [{ 'goal/now': '7' }, { 'goal/success': null }, ['baseline-not-scorable']],
    [{ 'goal/now': '7' }, {}, ['baseline-not-scorable']],
    [{}, { 'goal/success': '6' }, ['not-asked']],
  ])('%j against %j cannot be told', (now, before, reasons) => {
    expect(verdict(rule, week(now, before))).toEqual({ result: 'not-assessable', reasons })
  })
  test.each([
    ['5', '6', 'not-met'],
    ['6', '6', 'met'],
    ['10', '6', 'met'],
  ])('%s now where %s was success: %s', (now, success, result) => {
    expect(verdict(rule, week({ 'goal/now': now }, { 'goal/success': success }))).toEqual({ result })
  })
})

describe('time and number of treatments', () => {
  const treated = (...days: number[]): Timeline => ({ ...peg('8', '4'), treatedAt: days.map(onDay) })
  test('who was never treated has no days since', () => {
    expect(verdict({ op: 'days-since-treatment', atLeast: 1 }, treated())).toEqual({
      result: 'not-assessable',
      reasons: ['not-treated'],
    })
    expect(verdict({ op: 'days-since-treatment', atLeast: 1 }, treated(8))).toMatchObject({
      reasons: ['not-treated'],
    })
  })
  test.each([
    [{ atLeast: 4 }, [0, 3], 'met'],
    [{ atLeast: 5 }, [0, 3], 'not-met'],
    [{ atMost: 4 }, [0, 3], 'met'],
    [{ atMost: 3 }, [0, 3], 'not-met'],
    [{ atLeast: 4, atMost: 7 }, [0, 3, 30], 'met'],
  ])('%j since the last of days %j, on day 7: %s', (bounds, days, result) => {
    expect(verdict({ op: 'days-since-treatment', ...bounds }, treated(...days))).toEqual({ result })
  })
  test.each([
    [{ atMost: 1 }, [0, 3], 'not-met'],
    [{ atMost: 1 }, [3, 30], 'met'],
    [{ atLeast: 1, atMost: 1, withinDays: 5 }, [0, 3], 'met'],
    [{ atLeast: 1 }, [], 'not-met'],
    // Seven days ago to the instant is not within seven days.
    [{ atLeast: 1, withinDays: 7 }, [0], 'not-met'],
  ])('%j of those on days %j, on day 7: %s', (bounds, days, result) => {
    expect(verdict({ op: 'treatments', ...bounds }, treated(...days))).toEqual({ result })
  })
})

describe('missing-data policies', () => {
  const evaluateMissing = (
    missing: 'counted-as-not-met' | 'counted-as-met',
    timeline: Timeline,
    lateAnswers: 'counted' | 'left-out' = 'counted',
  ) =>
    createResponderEvaluator({ rule: THIRTY, missing, lateAnswers }, MEASURES)(
      { treatedAt: [], timeZone: 'UTC', ...timeline },
      'day-7',
    )
  const gone: Timeline = { baseline: answered(0, { 'peg/total': '8' }), followUps: [without(7, 'missed')] }
  test('speak of answers that could have been there only', () => {
    const awaited = { ...gone, followUps: [without(7, 'awaited')] }
    for (const policy of ['counted-as-not-met', 'counted-as-met'] as const) {
      expect(evaluateMissing(policy, awaited)).toMatchObject({
        result: 'not-assessable',
        reasons: ['not-yet-answered'],
      })
      expect(evaluateMissing(policy, peg('0', '0'))).toMatchObject({ reasons: ['baseline-is-zero'] })
      expect(evaluateMissing(policy, { ...gone, baseline: undefined })).toEqual({
        result: policy === 'counted-as-met' ? 'met' : 'not-met',
      })
    }
  })
  test('count a missed assessment as they say', () => {
    expect(evaluateMissing('counted-as-not-met', gone)).toEqual({ result: 'not-met' })
    expect(evaluateMissing('counted-as-met', gone)).toEqual({ result: 'met' })
  })
  test('late answers are left out where the definition says so', () => {
    const [followUp] = peg('8', '2').followUps
    const late: Timeline = { ...peg('8', '2'), followUps: followUp ? [{ ...followUp, late: true }] : [] }
    expect(verdict(THIRTY, late)).toEqual({ result: 'met' })
    expect(evaluateMissing('counted-as-not-met', late, 'left-out')).toEqual({ result: 'not-met' })
    expect(
      createResponderEvaluator(
        { rule: THIRTY, missing: 'not-assessable', lateAnswers: 'left-out' },
        MEASURES,
      )({ treatedAt: [], timeZone: 'UTC', ...late }, 'day-7'),
    ).toEqual({ result: 'not-assessable', reasons: ['answered-late'] })
  })
})
