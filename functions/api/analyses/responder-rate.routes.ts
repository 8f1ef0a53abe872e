import { getResponderRate, getScores } from '../../../web/api/analyses/responder-rate.ts'
import { computeParticipantScores } from '../../analysis/trajectory/participant-scores.ts'
import { CSV_TYPE } from '../../interchange/csv/format-csv.ts'
import {
  formatResponderRateCsv,
  formatResponderRateFileName,
} from '../../interchange/csv/responder-rate-csv.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import type { ParticipantRecordStore } from '../../records/participant/participant-record.store.ts'
import { splitSuperseded } from '../../records/score/superseded-scores.ts'
import { isStanding } from '../../records/treatment/treatment.store.ts'
import type { StaffEnv } from '../../workflows/access/staff-access.ts'
import { buildNotFound, requireMembership, requireParticipant } from '../../workflows/access/staff-access.ts'
import type { AnalysisDeps } from '../../workflows/analyses/analysis-request.ts'
import { readResponderRate } from '../../workflows/analyses/read-responder-rate.ts'

/** What reading rates and one participant's scores takes. */
export type ResponderRateDeps = AnalysisDeps & {
  readonly assessments: Pick<AssessmentStore, 'listBySite' | 'listByParticipant'>
  readonly participantRecords: Pick<ParticipantRecordStore, 'readSite' | 'find'>
}

/** Scores and outcomes: reads the Study table only. */
export function createResponderRateRoutes(deps: ResponderRateDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(getResponderRate, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study)
      const outcome = await readResponderRate(deps, membership, query)
      if (query.format === 'json') return c.json(outcome, 200)
      c.header('content-disposition', `attachment; filename="${formatResponderRateFileName(query)}"`)
      return replyOtherwise(
        c.body(formatResponderRateCsv(outcome, { isForSpreadsheet: query.format === 'spreadsheet' }), 200, {
          'content-type': CSV_TYPE,
        }),
      )
    })
    .answer(getScores, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      const [assessments, { participant, sheets: everySheet, treatments: everyTreatment }] =
        await Promise.all([deps.assessments.listByParticipant(scope), deps.participantRecords.find(scope)])
      if (!participant) throw buildNotFound()
      const treatments = everyTreatment.filter(isStanding)
      const now = deps.clock.now()
      const outcome = computeParticipantScores(
        membership.study,
        membership.library,
        { assessments, treatments, ...splitSuperseded(everySheet) },
        now,
      )
      return c.json({ participant: params.participant, asOf: formatIso(now), ...outcome }, 200)
    })
}
