import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { discloseRows } from '../../analysis/disclosure/released-rows.ts'
import {
  computeResponderRateFromRows,
  type ResponderRateQuestion,
} from '../../analysis/responder-rate/responder-rate.ts'
import { listPoolingScopes, type Member } from '../../platform/core/scope.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { ParticipantRecordStore } from '../../records/participant/participant-record.store.ts'

export type ResponderRateDeps = {
  readonly library: Library
  readonly assessments: Pick<AssessmentStore, 'listBySite' | 'listByParticipant'>
  readonly participantRecords: ParticipantRecordStore
}

/**
 * Reads every site of the study and says what this member may see of it. Rates are of the assessable.
 * @param asOf ISO instant with milliseconds, not in the future
 */
export async function readResponderRate(
  deps: ResponderRateDeps,
  member: Member,
  study: StudyDefinition,
  question: ResponderRateQuestion,
  asOf: string,
): Promise<ResponderRateReply> {
  const measures = buildStudyMeasures(study, deps.library)
  const scopes = listPoolingScopes(
    member,
    study.sites.map(({ id }) => id),
  )
  const sites = await Promise.all(
    scopes.map(async (scope) => {
      const [assessments, { sheets, treatments }] = await Promise.all([
        deps.assessments.listBySite(scope),
        deps.participantRecords.readSite(scope),
      ])
      const stored = { assessments, sheets, treatments }
      const isOwn = member.sites.includes(scope.site)
      return { site: scope.site, rows: discloseRows(stored, study, { asOf, isOwn }) }
    }),
  )
  return computeResponderRateFromRows(sites, member, study, measures, question, asOf)
}
