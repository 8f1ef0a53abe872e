import { describe, expect, test } from 'vitest'
import { buildCohortSite, type CohortParticipant } from '../../../../functions/analysis/cohort/cohort.ts'
import { countDenominators } from '../../../../functions/analysis/estimand/denominators.ts'
import { createOutcomeFinder } from '../../../../functions/analysis/estimand/endpoint-outcome.ts'
import { listIntercurrentEvents } from '../../../../functions/analysis/estimand/intercurrent-events.ts'
import type { StoredEvent, StoredRows } from '../../../../functions/analysis/timeline/as-of.ts'
import type { ClinicalEventDetail } from '../../../../surveys/study/clinical-event.ts'
import {
  DEFAULT_EVENTS,
  type IntercurrentEventKind,
  type Strategy,
} from '../../../../surveys/study/estimand.ts'
import { SMALL_STUDY } from '../../../support/cohorts.ts'
import { marchDay, timelineRows } from '../../../support/one-timeline.ts'
import { measure } from '../../../support/timelines.ts'

const OF = { study: 'study', site: 'harbor', participant: 'harbor-00000001' }
const STUDY = { ...SMALL_STUDY, baseline: 'baseline', courses: { gapDays: 60, baselineDays: 30 } }
const MEASURES = new Map([measure('pain/now', 'higher-is-worse')])
const LATE = marchDay(400)
const RESCUE: ClinicalEventDetail = { kind: 'rescue-treatment', treatment: 'opioid' }

type Happening = {
  readonly on: number
  readonly event: ClinicalEventDetail
  readonly recordedOn?: number
  readonly voidedOn?: number
}

/** Treated on day 0 and on further days; pain 8 before, 3 on day 14 and on day 28. */
function buildRows(happenings: readonly Happening[], furtherTreatments: readonly number[] = []): StoredRows {
  const visits = [
    { timepoint: 'baseline', day: -3, scores: { 'pain@1.0.0/now': '8' } },
    { timepoint: 'day-14', day: 14, scores: { 'pain@1.0.0/now': '3' } },
    { timepoint: 'day-28', day: 28, scores: { 'pain@1.0.0/now': '2' } },
    { timepoint: 'day-90', day: 90, scores: { 'pain@1.0.0/now': '3' } },
  ]
  return {
    ...timelineRows(
      OF,
      visits,
      [0, ...furtherTreatments].map((day) => ({ day })),
    ),
    events: happenings.map(
      ({ on, event, recordedOn = on, voidedOn }): StoredEvent => ({
        ...{ participant: OF.participant, at: marchDay(on) },
        entries: [
          { recordedAt: marchDay(recordedOn), event },
          ...(voidedOn === undefined
            ? []
            : [{ recordedAt: marchDay(voidedOn), voided: 'not-happened' as const }]),
        ],
      }),
    ),
  }
}

function build(
  happenings: readonly Happening[],
  { asOf = LATE, treated = [] }: { asOf?: string; treated?: readonly number[] } = {},
): CohortParticipant {
  const people = new Map([[OF.participant, { arm: null, dispositions: [] }]])
  const { participants } = buildCohortSite(STUDY, OF.site, buildRows(happenings, treated), people, asOf)
  return participants[0] as CohortParticipant
}

function findOutcome(
  one: CohortParticipant,
  kind: IntercurrentEventKind,
  strategy: Strategy,
  { timepoint = 'day-28', atMost = 4 } = {},
) {
  const find = createOutcomeFinder(
    {
      definition: { rule: { op: 'level', score: 'pain/now', atMost }, lateAnswers: 'counted' },
      timepoint,
      estimand: { population: 'treated', events: { ...DEFAULT_EVENTS, [kind]: strategy } },
    },
    MEASURES,
    LATE,
  )
  return countDenominators([find(one)])
}

describe('what becomes an intercurrent event', () => {
  test.each<[ClinicalEventDetail, IntercurrentEventKind | null]>([
    [RESCUE, 'rescue-treatment'],
    [{ kind: 'concomitant-treatment', treatment: 'antidepressant' }, 'concomitant-treatment'],
    [{ kind: 'treatment-stopped', reason: 'no-benefit' }, 'stopped-no-benefit'],
    [{ kind: 'treatment-stopped', reason: 'side-effects' }, 'stopped-side-effects'],
    [{ kind: 'treatment-stopped', reason: 'course-complete' }, null],
    [{ kind: 'treatment-stopped', reason: 'other' }, null],
    [
      { kind: 'adverse-event', term: 'nausea', severity: 'severe', serious: false, relation: 'definite' },
      null,
    ],
    [{ kind: 'opioid-dose', morphineEquivalent: 60 }, null],
  ])('%j: %s', (event, kind) => {
    const expected = kind === null ? [] : [{ kind, at: marchDay(10) }]
    expect(listIntercurrentEvents(build([{ on: 10, event }]))).toEqual(expected)
  })

  test('nothing before the first treatment', () => {
    expect(listIntercurrentEvents(build([{ on: -1, event: RESCUE }]))).toEqual([])
  })

  test('each course after the first, where the gap is longer than the study says', () => {
    // Gaps of 60, 61 and 100 days: 60 is no further course.
    const one = build([], { treated: [60, 121, 221] })
    expect(one.courses.map(({ treatedAt }) => treatedAt)).toEqual([
      [marchDay(0), marchDay(60)],
      [marchDay(121)],
      [marchDay(221)],
    ])
    expect(listIntercurrentEvents(one)).toEqual([
      { kind: 'further-course', at: marchDay(121) },
      { kind: 'further-course', at: marchDay(221) },
    ])
  })

  test('in time order, whatever order they were recorded in', () => {
    const stopped: ClinicalEventDetail = { kind: 'treatment-stopped', reason: 'no-benefit' }
    const one = build([
      { on: 20, event: stopped },
      { on: 10, event: RESCUE },
    ])
    expect(listIntercurrentEvents(one).map(({ kind }) => kind)).toEqual([
      'rescue-treatment',
      'stopped-no-benefit',
    ])
  })
})

describe('what each strategy makes of it: 3 on day 14, an event on day 20, 2 on day 28', () => {
  const cases: readonly (readonly [IntercurrentEventKind, ClinicalEventDetail])[] = [
    ['rescue-treatment', RESCUE],
    ['concomitant-treatment', { kind: 'concomitant-treatment', treatment: 'other' }],
    ['stopped-no-benefit', { kind: 'treatment-stopped', reason: 'no-benefit' }],
    ['stopped-side-effects', { kind: 'treatment-stopped', reason: 'side-effects' }],
  ]
  describe.each(cases)('%s', (kind, event) => {
    const one = build([{ on: 20, event }])
    test('composite-not-met: a failure, whatever is answered', () => {
      const counts = findOutcome(one, kind, 'composite-not-met')
      expect(counts).toMatchObject({ due: 1, met: 0, observed: 1, observedMet: 0 })
      expect([...counts.failedBy]).toEqual([[kind, 1]])
    })
    test('treatment-policy: the answer on day 28 counts', () => {
      expect(findOutcome(one, kind, 'treatment-policy')).toMatchObject({ due: 1, met: 1, observed: 1 })
    })
    test('while-on-treatment: the last answer before it counts', () => {
      // 3 before the event, 2 at the endpoint: at most 2 is met at the endpoint alone.
      const strict = { atMost: 2 }
      expect(findOutcome(one, kind, 'treatment-policy', strict)).toMatchObject({ met: 1, observed: 1 })
      expect(findOutcome(one, kind, 'while-on-treatment', strict)).toMatchObject({ met: 0, observed: 1 })
    })
    test('hypothetical: the answer after it is set aside, and may be imputed', () => {
      expect(findOutcome(one, kind, 'hypothetical')).toMatchObject({
        due: 1,
        met: 0,
        observed: 0,
        bestMet: 1,
      })
    })
    test('after the endpoint: nothing', () => {
      const later = build([{ on: 29, event }])
      expect(findOutcome(later, kind, 'composite-not-met')).toMatchObject({ met: 1, observed: 1 })
    })
  })

  test('a further course on day 70, before the endpoint on day 90', () => {
    const one = build([], { treated: [70] })
    const at = { timepoint: 'day-90' }
    expect(findOutcome(one, 'further-course', 'composite-not-met', at)).toMatchObject({ due: 1, met: 0 })
    expect(findOutcome(one, 'further-course', 'treatment-policy', at)).toMatchObject({ due: 1, met: 1 })
    expect(findOutcome(one, 'further-course', 'hypothetical', at)).toMatchObject({ met: 0, observed: 0 })
    // On day 28 it was 2, on day 90 it is 3.
    const strict = { ...at, atMost: 2 }
    expect(findOutcome(one, 'further-course', 'while-on-treatment', strict)).toMatchObject({ met: 1 })
    expect(findOutcome(one, 'further-course', 'treatment-policy', strict)).toMatchObject({ met: 0 })
  })
})

describe('what was known at an instant', () => {
  test('an event that is recorded later changes nothing of an earlier instant', () => {
    const late = [{ on: 20, event: RESCUE, recordedOn: 50 }]
    expect(listIntercurrentEvents(build(late, { asOf: marchDay(49.9) }))).toEqual([])
    expect(listIntercurrentEvents(build(late, { asOf: marchDay(50) }))).toHaveLength(1)
  })

  test('an event that was voided counts no more from then on, and still at instants before', () => {
    const voided = [{ on: 20, event: RESCUE, voidedOn: 60 }]
    expect(listIntercurrentEvents(build(voided, { asOf: marchDay(59.9) }))).toHaveLength(1)
    expect(listIntercurrentEvents(build(voided, { asOf: marchDay(60) }))).toEqual([])
    expect(findOutcome(build(voided), 'rescue-treatment', 'composite-not-met')).toMatchObject({ met: 1 })
  })
})
