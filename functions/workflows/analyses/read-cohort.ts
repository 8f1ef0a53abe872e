import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { rowsTold } from '../../analysis/disclosure/released-rows.ts'
import { personAt, type StoredPerson, type StoredRows } from '../../analysis/timeline/as-of.ts'
import {
  type Course,
  type CourseRows,
  eachCourse,
  type KnownAssignment,
} from '../../analysis/timeline/timeline.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import type { AssignmentStore } from '../../records/assessment/assessment.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { dispositionsOf, type Ended } from '../../records/participant/participant.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'

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

export type CohortDeps = {
  readonly participants: Pick<ParticipantStore, 'page'>
  readonly assignments: Pick<AssignmentStore, 'ofSite'>
  readonly scores: Pick<ScoreStore, 'everyOfSite'>
  readonly treatments: Pick<TreatmentStore, 'everyOfSite'>
}

/** @param ownSites whose answers are told whole; of others in groups */
export async function readCohort(
  deps: CohortDeps,
  study: StudyDefinition,
  scopes: readonly SiteScope[],
  ownSites: readonly string[],
  asOf: string,
): Promise<Cohort> {
  const sites = await Promise.all(
    scopes.map(async (scope) => {
      const [people, assignments, sheets, treatments] = await Promise.all([
        peopleOf(deps.participants, scope),
        deps.assignments.ofSite(scope),
        deps.scores.everyOfSite(scope),
        deps.treatments.everyOfSite(scope),
      ])
      const isOwn = ownSites.includes(scope.site)
      return cohortSite(study, scope.site, { assignments, sheets, treatments }, people, asOf, isOwn)
    }),
  )
  return { asOf, sites }
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

const PAGE = 500

async function peopleOf(
  store: CohortDeps['participants'],
  scope: SiteScope,
): Promise<Map<string, StoredPerson>> {
  const people = new Map<string, StoredPerson>()
  let after: string | undefined
  do {
    const page = await store.page(scope, after, PAGE)
    for (const one of page.participants)
      people.set(one.participant, { arm: one.arm ?? null, dispositions: dispositionsOf(one) })
    after = page.next
  } while (after !== undefined)
  return people
}
