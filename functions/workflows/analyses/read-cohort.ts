import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildCohortSite, type Cohort, type CohortSite } from '../../analysis/cohort/cohort.ts'
import type { StoredParticipantStatus } from '../../analysis/timeline/as-of.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { EventRecordStore } from '../../records/clinical-event/event-record.store.ts'
import { listDispositions, type Participant } from '../../records/participant/participant.ts'

export type CohortDeps = {
  readonly assessments: Pick<AssessmentStore, 'listBySite'>
  readonly participantRecords: Pick<EventRecordStore, 'readSite'>
}

/** Stands for every arm in a study that is read without them: that somebody was allocated counts, and to what is hidden. */
const HIDDEN_ARM = 'hidden'

/**
 * The participants of those sites as they stood at an instant.
 *
 * @param study without arms as who is blinded reads it: what comes of it then differs in no way by arm
 * @param asOf ISO instant with milliseconds
 */
export async function readCohort(
  deps: CohortDeps,
  study: StudyDefinition,
  scopes: readonly SiteScope[],
  asOf: string,
): Promise<Cohort> {
  const sites = await Promise.all(
    scopes.map(async (scope) => (await readCohortSite(deps, study, scope, asOf)).site),
  )
  return { asOf, sites }
}

/** The same of one site, with all who were ever enrolled there: somebody for whom nothing was planned yet is in no cohort. */
export async function readCohortSite(
  deps: CohortDeps,
  study: StudyDefinition,
  scope: SiteScope,
  asOf: string,
): Promise<{
  readonly site: CohortSite
  readonly participants: readonly Participant[]
  /** What is stored of them beside their rows, by study ID. */
  readonly statuses: ReadonlyMap<string, StoredParticipantStatus>
}> {
  const [assessments, { participants, sheets, treatments, events }] = await Promise.all([
    deps.assessments.listBySite(scope),
    deps.participantRecords.readSite(scope),
  ])
  const statuses = buildStatuses(study, participants)
  const rows = { assessments, sheets, treatments, events }
  return { site: buildCohortSite(study, scope.site, rows, statuses, asOf), participants, statuses }
}

/** What is stored of participants beside their rows, by study ID. */
export function buildStatuses(
  study: StudyDefinition,
  participants: readonly Participant[],
): Map<string, StoredParticipantStatus> {
  return new Map(
    participants.map((one) => [
      one.participant,
      { arm: findArm(study, one), dispositions: listDispositions(one), attributes: one.attributes },
    ]),
  )
}

function findArm({ arms }: StudyDefinition, { arm }: Participant): string | null {
  if (arm === undefined) return null
  return arms.length > 0 ? arm : HIDDEN_ARM
}
