import { hash } from 'node:crypto'
import {
  exportRatings,
  getCandidates,
  getRoundResults,
  getThresholds,
} from '../../../web/api/consensus/panel-results.ts'
import { CSV_TYPE, formatCsv } from '../../interchange/csv/format-csv.ts'
import { createContractRoutes, replyOtherwise } from '../../platform/http/contract-routes.ts'
import { appendReading } from '../../workflows/access/append-reading.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import type { StaffEnv } from '../../workflows/access/staff-access.ts'
import { requirePanel } from '../../workflows/consensus/change-panel.ts'
import { listAnonymousRatings, RATING_COLUMNS } from '../../workflows/consensus/export-ratings.ts'
import { readCandidates } from '../../workflows/consensus/read-candidates.ts'
import { readRoundResults } from '../../workflows/consensus/read-round-results.ts'
import { readThresholds } from '../../workflows/consensus/read-thresholds.ts'
import type { PanelRouteDeps } from './panel.routes.ts'

/** What closed rounds gave, for the leads of the study. */
export function createPanelResultRoutes(deps: PanelRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(getRoundResults, async (c) => {
      const { study, panel: id, round } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      const panel = await requirePanel(deps, study, id)
      return c.json(await readRoundResults(deps, panel, round), 200)
    })
    .answer(exportRatings, async (c) => {
      const { study, panel: id } = c.req.valid('param')
      const { sub, role } = await requireDrafter(deps, c.var.person, study)
      const rows = await listAnonymousRatings(deps, await requirePanel(deps, study, id))
      const csv = formatCsv(RATING_COLUMNS, rows)
      await appendReading(deps, study, { kind: role, sub }, 'panel-ratings.exported', async () => ({
        ...{ panel: id, rows: rows.length, sha256: hash('sha256', csv) },
      }))
      return replyOtherwise(c.body(csv, 200, { 'content-type': CSV_TYPE }))
    })
    .answer(getThresholds, async (c) => {
      const { study, panel: id } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      return c.json(await readThresholds(deps, await requirePanel(deps, study, id)), 200)
    })
    .answer(getCandidates, async (c) => {
      const { study, panel: id } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      return c.json(await readCandidates(deps, await requirePanel(deps, study, id)), 200)
    })
}
