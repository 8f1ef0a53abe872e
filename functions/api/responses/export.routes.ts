import type { Library } from '../../../surveys/library/library.ts'
import { exportResponses, exportResponseToFhir } from '../../../web/api/responses/export-responses.ts'
import { fhirBundle } from '../../interchange/fhir/fhir-bundle.ts'
import { answersCsv, exportedAnswers } from '../../interchange/responses/answer-rows.ts'
import { assignmentOf } from '../../platform/core/scope.ts'
import { bindContract, createContractRoutes, replyOtherwise } from '../../platform/http/bind-contract.ts'
import { answeredIn } from '../../records/response/provenance.ts'
import type { ResponsePosition, ResponseStore } from '../../records/response/response.store.ts'
import type { Response } from '../../records/response/response.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import {
  type AuthoriseDeps,
  memberOf,
  notFound,
  participantOf,
  type StaffEnv,
  siteOf,
} from '../../workflows/access/staff-access.ts'

export type ExportDeps = AuthoriseDeps & {
  readonly library: Library
  readonly responses: Pick<ResponseStore, 'find' | 'page'>
  readonly scores: Pick<ScoreStore, 'ofParticipant'>
}

/** Answers, for those who belong to the site that gave them. Reads the Study table only. */
export function exportRoutes(deps: ExportDeps) {
  const { library } = deps
  return createContractRoutes<StaffEnv>()
    .openapi(bindContract(exportResponses), async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const scope = siteOf(await memberOf(deps, c.var.person, params.study), query.site)
      const page = await deps.responses.page(scope, positionOf(query.cursor))
      const next = page.next && `${page.next.participant}/${page.next.timepoint}`
      if (query.format === 'json')
        return c.json({ responses: page.responses.map((one) => reply(library, one)), next }, 200)
      if (next !== null) {
        const further = new URLSearchParams({ site: query.site, format: 'csv', cursor: next })
        c.header('link', `<?${further}>; rel="next"`)
      }
      c.header('content-disposition', `attachment; filename="${params.study}-${query.site}-answers.csv"`)
      return replyOtherwise(
        c.body(answersCsv(library, page.responses), 200, { 'content-type': 'text/csv; charset=utf-8' }),
      )
    })
    .openapi(bindContract(exportResponseToFhir), async (c) => {
      const { study, participant, timepoint } = c.req.valid('param')
      const scope = participantOf(await memberOf(deps, c.var.person, study), participant)
      const [response, sheets] = await Promise.all([
        deps.responses.find(assignmentOf(scope, timepoint)),
        deps.scores.ofParticipant(scope),
      ])
      if (response?.state !== 'submitted') throw notFound()
      const sheet = sheets.find((one) => one.timepoint === timepoint)
      const url = new URL('/api/instruments', c.req.url).href
      return replyOtherwise(
        c.body(JSON.stringify(fhirBundle(library, response, sheet, url)), 200, {
          'content-type': 'application/fhir+json',
        }),
      )
    })
}

function positionOf(cursor: string | undefined): ResponsePosition | null {
  const [participant, timepoint] = cursor?.split('/') ?? []
  return participant !== undefined && timepoint !== undefined ? { participant, timepoint } : null
}

function reply(library: Library, response: Response) {
  const { participant, timepoint, state, startedAt, submittedAt = null } = response
  return {
    ...{ participant, timepoint, state, startedAt, submittedAt },
    ...answeredIn(response),
    instruments: exportedAnswers(library, response),
  }
}
