import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Cohort, cohortSite } from '../../analysis/cohort/cohort.ts'
import type { StoredPerson } from '../../analysis/timeline/as-of.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import type { AssignmentStore } from '../../records/assessment/assessment.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { dispositionsOf } from '../../records/participant/participant.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'

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
