import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type AuditStore, formatPanelChain } from '../../records/audit/audit.store.ts'
import type { PanelStore } from '../../records/consensus/panel.store.ts'
import {
  markPanelistRemoved,
  type PanelistStore,
  putPanelist,
  type RegisteredPanelist,
} from '../../records/consensus/panelist.store.ts'
import {
  type PanelistContact,
  type PanelistContactStore,
  putPanelistContact,
} from '../../records/consensus/panelist-contact.store.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import { buildNotFound } from '../access/staff-access.ts'
import { type PanelStaff, requireModerator, requirePanel } from './change-panel.ts'

/** What the people of a panel are known and changed with: no vote. */
export type PanelistDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly panels: PanelStore
  readonly panelists: PanelistStore
  readonly panelistContacts: PanelistContactStore
  /** 16 hexadecimal characters. */
  readonly createLinkId: () => string
  readonly panelsTable: string
  readonly contactsTable: string
}

export type NamedPanelist = RegisteredPanelist & Pick<PanelistContact, 'name'>

/**
 * Puts somebody on a panel. The mailer writes to them once a round is open.
 *
 * @throws ProblemError 404; `panel-not-locked`; `not-panel-moderator`; `panelist-group-unknown`; `panelist-address-missing`;
 * `panelist-already-invited`
 */
export async function invitePanelist(
  deps: PanelistDeps,
  by: PanelStaff,
  panelId: string,
  order: Pick<RegisteredPanelist, 'group' | 'locale' | 'channel'> & PanelistContact,
): Promise<NamedPanelist> {
  const panel = await requirePanel(deps, by.study, panelId)
  requireModerator(panel, by.sub)
  const protocol = readLockedProtocol(panel.protocol, panel.merges)
  const { group, locale, channel, name, phone } = order
  const mail = order.mail?.toLowerCase()
  if (!protocol.groups.some(({ id }) => id === group) || !protocol.locales.includes(locale))
    throw new ProblemError(consensusProblems.unknownGroup)
  if ((channel === 'mail' ? mail : phone) === undefined)
    throw new ProblemError(consensusProblems.addressMissing)
  const [known, contacts] = await Promise.all([
    deps.panelists.list(panel.id),
    deps.panelistContacts.readByPanel(panel.id),
  ])
  const isSame = (other: PanelistContact | undefined) =>
    (mail !== undefined && other?.mail === mail) || (phone !== undefined && other?.phone === phone)
  // Also of one who was removed: what they voted is counted, and nobody can say which votes those are.
  if (known.some((one) => isSame(contacts.get(one.id))))
    throw new ProblemError(consensusProblems.alreadyInvited)
  const panelist: RegisteredPanelist = {
    ...{ id: deps.createLinkId(), group, locale, channel, invitedAt: formatIso(deps.clock.now()) },
  }
  const contact = { name, ...(mail !== undefined && { mail }), ...(phone !== undefined && { phone }) }
  await deps.audit.write(
    formatPanelChain(by.study, panel.id),
    {
      ...{ action: 'panelist.invited', actor: { kind: 'lead', sub: by.sub } },
      about: { panel: panel.id, panelist: panelist.id, group },
    },
    [
      ...putPanelist(deps.panelsTable, panel.id, panelist),
      putPanelistContact(deps.contactsTable, panel.id, panelist.id, contact),
    ],
  )
  return { ...panelist, name }
}

/** Everybody of a panel with their names. Whether somebody has answered is not known here. */
export async function listPanelists(
  deps: Pick<PanelistDeps, 'panelists' | 'panelistContacts'>,
  panel: string,
): Promise<readonly NamedPanelist[]> {
  const [known, contacts] = await Promise.all([
    deps.panelists.list(panel),
    deps.panelistContacts.readByPanel(panel),
  ])
  return known.map((one) => ({ ...one, name: contacts.get(one.id)?.name ?? '' }))
}

/** @throws ProblemError 404, also of one who is removed already; `panel-not-locked`; `not-panel-moderator` */
export async function removePanelist(
  deps: PanelistDeps,
  by: PanelStaff,
  order: { readonly panel: string; readonly panelist: string },
): Promise<{ readonly id: string; readonly removedAt: string }> {
  const panel = await requirePanel(deps, by.study, order.panel)
  requireModerator(panel, by.sub)
  const removedAt = formatIso(deps.clock.now())
  const result = await deps.audit.write(
    formatPanelChain(by.study, panel.id),
    {
      ...{ action: 'panelist.removed', actor: { kind: 'lead', sub: by.sub } },
      about: { panel: panel.id, panelist: order.panelist },
    },
    [markPanelistRemoved(deps.panelsTable, panel.id, order.panelist, removedAt)],
  )
  if (result.kind === 'refused') throw buildNotFound()
  return { id: order.panelist, removedAt }
}
