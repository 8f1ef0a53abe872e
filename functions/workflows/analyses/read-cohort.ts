import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildCohortSite, type Cohort } from '../../analysis/cohort/cohort.ts'
import type { StoredParticipantStatus } from '../../analysis/timeline/as-of.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { listDispositions } from '../../records/participant/participant.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'

export type CohortDeps = {
  readonly participants: Pick<ParticipantStore, 'readPage'>
  readonly assessments: Pick<AssessmentStore, 'listBySite'>
  readonly scores: Pick<ScoreStore, 'listAllBySite'>
  readonly treatments: Pick<TreatmentStore, 'listAllBySite'>
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
      const [people, assessments, sheets, treatments] = await Promise.all([
        readPeople(deps.participants, scope),
        deps.assessments.listBySite(scope),
        deps.scores.listAllBySite(scope),
        deps.treatments.listAllBySite(scope),
      ])
      const isOwn = ownSites.includes(scope.site)
      return buildCohortSite(study, scope.site, { assessments, sheets, treatments }, people, asOf, isOwn)
    }),
  )
  return { asOf, sites }
}

const PAGE_SIZE = 500

async function readPeople(
  store: CohortDeps['participants'],
  scope: SiteScope,
): Promise<Map<string, StoredParticipantStatus>> {
  const people = new Map<string, StoredParticipantStatus>()
  let after: string | undefined
  do {
    const page = await store.readPage(scope, after, PAGE_SIZE)
    for (const one of page.participants)
      people.set(one.participant, { arm: one.arm ?? null, dispositions: listDispositions(one) })
    after = page.next
  } while (after !== undefined)
  return people
}
