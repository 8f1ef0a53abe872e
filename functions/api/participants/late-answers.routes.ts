import { decideLateAnswersContract } from '../../../web/api/participants/late-answers.ts'
import { buildAssessmentScope } from '../../platform/core/scope.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import type { ResponseDeps } from '../../workflows/responses/response.deps.ts'

export type LateAnswersDeps = StaffDeps & ResponseDeps

/** What arrived after a window had closed: taken in, or left out. */
export function createLateAnswersRoutes(deps: LateAnswersDeps) {
  return createContractRoutes<StaffEnv>().answer(decideLateAnswersContract, async (c) => {
    const params = c.req.valid('param')
    const { decision } = c.req.valid('json')
    const membership = await requireMembership(deps, c.var.person, params.study, params)
    const scope = buildAssessmentScope(requireParticipant(membership, params.participant), params.timepoint)
    const by = requirePower(membership, 'settle')
    // Scoring is loaded with the first decision.
    const { decideLateAnswers } = await import('../../workflows/responses/decide-late-answers.ts')
    const decided = await decideLateAnswers(deps, scope, decision, by)
    if (decided === 'nobody') throw buildNotFound()
    return c.json({ timepoint: params.timepoint, decided }, 200)
  })
}
