import { formatIso } from '../../platform/core/clock.ts'
import type { AuditEntry } from '../../records/audit/audit.ts'
import type { CopyCounts } from '../../records/restore/table-copy.store.ts'
import { type RestoreSummary, replayAfterRestore } from './replay-after-restore.ts'
import type { RestoreDeps } from './restore.deps.ts'

export type RestoreTablesDeps = RestoreDeps & {
  /** Whether nobody but the operator reaches a table. */
  readonly isClosed: (table: string) => Promise<boolean>
  /** Makes a table hold exactly what a restored copy of it holds. */
  readonly copyBack: (names: { readonly from: string; readonly to: string }) => Promise<CopyCounts>
  /** Backups, protection and expiry, where they are off. @returns what was turned on, by table */
  readonly applySettings: () => Promise<readonly string[]>
  /** Entries of the archive that the Audit table does not have. @returns how many were put back */
  readonly putBackEntries: () => Promise<number>
  /** The whole Audit table. */
  readonly readEntries: () => AsyncIterable<AuditEntry>
  readonly out: (line: string) => void
}

/** A restore that must not begin. */
export class RestoreRefused extends Error {}

export type RestoreOrder = {
  /** What the copies were restored to, ISO 8601. */
  readonly instant: string
  /** Tables of the stack, each with the restored copy that it is taken back to. */
  readonly copies: readonly { readonly from: string; readonly to: string }[]
}

export type RestoreResult = RestoreSummary & {
  readonly items: CopyCounts
  readonly auditEntriesPutBack: number
  readonly settingsApplied: readonly string[]
}

/**
 * Takes tables of the stack back to restored copies of them, does again what participants decided since, and holds back what is
 * past due. Stopped anywhere, it is begun again with the same order.
 *
 * @throws RestoreRefused while anybody else reaches a table, for a copy that is the table, and for an instant to come
 */
export async function restoreTables(
  deps: RestoreTablesDeps,
  { instant, copies }: RestoreOrder,
): Promise<RestoreResult> {
  if (instant > formatIso(deps.clock.now())) throw new RestoreRefused(`${instant} is still to come.`)
  if (copies.length === 0) throw new RestoreRefused('There is nothing to restore.')
  for (const { from, to } of copies) {
    if (from === to) throw new RestoreRefused(`${to} cannot be its own copy.`)
    if (!(await deps.isClosed(to)))
      throw new RestoreRefused(`${to} takes traffic. Close it first: npm run restore -- close`)
  }
  const settingsApplied = await deps.applySettings()
  for (const setting of settingsApplied) deps.out(`turned on: ${setting}`)
  const auditEntriesPutBack = await deps.putBackEntries()
  deps.out(`audit entries put back from the archive: ${auditEntriesPutBack}`)
  const items = { put: 0, deleted: 0, same: 0 }
  for (const names of copies) {
    const { put, deleted, same } = await deps.copyBack(names)
    deps.out(`${names.to}: ${put} items put, ${deleted} deleted, ${same} as they were`)
    items.put += put
    items.deleted += deleted
    items.same += same
  }
  const counts = { instant, readEntries: deps.readEntries, items: items.put + items.deleted }
  const summary = await replayAfterRestore(deps, counts)
  for (const line of formatRestoreSummary(summary)) deps.out(line)
  return { ...summary, items, auditEntriesPutBack, settingsApplied }
}

/** For whoever restores: what was done again, and what is left to people. */
export function formatRestoreSummary(summary: RestoreSummary): string[] {
  return [
    `opt-outs done again: ${summary.optOuts} of the audit trail, ${summary.carrierOptOuts} of the carrier’s list`,
    `consent withdrawn, since it or the number was changed: ${summary.consents}`,
    `participations ended again: ${summary.ended}`,
    `erasures carried out again: ${summary.erasures}`,
    `texts held back: ${summary.heldTexts}, and ${summary.heldReplies} automatic replies`,
    `left to people: ${summary.lostSubmissions} submissions and ${summary.lostEnrolments} enrollments came after the instant and are gone`,
  ]
}
