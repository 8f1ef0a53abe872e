import type { Instruments } from '../../../surveys/library/library.ts'
import { exportResponses, exportResponseToFhir } from '../../../web/api/responses/export-responses.ts'
import { CSV_TYPE } from '../../interchange/csv/format-csv.ts'
import { buildFhirBundle } from '../../interchange/fhir/fhir-bundle.ts'
import { exportAnswers, formatAnswersCsv } from '../../interchange/responses/answer-rows.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { buildAssessmentScope, buildParticipantScope, type SiteScope } from '../../platform/core/scope.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import type { ResponsePosition, SurveyStore } from '../../records/assessment/survey.store.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import { findAttributeCodes, formatAttributes } from '../../records/participant/participant-attributes.ts'
import { summarizeProvenance } from '../../records/response/provenance.ts'
import { findResponseState, type QuestionnaireResponse } from '../../records/response/response.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import { buildReader } from '../../workflows/access/append-reading.ts'
import { recordExport } from '../../workflows/access/record-export.ts'
import {
  type AuthoriseDeps,
  buildNotFound,
  requireMembership,
  requireParticipant,
  requireSite,
  type StaffEnv,
  type StudyMember,
} from '../../workflows/access/staff-access.ts'

export type ExportDeps = AuthoriseDeps & {
  readonly clock: Clock
  readonly audit: Pick<AuditStore, 'append'>
  readonly surveys: Pick<SurveyStore, 'find' | 'readResponsePage'>
  readonly scores: Pick<ScoreStore, 'listByParticipant'>
  readonly participants: Pick<ParticipantStore, 'find'>
}

/** Answers, for those who belong to the site that gave them. Reads the Study table only, and leaves an entry in the audit trail. */
export function createExportRoutes(deps: ExportDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(exportResponses, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study, query)
      const scope = requireSite(membership, query.site)
      const page = await deps.surveys.readResponsePage(scope, parsePosition(query.cursor))
      const { study } = membership
      const recorded = await readAttributes(deps, membership, scope, page.responses)
      const now = formatIso(deps.clock.now())
      const next = page.next && `${page.next.participant}/${page.next.timepoint}`
      const { format, language, cursor } = query
      const left = {
        ...({ action: 'responses.exported', format, filter: { language, cursor } } as const),
        ...{ reader: buildReader(c.var.person, membership), scope, rows: page.responses.length },
      }
      if (format === 'json') {
        const responses = page.responses.map((one) => ({
          ...formatResponse(membership.library, one, language, now),
          attributes: formatAttributes(study, recorded.get(one.participant)),
        }))
        return recordExport(deps, left, c.json({ responses, next }, 200))
      }
      if (next !== null) {
        const further = new URLSearchParams({
          ...{ site: query.site, format, language },
          cursor: next,
        })
        c.header('link', `<?${further}>; rel="next"`)
      }
      c.header('content-disposition', `attachment; filename="${params.study}-${query.site}-answers.csv"`)
      const settings = {
        ...{ language, now, isForSpreadsheet: format === 'spreadsheet' },
        attributes: study.attributes.map(({ id }) => id),
        findAttributes: (participant: string) => findAttributeCodes(recorded.get(participant)),
      }
      const csv = c.body(formatAnswersCsv(membership.library, page.responses, settings), 200, {
        'content-type': CSV_TYPE,
      })
      return replyOtherwise(await recordExport(deps, left, csv))
    })
    .answer(exportResponseToFhir, async (c) => {
      const { study, participant, timepoint } = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, study, { participant })
      const scope = requireParticipant(membership, participant)
      const [survey, sheets, owner] = await Promise.all([
        deps.surveys.find(buildAssessmentScope(scope, timepoint)),
        deps.scores.listByParticipant(scope),
        deps.participants.find(scope),
      ])
      const response = survey?.response
      // A draft is not over yet; what was never sent is, and says so by its status.
      if (!response || findResponseState(response, formatIso(deps.clock.now())) === 'draft')
        throw buildNotFound()
      const sheet = sheets.find((one) => one.timepoint === timepoint)
      const url = new URL('/api/instruments', c.req.url).href
      const kind = { study: membership.study, entries: owner?.attributes ?? [] }
      const built = buildFhirBundle(membership.library, response, sheet, url, kind)
      const bundle = c.body(JSON.stringify(built), 200, { 'content-type': 'application/fhir+json' })
      const left = {
        ...({ action: 'response.exported', format: 'fhir', filter: { participant, timepoint } } as const),
        ...{ reader: buildReader(c.var.person, membership), scope, rows: 1 },
      }
      return replyOtherwise(await recordExport(deps, left, bundle))
    })
}

/** What was recorded of those who gave the responses; of a study without attributes nothing is read. */
async function readAttributes(
  { participants }: Pick<ExportDeps, 'participants'>,
  { study }: StudyMember,
  scope: SiteScope,
  responses: readonly { readonly participant: string }[],
): Promise<ReadonlyMap<string, Participant['attributes']>> {
  const ids = new Set(study.attributes.length === 0 ? [] : responses.map(({ participant }) => participant))
  const found = await Promise.all(
    [...ids].map(async (id) => {
      const participant = await participants.find(buildParticipantScope(scope, id))
      return [id, participant?.attributes] as const
    }),
  )
  return new Map(found)
}

function parsePosition(cursor: string | undefined): ResponsePosition | null {
  const [participant, timepoint] = cursor?.split('/') ?? []
  return participant !== undefined && timepoint !== undefined ? { participant, timepoint } : null
}

function formatResponse(
  library: Instruments,
  response: QuestionnaireResponse,
  language: string,
  now: string,
) {
  const state = findResponseState(response, now)
  const { participant, timepoint, startedAt, submittedAt = null } = response
  return {
    ...{ participant, timepoint, state, startedAt, submittedAt },
    ...summarizeProvenance(response),
    instruments: exportAnswers(library, response, language),
  }
}
