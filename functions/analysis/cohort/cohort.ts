import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Ended } from '../../records/participant/participant.ts'
import { rowsTold } from '../disclosure/released-rows.ts'
import { personAt, type StoredPerson, type StoredRows } from '../timeline/as-of.ts'
import { type Course, type CourseRows, eachCourse, type KnownAssignment } from '../timeline/timeline.ts'

/** Everybody of some sites of a study, as they stand at an instant. */
export type Cohort = {
  /** ISO instant with milliseconds: the same one gives the same numbers, whatever is recorded later. */
  readonly asOf: string
  readonly sites: readonly CohortSite[]
}

export type CohortSite = {
  readonly site: string
  readonly participants: readonly CohortParticipant[]
  /** What it was made of, as it was known at the instant. */
  readonly rows: CourseRows
}

export type CohortParticipant = {
  readonly participant: string
  readonly site: string
  readonly arm: string | null
  readonly ended: Ended | null
  readonly assignments: readonly KnownAssignment[]
  readonly course: Course
}

/**
 * One site from its rows: pure. In the order of the participants' ids, whatever the order of the rows.
 * @param isOwn whether it is a site of who looks, and is told whole
 */
export function cohortSite(
  study: StudyDefinition,
  site: string,
  rows: StoredRows,
  people: ReadonlyMap<string, StoredPerson>,
  asOf: string,
  isOwn: boolean,
): CohortSite {
  const known = rowsTold(rows, study, { asOf, isOwn })
  const participants = Array.from(eachCourse(study, known, asOf), (one) => ({
    ...{ ...one, site },
    ...personAt(people.get(one.participant) ?? NOBODY, asOf),
  }))
  return { site, participants, rows: known }
}

const NOBODY: StoredPerson = { arm: null, dispositions: [] }
