import type { StudyDefinition } from '../../surveys/study/definition.ts'
import type { AssignmentStore } from '../assignment/assignment.store.ts'
import type { Assignment } from '../assignment/assignment.ts'
import type { ParticipantStore } from '../participant/participant.store.ts'
import type { Ended } from '../participant/participant.ts'
import type { SiteScope } from '../platform/scope.ts'
import type { ScoreStore } from '../score/score.store.ts'
import type { TreatmentStore } from '../treatment/treatment.store.ts'
import { type Course, type CourseRows, eachCourse } from './responder/course.ts'

/** Everybody of some sites of a study, as they stand at an instant. */
export type Cohort = {
  /** ISO instant with milliseconds: the same one over the same data gives the same numbers. */
  readonly asOf: string
  readonly sites: readonly CohortSite[]
}

export type CohortSite = {
  readonly site: string
  readonly participants: readonly CohortParticipant[]
  /** What it was made of, as it was known at the instant. */
  readonly rows: CourseRows
}

/** What is known of a participant beside their rows. */
export type Person = { readonly arm: string | null; readonly ended: Ended | null }

export type CohortParticipant = {
  readonly participant: string
  readonly site: string
  readonly arm: string | null
  readonly ended: Ended | null
  readonly assignments: readonly Assignment[]
  readonly course: Course
}

export type CohortDeps = {
  readonly participants: Pick<ParticipantStore, 'page'>
  readonly assignments: Pick<AssignmentStore, 'ofSite'>
  readonly scores: Pick<ScoreStore, 'ofSite'>
  readonly treatments: Pick<TreatmentStore, 'ofSite'>
}

export async function readCohort(
  deps: CohortDeps,
  study: StudyDefinition,
  scopes: readonly SiteScope[],
  asOf: string,
): Promise<Cohort> {
  const sites = await Promise.all(
    scopes.map(async (scope) => {
      const [people, assignments, sheets, treatments] = await Promise.all([
        peopleOf(deps.participants, scope),
        deps.assignments.ofSite(scope),
        deps.scores.ofSite(scope),
        deps.treatments.ofSite(scope),
      ])
      return cohortSite(study, scope.site, { assignments, sheets, treatments }, people, asOf)
    }),
  )
  return { asOf, sites }
}

/** One site from its rows: pure. In the order of the participants' ids, whatever the order of the rows. */
export function cohortSite(
  study: StudyDefinition,
  site: string,
  rows: CourseRows,
  people: ReadonlyMap<string, Person>,
  asOf: string,
): CohortSite {
  const known = knownAt(rows, asOf)
  const participants = Array.from(eachCourse(study, known, asOf), (one) => ({
    ...{ ...one, site, arm: people.get(one.participant)?.arm ?? null },
    ended: endedBy(people.get(one.participant)?.ended, asOf),
  }))
  return { site, participants, rows: known }
}

/**
 * What was known at an instant: no answer and no treatment that came later. What was planned is as it is planned now, and a
 * treatment that was taken back since is gone.
 */
export function knownAt({ assignments, sheets, treatments }: CourseRows, asOf: string): CourseRows {
  return {
    assignments: assignments.map((assignment) => {
      const { completedAt, startedAt, progress } = assignment
      if (progress !== 'completed' || completedAt === undefined || completedAt <= asOf) return assignment
      return {
        ...assignment,
        progress: startedAt !== undefined && startedAt <= asOf ? 'started' : 'untouched',
      }
    }),
    sheets: sheets.filter(({ answeredAt }) => answeredAt <= asOf),
    treatments: treatments.filter(({ recordedAt }) => recordedAt <= asOf),
  }
}

const PAGE = 500

function endedBy(ended: Ended | null | undefined, asOf: string): Ended | null {
  return ended && ended.recordedAt <= asOf ? ended : null
}

async function peopleOf(store: CohortDeps['participants'], scope: SiteScope): Promise<Map<string, Person>> {
  const people = new Map<string, Person>()
  let after: string | undefined
  do {
    const page = await store.page(scope, after, PAGE)
    for (const { participant, arm = null, ended = null } of page.participants)
      people.set(participant, { arm, ended })
    after = page.next
  } while (after !== undefined)
  return people
}
