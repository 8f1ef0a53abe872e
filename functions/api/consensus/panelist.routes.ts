import {
  invitePanelistContract,
  listPanelists as listPanelistsContract,
  removePanelistContract,
} from '../../../web/api/consensus/panelists.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import { appendReading } from '../../workflows/access/append-reading.ts'
import type { StaffEnv } from '../../workflows/access/staff-access.ts'
import { requireModerator, requirePanel } from '../../workflows/consensus/change-panel.ts'
import {
  invitePanelist,
  listPanelists,
  type NamedPanelist,
  type PanelistDeps,
  removePanelist,
} from '../../workflows/consensus/invite-panelist.ts'
import { requirePanelStaff } from './panel.routes.ts'

export type PanelistRouteDeps = PanelistDeps & { readonly memberships: Pick<MembershipStore, 'find'> }

/** Who is on a panel, for its moderators. Nothing here reaches a vote. */
export function createPanelistRoutes(deps: PanelistRouteDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(listPanelistsContract, async (c) => {
      const { study, panel: id } = c.req.valid('param')
      const { sub } = await requirePanelStaff(deps, c.var.person, study)
      requireModerator(await requirePanel(deps, study, id), sub)
      const panelists = await listPanelists(deps, id)
      await appendReading(deps, study, { kind: 'lead', sub }, 'identified-data.read', async () => ({
        ...{ what: 'panelists', panel: id, people: panelists.length },
      }))
      return c.json({ panelists: panelists.map(formatPanelist) }, 200)
    })
    .answer(invitePanelistContract, async (c) => {
      const { study, panel } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      const { mail, phone, ...order } = c.req.valid('json')
      const address = { ...(mail !== undefined && { mail }), ...(phone !== undefined && { phone }) }
      return c.json(formatPanelist(await invitePanelist(deps, by, panel, { ...order, ...address })), 201)
    })
    .answer(removePanelistContract, async (c) => {
      const { study, panel, panelist } = c.req.valid('param')
      const by = await requirePanelStaff(deps, c.var.person, study)
      return c.json(await removePanelist(deps, by, { panel, panelist }), 200)
    })
}

function formatPanelist({ id, name, group, locale, channel, invitedAt, removedAt }: NamedPanelist) {
  return { id, name, group, locale, channel, invitedAt, removedAt: removedAt ?? null }
}
