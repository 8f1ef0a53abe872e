import {
  closeRoundContract,
  createPanelContract,
  extendRoundContract,
  getPanel,
  getProgress,
  listPanels,
  lockPanelContract,
  openRoundContract,
  savePanelContract,
} from '../../../web/api/consensus/panels.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import { requireDrafter } from '../../workflows/access/require-drafter.ts'
import { requirePerson, type StaffEnv } from '../../workflows/access/staff-access.ts'
import { type PanelDeps, type PanelStaff, requirePanel } from '../../workflows/consensus/change-panel.ts'
import { createPanel, lockPanel, savePanel } from '../../workflows/consensus/draft-panel.ts'
import { closeRoundEarly, extendRound, openRound } from '../../workflows/consensus/hold-round.ts'
import { readProgress } from '../../workflows/consensus/read-progress.ts'
import type { PublishDefinitionDeps } from '../../workflows/library/publish-responder-definition.ts'
import { formatPanel, formatPanelSummary } from './format-panel.ts'

export type PanelRouteDeps = PanelDeps &
  Pick<PublishDefinitionDeps, 'openInstruments'> & { readonly memberships: Pick<MembershipStore, 'find'> }

/** A person who directs the study, as the audit trail names them. A program decides nothing about a panel. */
export async function requirePanelStaff(
  deps: Pick<PanelRouteDeps, 'memberships'>,
  person: Person,
  study: string,
): Promise<PanelStaff> {
  requirePerson(person)
  const { sub } = await requireDrafter(deps, person, study)
  return { sub, study }
}

/** Protocols and rounds of a study’s panels, for its leads. */
export function createPanelRoutes(deps: PanelRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(listPanels, async (c) => {
      const { study } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      const panels = await deps.panels.listByStudy(study)
      return c.json({ panels: panels.map((panel) => formatPanelSummary(deps, panel)) }, 200)
    })
    .answer(createPanelContract, async (c) => {
      const by = await requirePanelStaff(deps, c.var.person, c.req.valid('param').study)
      const panel = await createPanel(deps, by, c.req.valid('json').protocol)
      return c.json(formatPanel(deps, panel), 201)
    })
    .answer(getPanel, async (c) => {
      const { study, panel } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      return c.json(formatPanel(deps, await requirePanel(deps, study, panel)), 200)
    })
    .answer(savePanelContract, async (c) => {
      const { study, panel } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const { revision, protocol } = c.req.valid('json')
      return c.json(formatPanel(deps, await savePanel(deps, by, { panel, revision }, protocol)), 200)
    })
    .answer(lockPanelContract, async (c) => {
      const { study, panel } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const { revision } = c.req.valid('json')
      return c.json(formatPanel(deps, await lockPanel(deps, by, { panel, revision })), 200)
    })
    .answer(openRoundContract, async (c) => {
      const { study, panel, round } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const order = { panel, round, ...c.req.valid('json') }
      return c.json(formatPanel(deps, await openRound(deps, by, order)), 200)
    })
    .answer(closeRoundContract, async (c) => {
      const { study, panel, round } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const order = { panel, round, ...c.req.valid('json') }
      return c.json(formatPanel(deps, await closeRoundEarly(deps, by, order)), 200)
    })
    .answer(extendRoundContract, async (c) => {
      const { study, panel, round } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const order = { panel, round, ...c.req.valid('json') }
      return c.json(formatPanel(deps, await extendRound(deps, by, order)), 200)
    })
    .answer(getProgress, async (c) => {
      const { study, panel: id, round } = c.req.valid('param')
      await requireDrafter(deps, c.var.person, study)
      const panel = await requirePanel(deps, study, id)
      return c.json(await readProgress(deps, panel, round), 200)
    })
}
