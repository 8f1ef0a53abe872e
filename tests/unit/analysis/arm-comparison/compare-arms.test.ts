import { describe, expect, test } from 'vitest'
import { compareArms } from '../../../../functions/analysis/arm-comparison/compare-arms.ts'
import { createOutcomeFinder } from '../../../../functions/analysis/estimand/endpoint-outcome.ts'
import { DEFAULT_EVENTS } from '../../../../surveys/study/estimand.ts'
import { buildCohort, type Row } from '../../../support/cohorts.ts'
import { measure } from '../../../support/timelines.ts'

const MEASURES = new Map([measure('peg/total', 'higher-is-worse')])
const ARMS = ['placebo', 'ketamine', 'magnesium'].map((id) => ({ id, title: id }))
const question = {
  definition: {
    rule: { op: 'percent-improvement', score: 'peg/total', atLeast: 30 },
    lateAnswers: 'counted',
  },
  timepoint: 'day-7',
  estimand: { population: 'treated', events: DEFAULT_EVENTS },
} as const

const met = (arm: string, from = '10'): Row => ({
  baseline: { 'peg/total': from },
  followUp: { 'peg/total': '1' },
  arm,
})
const notMet = (arm: string, from = '10'): Row => ({
  baseline: { 'peg/total': from },
  followUp: { 'peg/total': '9' },
  arm,
})
const missed = (arm: string): Row => ({ baseline: { 'peg/total': '10' }, followUp: 'missed', arm })
const repeat = (count: number, one: Row) => Array.from({ length: count }, () => one)

function compare(sites: Record<string, readonly Row[]>, arms = ARMS) {
  const cohort = buildCohort(sites)
  const findOutcome = createOutcomeFinder(question, MEASURES, cohort.asOf)
  const all = cohort.sites.flatMap(({ participants }) =>
    participants.map((participant) => ({ participant, outcome: findOutcome(participant) })),
  )
  return compareArms({ arms }, all, question, MEASURES)
}

test('a study without two arms compares none', () => {
  expect(compare({ a: [met('placebo')] }, ARMS.slice(0, 1))).toBeNull()
})

describe('three arms at two clinics', () => {
  const site = [
    ...[...repeat(2, met('placebo', '8')), ...repeat(6, notMet('placebo')), ...repeat(2, missed('placebo'))],
    ...[
      ...repeat(6, met('ketamine')),
      ...repeat(3, notMet('ketamine', '7')),
      ...repeat(1, missed('ketamine')),
    ],
    ...[...repeat(3, met('magnesium')), ...repeat(7, notMet('magnesium', '9'))],
  ]
  const found = compare({ a: site, b: site })

  test('each arm’s rate is of everybody due in it: what is missing is not met', () => {
    expect(found?.arms.map(({ arm, rate }) => [arm, rate?.met, rate?.of])).toEqual([
      ['placebo', 4, 20],
      ['ketamine', 12, 20],
      ['magnesium', 6, 20],
    ])
  })

  test('every pair is compared, each against the arm that stands before it', () => {
    expect(found?.comparisons.map(({ arm, against, sites }) => [arm, against, sites])).toEqual([
      ['ketamine', 'placebo', 2],
      ['magnesium', 'placebo', 2],
      ['magnesium', 'ketamine', 2],
    ])
    // Two clinics alike: the stratified difference is that of the rates, 12/20 − 4/20.
    const difference = found?.comparisons[0]?.riskDifference
    expect(difference?.kind === 'estimated' && difference.estimate).toBeCloseTo(0.4, 12)
  })

  test('p values of the pairs are adjusted by Holm', () => {
    const raw = found?.comparisons.map(({ test: one }) => (one && 'p' in one ? one.p : 1)) ?? []
    const holm = found?.comparisons.map(({ holmP }) => holmP ?? 0) ?? []
    expect(Math.min(...holm)).toBeCloseTo(3 * Math.min(...raw), 12)
    holm.forEach((one, at) => {
      expect(one).toBeGreaterThanOrEqual(raw[at] as number)
    })
  })

  test('the baseline of the scores in the rule is adjusted for', () => {
    expect(found?.covariates).toEqual(['peg/total'])
    expect(found?.comparisons[0]?.adjusted).toMatchObject({ withoutBaseline: 0 })
  })
})
