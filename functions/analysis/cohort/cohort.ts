import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'
import type { AttributeCodes } from '../../records/participant/participant-attributes.ts'
import { type Course, listCourses } from '../course/courses.ts'
import {
  filterAsOf,
  findPersonAsOf,
  type KnownEvent,
  type StoredParticipantStatus,
  type StoredRows,
} from '../timeline/as-of.ts'
import {
  buildTimelines,
  findSiteTimeZone,
  type KnownAssessment,
  type Timeline,
  type TimelinePoint,
  type TimelineRows,
} from '../timeline/timeline.ts'

/** Everybody of some sites of a study, as they stand at an instant. */
export type Cohort = {
  /** ISO instant with milliseconds: the same one gives the same numbers, whatever is recorded later. */
  readonly asOf: string
  readonly sites: readonly CohortSite[]
  /** The sites before a filter took participants away; left out where none did. See `filterCohort`. */
  readonly everybody?: readonly CohortSite[]
}

export type CohortSite = {
  readonly site: string
  readonly participants: readonly CohortParticipant[]
  /** What it was made of, as it was known at the instant. */
  readonly rows: TimelineRows
}

export type CohortParticipant = {
  readonly participant: string
  readonly site: string
  readonly arm: string | null
  readonly ended: ParticipationEnd | null
  /** Attributes as they were recorded at the instant; one that is missing is not among them. */
  readonly attributes: AttributeCodes
  readonly assessments: readonly KnownAssessment[]
  readonly timeline: Timeline
  /** Clinical events that stand. */
  readonly events: readonly KnownEvent[]
  readonly courses: readonly Course[]
}

/**
 * One site from its rows: pure. In the order of the participants' ids, whatever the order of the rows.
 */
export function buildCohortSite(
  study: StudyDefinition,
  site: string,
  rows: StoredRows,
  people: ReadonlyMap<string, StoredParticipantStatus>,
  asOf: string,
): CohortSite {
  const { events, ...known } = filterAsOf(rows, asOf)
  const eventsOf = Map.groupBy(events, ({ participant }) => participant)
  const participants = Array.from(
    buildTimelines(study, known, asOf, findSiteTimeZone(study, site)),
    (one) => ({
      ...{ ...one, site },
      events: eventsOf.get(one.participant) ?? NO_EVENTS,
      courses: listCourses(one.timeline, study.courses),
      ...findPersonAsOf(people.get(one.participant) ?? UNKNOWN_PARTICIPANT, asOf),
    }),
  )
  return { site, participants, rows: known }
}

/** The baseline of everybody who has one, whom a filter took away too: what a spread is of. */
export function listBaselines({ sites, everybody }: Cohort): readonly TimelinePoint[] {
  return (everybody ?? sites).flatMap(({ participants }) =>
    participants.flatMap(({ timeline }) => timeline.baseline ?? []),
  )
}

const NO_EVENTS: readonly never[] = []

const UNKNOWN_PARTICIPANT: StoredParticipantStatus = { arm: null, dispositions: [] }
