import {
  adoptContract,
  listProposals as listProposalsContract,
  listReasons as listReasonsContract,
  mergeProposalsContract,
  moderateReasonContract,
} from '../../../web/api/consensus/panel-work.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import type { StaffEnv } from '../../workflows/access/staff-access.ts'
import { adoptDefinition } from '../../workflows/consensus/adopt-definition.ts'
import { requirePanel } from '../../workflows/consensus/change-panel.ts'
import {
  listProposals,
  listReasons,
  mergeProposals,
  moderateReason,
} from '../../workflows/consensus/moderate-texts.ts'
import type { PublishDefinitionDeps } from '../../workflows/library/publish-responder-definition.ts'
import { formatPanel } from './format-panel.ts'
import { type PanelRouteDeps, requirePanelStaff } from './panel.routes.ts'

export type PanelWorkRouteDeps = PanelRouteDeps & PublishDefinitionDeps

/** Panelists’ words, and the end of a process. */
export function createPanelWorkRoutes(deps: PanelWorkRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(listProposalsContract, async (c) => {
      const { study, panel } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      const proposals = await listProposals(deps, await requirePanel(deps, study, panel))
      return c.json({ proposals: [...proposals] }, 200)
    })
    .answer(mergeProposalsContract, async (c) => {
      const { study, panel } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const { revision, question, trace, added } = c.req.valid('json')
      const merged = await mergeProposals(deps, by, { panel, revision, question }, { trace, added })
      return c.json(formatPanel(deps, merged), 200)
    })
    .answer(listReasonsContract, async (c) => {
      const { study, panel } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      const reasons = await listReasons(deps, await requirePanel(deps, study, panel))
      return c.json({ reasons: [...reasons] }, 200)
    })
    .answer(moderateReasonContract, async (c) => {
      const { study, panel, reason } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const { outcome } = await moderateReason(deps, by, { panel, reason }, c.req.valid('json'))
      return c.json({ reason, state: outcome }, 200)
    })
    .answer(adoptContract, async (c) => {
      const { study, panel } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const { definition, ...order } = c.req.valid('json')
      const { id, version, hash } = await adoptDefinition(deps, by, { panel, ...order }, definition)
      return c.json({ id, version, hash }, 201)
    })
}
