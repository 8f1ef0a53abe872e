import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import type { Ids } from '../../platform/core/ids.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import { formatPanelChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { putPanel } from '../../records/consensus/panel.store.ts'
import type { Panel, StoredPanel } from '../../records/consensus/panel.ts'
import { buildNotFound } from '../access/staff-access.ts'
import type { CountingDeps } from './panel.deps.ts'

/** What staff change a panel with. Votes are read, and never written. */
export type PanelDeps = CountingDeps & {
  readonly ids: Ids
  readonly audit: AuditStore
  readonly panelsTable: string
}

/** Who works on which study’s panel. */
export type PanelStaff = { readonly sub: string; readonly study: string }

/** @throws ProblemError 404 for a panel that does not exist, or is another study’s */
export async function requirePanel(
  { panels }: Pick<CountingDeps, 'panels'>,
  study: string,
  id: string,
): Promise<StoredPanel> {
  const panel = await panels.find(id)
  if (!panel || panel.study !== study) throw buildNotFound()
  return panel
}

/** A panel at the revision that somebody saw. @throws ProblemError 404; 412 `panel-changed` */
export async function requireRevision(
  deps: Pick<CountingDeps, 'panels'>,
  study: string,
  id: string,
  revision: number,
): Promise<StoredPanel> {
  const panel = await requirePanel(deps, study, id)
  if (panel.revision !== revision) throw new ProblemError(consensusProblems.changed)
  return panel
}

/** @throws ProblemError 403 for who is not a moderator of the protocol; 409 where it is not locked or over */
export function requireModerator(panel: StoredPanel, sub: string): void {
  if (panel.state !== 'locked') throw new ProblemError(consensusProblems.notLocked)
  const { moderators } = panel.protocol
  if (!Array.isArray(moderators) || !moderators.includes(sub))
    throw new ProblemError(consensusProblems.notModerator)
}

/**
 * Writes a panel over the one that was read, with its audit entry.
 *
 * @param about in ids, codes and hashes
 * @throws ProblemError 412 `panel-changed`
 */
export async function writePanel(
  deps: Pick<PanelDeps, 'clock' | 'audit' | 'panelsTable'>,
  by: PanelStaff,
  action: AuditEvent['action'],
  changed: Omit<Panel, 'changedAt' | 'changedBy'>,
  read: StoredPanel | undefined,
  about: Readonly<Record<string, string | number>> = {},
): Promise<StoredPanel> {
  const { revision: _, ...panel } = {
    revision: 0,
    ...changed,
    ...{ changedAt: formatIso(deps.clock.now()), changedBy: by.sub },
  }
  const event: AuditEvent = {
    ...{ action, actor: { kind: 'lead', sub: by.sub } },
    about: { panel: panel.id, ...about },
  }
  const writes = putPanel(deps.panelsTable, panel, read)
  const result = await deps.audit.write(formatPanelChain(by.study, panel.id), event, writes)
  if (result.kind === 'refused') throw new ProblemError(consensusProblems.changed)
  return { ...panel, revision: (read?.revision ?? 0) + 1 }
}
