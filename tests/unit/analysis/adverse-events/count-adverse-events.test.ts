import { describe, expect, test } from 'vitest'
import { countAdverseEvents } from '../../../../functions/analysis/adverse-events/count-adverse-events.ts'
import type { CohortParticipant } from '../../../../functions/analysis/cohort/cohort.ts'
import type { ClinicalEventDetail } from '../../../../surveys/study/clinical-event.ts'
import { onDay } from '../../../support/timelines.ts'

type AdverseEvent = Extract<ClinicalEventDetail, { kind: 'adverse-event' }>
const nausea = (part: Partial<AdverseEvent> = {}): AdverseEvent => ({
  ...({ kind: 'adverse-event', term: 'nausea', severity: 'mild', serious: false, relation: 'none' } as const),
  ...part,
})

/** Treated on day 0, where they are treated at all. */
const person = (events: readonly (readonly [number, ClinicalEventDetail])[], isTreated = true) =>
  ({
    timeline: { followUps: [], baseline: undefined, timeZone: 'UTC', treatedAt: isTreated ? [onDay(0)] : [] },
    events: events.map(([day, event]) => ({ participant: 'harbor-1', at: onDay(day), event })),
  }) satisfies Pick<CohortParticipant, 'events' | 'timeline'>

const NONE = { mild: 0, moderate: 0, severe: 0, 'life-threatening': 0, fatal: 0 }

describe('adverse events', () => {
  test('are none without participants', () => {
    expect(countAdverseEvents([], true)).toEqual({
      ...{ participants: 0, withEvent: 0, withSerious: 0, withRelated: 0, terms: [] },
    })
  })

  test('count each participant once for each term, by the worst severity', () => {
    const counts = countAdverseEvents(
      [
        person([
          [1, nausea()],
          [8, nausea({ severity: 'severe' })],
          [9, nausea({ severity: 'moderate' })],
          [9, nausea({ term: 'dissociation', relation: 'definite' })],
        ]),
        person([[2, nausea({ relation: 'possible' })]]),
        person([]),
      ],
      true,
    )
    expect(counts).toEqual({
      ...{ participants: 3, withEvent: 2, withSerious: 0, withRelated: 2 },
      terms: [
        {
          ...{ term: 'nausea', participants: 2, worst: { ...NONE, mild: 1, severe: 1 } },
          ...{ serious: 0, related: 1 },
        },
        {
          ...{ term: 'dissociation', participants: 1, worst: { ...NONE, mild: 1 } },
          ...{ serious: 0, related: 1 },
        },
      ],
    })
  })

  test('serious is apart from severe: a participant is counted by any of their events', () => {
    const counts = countAdverseEvents(
      [
        person([
          [1, nausea({ severity: 'severe' })],
          [2, nausea({ serious: true })],
        ]),
      ],
      true,
    )
    expect(counts.withSerious).toBe(1)
    expect(counts.terms[0]).toMatchObject({ serious: 1, worst: { ...NONE, severe: 1 } })
  })

  test('before the first treatment do not count, and neither do people who were never treated', () => {
    const people = [
      person([
        [-1, nausea()],
        [0, nausea({ term: 'headache' })],
      ]),
      person([[1, nausea()]], false),
    ]
    expect(countAdverseEvents(people, true)).toMatchObject({
      ...{ participants: 1, withEvent: 1 },
      terms: [{ term: 'headache' }],
    })
    expect(countAdverseEvents(people, false)).toMatchObject({
      ...{ participants: 2, withEvent: 2 },
      terms: [
        { term: 'headache', participants: 1 },
        { term: 'nausea', participants: 1 },
      ],
    })
  })

  test('are not the other clinical events', () => {
    const counts = countAdverseEvents(
      [person([[1, { kind: 'rescue-treatment', treatment: 'opioid' }]])],
      true,
    )
    expect(counts).toMatchObject({ withEvent: 0, terms: [] })
  })
})
