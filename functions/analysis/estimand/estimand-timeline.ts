import type { Estimand, IntercurrentEventKind } from '../../../surveys/study/estimand.ts'
import type { CohortParticipant } from '../cohort/cohort.ts'
import type { Timeline, TimelinePoint } from '../timeline/timeline.ts'
import { listIntercurrentEvents } from './intercurrent-events.ts'

/** A participant's timeline as an estimand reads it. */
export type EstimandTimeline = {
  readonly timeline: Timeline
  /** Where the outcome is read: the endpoint's timepoint, or the last one answered before an event. */
  readonly timepoint: string
  /** The event that is a failure by itself; `null` without one. */
  readonly failedBy: IntercurrentEventKind | null
}

/**
 * Applies the strategies to what happened up to the endpoint.
 *
 * Assessments that were cancelled when the participation ended stand as missed at the time at which they were due: nobody
 * leaves the denominator by leaving the study.
 */
export function applyStrategies(
  participant: CohortParticipant,
  timepoint: string,
  { events: strategies }: Pick<Estimand, 'events'>,
): EstimandTimeline {
  const timeline = restoreCancelled(participant)
  const endpoint = timeline.followUps.find((point) => point.timepoint === timepoint)
  const events = listIntercurrentEvents(participant).filter(({ at }) => at <= (endpoint?.at ?? at))
  const findFirst = (strategy: Estimand['events'][IntercurrentEventKind]) =>
    events.find(({ kind }) => strategies[kind] === strategy)
  const failedBy = findFirst('composite-not-met')?.kind ?? null
  const lastOn = findFirst('while-on-treatment')
  const setAside = findFirst('hypothetical')
  return {
    failedBy,
    timeline: setAside === undefined ? timeline : setAsideAnswers(timeline, setAside.at),
    timepoint: lastOn === undefined ? timepoint : (findLastAnswered(timeline, lastOn.at) ?? timepoint),
  }
}

function restoreCancelled({ timeline, assessments, ended }: CohortParticipant): Timeline {
  const cancelled = ended === null ? [] : assessments.filter(({ progress }) => progress === 'cancelled')
  if (cancelled.length === 0) return timeline
  const missed = cancelled.map(
    ({ timepoint, dueAt: at }): TimelinePoint => ({
      timepoint,
      at,
      standing: 'missed',
      late: false,
      scores: [],
    }),
  )
  const followUps = [...timeline.followUps, ...missed].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
  return { ...timeline, followUps }
}

function setAsideAnswers(timeline: Timeline, from: string): Timeline {
  return {
    ...timeline,
    followUps: timeline.followUps.map((point) =>
      point.at > from && point.standing === 'answered' ? { ...point, standing: 'missed', scores: [] } : point,
    ),
  }
}

function findLastAnswered({ followUps }: Timeline, until: string): string | undefined {
  return followUps.findLast(({ standing, at }) => standing === 'answered' && at <= until)?.timepoint
}
