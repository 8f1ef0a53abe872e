import type { ResponderRateQuery, ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { Clock } from '../../platform/core/clock.ts'
import type { Log } from '../../platform/core/log.ts'
import type { TokenVerifier } from '../../platform/http/tokens.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { ParticipantRecordStore } from '../../records/participant/participant-record.store.ts'
import type { AuthoriseDeps, StudyMember } from '../access/staff-access.ts'
import { buildUnknownName, requireFollowUp, resolveAsOf } from './analysis-request.ts'
import { readResponderRate } from './read-responder-rate.ts'

/** @throws ProblemError 422 for a definition or timepoint that the study does not have, and an instant to come */
export async function readRequestedResponderRate(
  deps: ResponderRateRouteDeps,
  { member, study }: StudyMember,
  query: ResponderRateQuery,
): Promise<ResponderRateReply> {
  const definition = study.responderDefinitions.find(({ id }) => id === query.definition)
  if (!definition) throw buildUnknownName('?definition', 'must be a responder definition of the study')
  requireFollowUp(study, query.timepoint)
  const { timepoint, rateMethod: method, tau2, interval, prediction } = query
  const question = { definition, timepoint, pooling: { method, tau2, interval, prediction } }
  return readResponderRate(deps, member, study, question, resolveAsOf(deps.clock, query.asOf))
}

export type ResponderRateRouteDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly log: Log
  readonly tokens: TokenVerifier
  readonly participants: ParticipantStore
  readonly assessments: AssessmentStore
  readonly participantRecords: ParticipantRecordStore
}
