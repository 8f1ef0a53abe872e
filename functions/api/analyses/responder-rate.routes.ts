import { getOutcomes, getScores } from '../../../web/api/analyses/responder-rate.ts'
import { participantOutcome } from '../../analysis/trajectory/participant-scores.ts'
import { outcomeCsv, outcomeFileName } from '../../interchange/csv/responder-rate-csv.ts'
import { isoOf } from '../../platform/core/clock.ts'
import { bindContract, createContractRoutes, replyOtherwise } from '../../platform/http/bind-contract.ts'
import { inForceAndSuperseded } from '../../records/score/superseded-scores.ts'
import type { StaffEnv } from '../../workflows/access/staff-access.ts'
import { memberOf, notFound, participantOf } from '../../workflows/access/staff-access.ts'
import { type OutcomeRouteDeps, outcomeAsked } from '../../workflows/analyses/compute-responder-rate.ts'

/** Scores and outcomes: reads the Study table only. */
export function outcomeRoutes(deps: OutcomeRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .openapi(bindContract(getOutcomes), async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await memberOf(deps, c.var.person, params.study)
      const outcome = await outcomeAsked(deps, membership, query)
      if (query.format === 'json') return c.json(outcome, 200)
      c.header('content-disposition', `attachment; filename="${outcomeFileName(query)}"`)
      return replyOtherwise(c.body(outcomeCsv(outcome), 200, { 'content-type': 'text/csv; charset=utf-8' }))
    })
    .openapi(bindContract(getScores), async (c) => {
      const params = c.req.valid('param')
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = participantOf(membership, params.participant)
      if (!(await deps.participants.find(scope))) throw notFound()
      const [assignments, everySheet, treatments] = await Promise.all([
        deps.assignments.ofParticipant(scope),
        deps.scores.everyOfParticipant(scope),
        deps.treatments.ofParticipant(scope),
      ])
      const now = deps.clock.now()
      const outcome = participantOutcome(
        membership.study,
        deps.library,
        { assignments, treatments, ...inForceAndSuperseded(everySheet) },
        now,
      )
      return c.json({ participant: params.participant, asOf: isoOf(now), ...outcome }, 200)
    })
}
