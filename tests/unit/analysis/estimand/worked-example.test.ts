import { expect, test } from 'vitest'
import type { CohortParticipant } from '../../../../functions/analysis/cohort/cohort.ts'
import { countDenominators } from '../../../../functions/analysis/estimand/denominators.ts'
import { createOutcomeFinder } from '../../../../functions/analysis/estimand/endpoint-outcome.ts'
import type { KnownAssessment } from '../../../../functions/analysis/timeline/timeline.ts'
import { DEFAULT_EVENTS } from '../../../../surveys/study/estimand.ts'
import {
  EXAMPLE_ESTIMANDS,
  EXAMPLE_PARTICIPANTS,
  type ExampleParticipant,
} from '../../../../web/docs/estimand-example.ts'
import { answered, measure, onDay, without } from '../../../support/timelines.ts'

const MEASURES = new Map([measure('pain/now', 'higher-is-worse')])
const WEEKS = [
  ['week1', 7],
  ['week4', 28],
] as const

function buildParticipant(one: ExampleParticipant): CohortParticipant {
  const { event } = one
  const left = event?.day ?? Number.POSITIVE_INFINITY
  const planned = one.isTreated ? WEEKS : []
  return {
    ...{ participant: one.id, site: 'harbor', arm: null, events: [], courses: [], attributes: new Map() },
    ended:
      event === null
        ? null
        : {
            ...{ how: event.kind, at: onDay(event.day), recordedAt: onDay(event.day) },
            ...(event.kind === 'withdrawn' && { reason: event.reason }),
          },
    assessments: planned.map(
      ([week, day]) =>
        ({
          ...{ participant: one.id, timepoint: `day-${day}`, opensAt: onDay(day - 2) },
          ...{ dueAt: onDay(day), closesAt: onDay(day + 3) },
          progress: one[week] !== null ? 'completed' : day > left ? 'cancelled' : 'untouched',
        }) as KnownAssessment,
    ),
    timeline: {
      baseline: answered(-3, { 'pain/now': String(one.baseline) }),
      followUps: planned.flatMap(([week, day]) => {
        const score = one[week]
        if (score !== null) return [answered(day, { 'pain/now': String(score) })]
        return day > left ? [] : [without(day, 'missed')]
      }),
      treatedAt: one.isTreated ? [onDay(0)] : [],
      timeZone: 'UTC',
    },
  }
}

test.each(EXAMPLE_ESTIMANDS)(
  '$title: as counted by hand in the documentation',
  ({ population, withdrawal, death, rates }) => {
    const events = {
      ...DEFAULT_EVENTS,
      death,
      'withdrawal-no-benefit': withdrawal,
      'withdrawal-other': withdrawal,
    }
    const findOutcome = createOutcomeFinder(
      {
        definition: {
          rule: { op: 'percent-improvement', score: 'pain/now', atLeast: 30 },
          lateAnswers: 'counted',
        },
        ...{ timepoint: 'day-28', estimand: { population, events } },
      },
      MEASURES,
      onDay(100),
    )
    const { due, met, observed, observedMet, bestMet } = countDenominators(
      EXAMPLE_PARTICIPANTS.map((one) => findOutcome(buildParticipant(one))),
    )
    expect([
      [met, due],
      [observedMet, observed],
      [met, due],
      [bestMet, due],
    ]).toEqual(rates)
  },
)
