import { describe, expect, test } from 'vitest'
import type { CohortParticipant } from '../../../../functions/analysis/cohort/cohort.ts'
import { countDenominators, findNoRateReason } from '../../../../functions/analysis/estimand/denominators.ts'
import { createOutcomeFinder } from '../../../../functions/analysis/estimand/endpoint-outcome.ts'
import type { KnownAssessment, TimelinePoint } from '../../../../functions/analysis/timeline/timeline.ts'
import type { ParticipationEnd } from '../../../../functions/records/participant/participant.ts'
import type { ResponderRule } from '../../../../surveys/responder/rule.ts'
import { DEFAULT_EVENTS, type Estimand } from '../../../../surveys/study/estimand.ts'
import { answered, measure, onDay, without } from '../../../support/timelines.ts'

const MEASURES = new Map([measure('pain/now', 'higher-is-worse'), measure('sleep/now', 'higher-is-better')])
const LOW: ResponderRule = { op: 'level', score: 'pain/now', atMost: 4 }

type Visit = readonly [day: number, pain: string | null | 'missed' | 'awaited']

/** Treated on day 0, asked on the days; who left has the later assessments cancelled. */
function buildParticipant(
  visits: readonly Visit[],
  {
    ended = null,
    arm = null,
    treated = true,
  }: { ended?: ParticipationEnd | null; arm?: string | null; treated?: boolean } = {},
): CohortParticipant {
  const isCancelled = (day: number) => ended !== null && ended.at < onDay(day)
  const followUps = visits.flatMap(([day, pain]): TimelinePoint[] => {
    if (isCancelled(day)) return []
    if (pain === 'missed' || pain === 'awaited') return [without(day, pain)]
    return [answered(day, { 'pain/now': pain })]
  })
  return {
    ...{
      participant: 'harbor-00000001',
      site: 'harbor',
      arm,
      ended,
      events: [],
      courses: [],
      attributes: new Map(),
    },
    assessments: visits.map(
      ([day, pain]) =>
        ({
          ...{ participant: '', timepoint: `day-${day}`, timeZone: 'UTC', opensAt: onDay(day - 1) },
          ...{ dueAt: onDay(day), closesAt: pain === 'awaited' ? onDay(1000) : onDay(day + 3) },
          progress: isCancelled(day)
            ? 'cancelled'
            : pain === 'missed' || pain === 'awaited'
              ? 'untouched'
              : 'completed',
        }) as KnownAssessment,
    ),
    timeline: {
      baseline: answered(-3, { 'pain/now': '8' }),
      followUps,
      treatedAt: treated ? [onDay(0)] : [],
      timeZone: 'UTC',
    },
  }
}

const withdraw = (day: number, reason: ParticipationEnd['reason']): ParticipationEnd => ({
  ...{ how: 'withdrawn', at: onDay(day), recordedAt: onDay(day) },
  ...(reason !== undefined && { reason }),
})
const repeat = (count: number, one: CohortParticipant) => Array.from({ length: count }, () => one)
const ALL_TREATED: Pick<Estimand, 'population' | 'events'> = { population: 'treated', events: DEFAULT_EVENTS }

function count(
  participants: readonly CohortParticipant[],
  timepoint: string,
  { rule = LOW, estimand = ALL_TREATED }: { rule?: ResponderRule; estimand?: typeof ALL_TREATED } = {},
) {
  const question = { definition: { rule, lateAnswers: 'counted' as const }, timepoint, estimand }
  const counts = countDenominators(participants.map(createOutcomeFinder(question, MEASURES, onDay(500))))
  return { ...counts, noRate: findNoRateReason(counts, question, MEASURES) }
}

const responder = buildParticipant([[28, '3']])
const nonResponder = buildParticipant([[28, '7']])

describe('100 treated: 30 met, 30 did not, 40 withdrew for lack of benefit (METHODS, withdrawn case)', () => {
  const withdrawn = buildParticipant([[28, '3']], { ended: withdraw(10, 'no-benefit') })
  const counts = count(
    [...repeat(30, responder), ...repeat(30, nonResponder), ...repeat(40, withdrawn)],
    'day-28',
  )
  test('primary 30%, observed 50%, worst 30%, best 70%', () => {
    expect([counts.met, counts.due]).toEqual([30, 100])
    expect([counts.observedMet, counts.observed]).toEqual([30, 60])
    expect([counts.bestMet, counts.due]).toEqual([70, 100])
  })
  test('says by which event they failed', () => {
    expect([...counts.failedBy]).toEqual([['withdrawal-no-benefit', 40]])
    expect(counts.missing.size).toBe(0)
  })
})

test('a hold that nobody could have completed gives no rate, not 0% (METHODS: visits on days 7 and 26, held 21 days, 60 of 100 respond)', () => {
  const held = buildParticipant([
    [7, '3'],
    [26, '3'],
  ])
  const lost = buildParticipant([
    [7, '7'],
    [26, '7'],
  ])
  const rule: ResponderRule = { op: 'sustained', days: 21, rule: LOW }
  for (const timepoint of ['day-7', 'day-26']) {
    expect(count([...repeat(60, held), ...repeat(40, lost)], timepoint, { rule }).noRate).toBe('too-early')
  }
  const both = [
    buildParticipant([
      [7, '3'],
      [28, '3'],
    ]),
    buildParticipant([
      [7, '7'],
      [28, '7'],
    ]),
  ]
  expect(count(both, 'day-28', { rule })).toMatchObject({ noRate: null, due: 2, met: 1, observed: 2 })
})

test('a definition over what a timepoint never asks gives no rate: only half of it could be known', () => {
  const measures = new Map([
    ...MEASURES,
    ['sleep/now', { ...MEASURES.get('sleep/now'), isAskedAt: () => false }] as never,
  ])
  const rule: ResponderRule = { op: 'any', rules: [LOW, { op: 'level', score: 'sleep/now', atLeast: 7 }] }
  const question = {
    definition: { rule, lateAnswers: 'counted' as const },
    timepoint: 'day-28',
    estimand: ALL_TREATED,
  }
  const counts = countDenominators(
    [responder, nonResponder].map(createOutcomeFinder(question, measures, onDay(500))),
  )
  expect(findNoRateReason(counts, question, measures)).toBe('never-asked')
})

describe('who is in the denominator', () => {
  test('nobody before their window is over, however early they answer', () => {
    const early = {
      ...responder,
      assessments: responder.assessments.map((one) => ({ ...one, closesAt: onDay(900) })),
    }
    expect(count([early], 'day-28')).toMatchObject({ due: 0, notYetDue: 1, noRate: 'nobody-due' })
  })

  test('by population: enrolled, allocated, treated, assessed', () => {
    const people = [
      buildParticipant([[28, '3']], { arm: 'ketamine' }),
      buildParticipant([[28, 'missed']], { arm: 'placebo', treated: false }),
      buildParticipant([[28, 'missed']]),
    ]
    const due = (population: Estimand['population']) =>
      count(people, 'day-28', { estimand: { population, events: DEFAULT_EVENTS } }).due
    expect([due('enrolled'), due('allocated'), due('treated'), due('assessed')]).toEqual([3, 2, 2, 1])
  })

  test('observed cases are those with every measure, whatever it says: a first part that fails settles nothing', () => {
    const rule: ResponderRule = { op: 'all', rules: [LOW, { op: 'level', score: 'sleep/now', atLeast: 7 }] }
    const both = { 'pain/now': '7', 'sleep/now': '9' }
    const person = (scores: Record<string, string | null>) => {
      const one = buildParticipant([[28, '7']])
      return { ...one, timeline: { ...one.timeline, followUps: [answered(28, scores)] } }
    }
    const counts = count([person(both), person({ 'pain/now': '7', 'sleep/now': null })], 'day-28', { rule })
    expect(counts).toMatchObject({ due: 2, met: 0, observed: 1, observedMet: 0 })
    // The second has failed by pain alone: no missing score could change that.
    expect(counts.bestMet).toBe(0)
  })
})

describe('what happened on the way', () => {
  const rescue = (strategy: Estimand['events'][keyof Estimand['events']]) => ({
    population: 'treated' as const,
    events: { ...DEFAULT_EVENTS, 'withdrawal-no-benefit': strategy },
  })
  // Answered on day 14, withdrew on day 20, and would have been asked on day 28.
  const left = buildParticipant(
    [
      [14, '3'],
      [28, '3'],
    ],
    { ended: withdraw(20, 'no-benefit') },
  )
  // Withdrew on day 30, after the endpoint.
  const after = buildParticipant([[28, '3']], { ended: withdraw(30, 'no-benefit') })

  test.each([
    ['composite-not-met', { met: 0, observed: 0, bestMet: 1 }],
    ['treatment-policy', { met: 0, observed: 0, bestMet: 1 }],
    ['while-on-treatment', { met: 1, observed: 1, observedMet: 1 }],
    ['hypothetical', { met: 0, observed: 0, bestMet: 1 }],
  ] as const)('%s', (strategy, expected) => {
    expect(count([left], 'day-28', { estimand: rescue(strategy) })).toMatchObject({ due: 1, ...expected })
  })

  test('composite failures are no missing answers; under treatment policy the same people miss', () => {
    expect([...count([left], 'day-28').failedBy.keys()]).toEqual(['withdrawal-no-benefit'])
    const policy = count([left], 'day-28', { estimand: rescue('treatment-policy') })
    expect([...policy.failedBy]).toEqual([])
    expect([...policy.missing]).toEqual([['missed', 1]])
  })

  test('after the endpoint changes nothing', () => {
    expect(count([after], 'day-28')).toMatchObject({ due: 1, met: 1, observed: 1 })
  })

  test('whoever leaves before the endpoint was planned is counted at once', () => {
    const unplanned = {
      ...left,
      assessments: left.assessments.filter(({ timepoint }) => timepoint !== 'day-28'),
    }
    expect(count([unplanned], 'day-28')).toMatchObject({ due: 1, met: 0 })
  })
})
