import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { getTrajectory } from '../../../web/api/participants/trajectory.ts'
import { computeParticipantTrajectory } from '../../analysis/trajectory/participant-trajectory.ts'
import type { Clock } from '../../platform/core/clock.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { EventRecordStore } from '../../records/clinical-event/event-record.store.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requireMembership,
  requireParticipant,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import { resolveAsOf } from '../../workflows/analyses/analysis-request.ts'

export type TrajectoryDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly assessments: Pick<AssessmentStore, 'listByParticipant'>
  readonly participantRecords: Pick<EventRecordStore, 'find'>
}

/** For members of the participant's site, of nobody else. */
export function createTrajectoryRoutes(deps: TrajectoryDeps) {
  return createContractRoutes<StaffEnv>().answer(getTrajectory, async (c) => {
    const params = c.req.valid('param')
    const query = c.req.valid('query')
    const membership = await requireMembership(deps, c.var.person, params.study, params)
    const scope = requireParticipant(membership, params.participant)
    const asOf = resolveAsOf(deps.clock, query.asOf)
    const [assessments, { participant, sheets, treatments, events }] = await Promise.all([
      deps.assessments.listByParticipant(scope),
      deps.participantRecords.find(scope),
    ])
    if (!participant) throw buildNotFound()
    const { study, library } = membership
    const measures = buildStudyMeasures(study, library)
    const rows = { participant: params.participant, assessments, sheets, treatments, events }
    return c.json(
      computeParticipantTrajectory(study, measures, rows, { asOf, baselineRule: query.baselineRule }),
      200,
    )
  })
}
