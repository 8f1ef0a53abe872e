import { measuresFor } from '../../../surveys/study/measures.ts'
import { getParticipantResponse } from '../../../web/api/participants/trajectory.ts'
import { participantResponse } from '../../analysis/trajectory/participant-trajectory.ts'
import type { Clock } from '../../platform/core/clock.ts'
import { bindContract, createContractRoutes } from '../../platform/http/bind-contract.ts'
import type { AssignmentStore } from '../../records/assessment/assessment.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'
import {
  type AuthoriseDeps,
  memberOf,
  notFound,
  participantOf,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import { asOfAsked } from '../../workflows/analyses/analysis-request.ts'

export type ParticipantResponseDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly participants: Pick<ParticipantStore, 'find'>
  readonly assignments: Pick<AssignmentStore, 'ofParticipant'>
  readonly scores: Pick<ScoreStore, 'everyOfParticipant'>
  readonly treatments: Pick<TreatmentStore, 'everyOfParticipant'>
}

/** For members of the participant's site, of nobody else. */
export function participantResponseRoutes(deps: ParticipantResponseDeps) {
  return createContractRoutes<StaffEnv>().openapi(bindContract(getParticipantResponse), async (c) => {
    const params = c.req.valid('param')
    const query = c.req.valid('query')
    const membership = await memberOf(deps, c.var.person, params.study)
    const scope = participantOf(membership, params.participant)
    if (!(await deps.participants.find(scope))) throw notFound()
    const asOf = asOfAsked(deps.clock, query.asOf)
    const [assignments, sheets, treatments] = await Promise.all([
      deps.assignments.ofParticipant(scope),
      deps.scores.everyOfParticipant(scope),
      deps.treatments.everyOfParticipant(scope),
    ])
    const { study } = membership
    const measures = measuresFor(study, deps.library)
    const rows = { participant: params.participant, assignments, sheets, treatments }
    return c.json(participantResponse(study, measures, rows, { asOf, baselineRule: query.baselineRule }), 200)
  })
}
