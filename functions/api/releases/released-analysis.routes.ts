import { getReleasedAdverseEvents } from '../../../web/api/releases/released-adverse-events.ts'
import {
  getReleasedDefinitionComparison,
  getReleasedMeanChange,
  getReleasedMeaningfulChange,
  getReleasedRepeatedMeasures,
  getReleasedResponderRate,
} from '../../../web/api/releases/released-analyses.ts'
import { CSV_TYPE } from '../../interchange/csv/format-csv.ts'
import {
  formatResponderRateCsv,
  formatResponderRateFileName,
} from '../../interchange/csv/responder-rate-csv.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import type { Person } from '../../platform/http/tokens.ts'
import { type AuthoriseDeps, requireMembership, type StaffEnv } from '../../workflows/access/staff-access.ts'
import {
  findReleasedAdverseEvents,
  findReleasedComparison,
  findReleasedMeanChange,
  findReleasedMeaningfulChange,
  findReleasedRate,
  findReleasedRepeatedMeasures,
  type ReadReleaseDeps,
  readRelease,
} from '../../workflows/releases/read-release.ts'

export type ReleasedAnalysisDeps = AuthoriseDeps & ReadReleaseDeps

/** Analyses of a release: the same bytes for every member of the study. */
export function createReleasedAnalysisRoutes(deps: ReleasedAnalysisDeps) {
  const readFor = async (person: Person, params: { readonly study: string; readonly release: number }) => {
    return readRelease(deps, await requireMembership(deps, person, params.study), params.release)
  }
  return createContractRoutes<StaffEnv>()
    .answer(getReleasedResponderRate, async (c) => {
      const query = c.req.valid('query')
      const found = findReleasedRate(await readFor(c.var.person, c.req.valid('param')), query)
      if (query.format === 'json') return c.json(found, 200)
      const fileName = formatResponderRateFileName({ ...query, release: found.release.number })
      c.header('content-disposition', `attachment; filename="${fileName}"`)
      const isForSpreadsheet = query.format === 'spreadsheet'
      return replyOtherwise(
        c.body(formatResponderRateCsv(found, { isForSpreadsheet, release: found.release }), 200, {
          'content-type': CSV_TYPE,
        }),
      )
    })
    .answer(getReleasedDefinitionComparison, async (c) => {
      const release = await readFor(c.var.person, c.req.valid('param'))
      return c.json(findReleasedComparison(release, c.req.valid('query')), 200)
    })
    .answer(getReleasedMeanChange, async (c) => {
      const release = await readFor(c.var.person, c.req.valid('param'))
      return c.json(findReleasedMeanChange(release, c.req.valid('query')), 200)
    })
    .answer(getReleasedRepeatedMeasures, async (c) => {
      const release = await readFor(c.var.person, c.req.valid('param'))
      return c.json(findReleasedRepeatedMeasures(release, c.req.valid('query')), 200)
    })
    .answer(getReleasedAdverseEvents, async (c) => {
      const release = await readFor(c.var.person, c.req.valid('param'))
      return c.json(findReleasedAdverseEvents(release), 200)
    })
    .answer(getReleasedMeaningfulChange, async (c) => {
      const release = await readFor(c.var.person, c.req.valid('param'))
      return c.json(findReleasedMeaningfulChange(release, c.req.valid('query')), 200)
    })
}
