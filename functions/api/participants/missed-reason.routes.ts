import { recordMissedReasonContract } from '../../../web/api/participants/missed-reason.ts'
import { buildAssessmentScope } from '../../platform/core/scope.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { formatMissedReason } from '../../records/assessment/missed-reason.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import { type MissedReasonDeps, recordMissedReason } from '../../workflows/calls/record-missed-reason.ts'

/** Why questions were missed or answered late. */
export function createMissedReasonRoutes(deps: MissedReasonDeps) {
  return createContractRoutes<StaffEnv>().answer(recordMissedReasonContract, async (c) => {
    const params = c.req.valid('param')
    const body = c.req.valid('json')
    const membership = await requireMembership(deps, c.var.person, params.study, params)
    const scope = buildAssessmentScope(requireParticipant(membership, params.participant), params.timepoint)
    const by = requirePower(membership, 'settle')
    const result = await recordMissedReason(deps, scope, body.reason, by)
    if (result === 'nobody') throw buildNotFound()
    const { entry } = result
    return c.json(
      { timepoint: params.timepoint, missedReason: entry ? formatMissedReason(entry) : null },
      200,
    )
  })
}
