import { formatIso } from '../../platform/core/clock.ts'
import type { Ids } from '../../platform/core/ids.ts'
import { formatStudyChain } from '../../records/audit/audit.store.ts'
import type { AuditEntry } from '../../records/audit/audit.ts'
import type { DescribedTable } from '../../records/restore/copy-source.store.ts'
import type { CopyCounts } from '../../records/restore/table-copy.store.ts'
import { findCopyFault } from '../../rules/restore/copy-fault.ts'
import { type RestoreSummary, replayAfterRestore } from './replay-after-restore.ts'
import type { RestoreDeps } from './restore.deps.ts'

export type RestoreTablesDeps = RestoreDeps & {
  readonly ids: Ids
  /** The ARN of a table, and what it was restored from. */
  readonly describeTable: (table: string) => Promise<DescribedTable>
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

const RUN_LETTERS = 16

/** A restore that must not begin. */
export class RestoreRefused extends Error {}

export type RestoreOrder = {
  /** What the copies were restored to, ISO 8601. */
  readonly instant: string
  /** Tables of the stack, each with the restored copy that it is taken back to. */
  readonly copies: readonly { readonly from: string; readonly to: string }[]
  /** Every table of the stack that is changed, by the copies or by what is done again. */
  readonly doors: readonly string[]
  /** The operator vouches for copies whose source AWS does not name, or names otherwise. */
  readonly isAnySource?: boolean | undefined
}

export type RestoreResult = RestoreSummary & {
  readonly items: CopyCounts
  readonly auditEntriesPutBack: number
  readonly settingsApplied: readonly string[]
}

/**
 * Takes tables of the stack back to restored copies of them, does again what participants decided since, and holds back what is
 * past due. Stopped anywhere, it is begun again with the same order. It says in the chain of each study that it begins, and when
 * it is done.
 *
 * @throws RestoreRefused while anybody else reaches a table, for an instant to come, and for a copy that is the table itself,
 * or is not of that table at that instant
 */
export async function restoreTables(deps: RestoreTablesDeps, order: RestoreOrder): Promise<RestoreResult> {
  const { instant, copies } = order
  await requireSoundOrder(deps, order)
  const settingsApplied = await deps.applySettings()
  for (const setting of settingsApplied) deps.out(`turned on: ${setting}`)
  const auditEntriesPutBack = await deps.putBackEntries()
  deps.out(`audit entries put back from the archive: ${auditEntriesPutBack}`)
  // Behind the entries that were put back, and before any item is changed.
  const run = deps.ids.random(RUN_LETTERS)
  for (const { study } of await deps.library.listStudies())
    await deps.audit.append(
      formatStudyChain(study),
      Promise.resolve({
        ...{ action: 'tables.restore-begun', actor: { kind: 'operator' }, about: { run, instant } },
      } as const),
    )
  const items = { put: 0, deleted: 0, same: 0 }
  for (const names of copies) {
    const { put, deleted, same } = await deps.copyBack(names)
    deps.out(`${names.to}: ${put} items put, ${deleted} deleted, ${same} as they were`)
    items.put += put
    items.deleted += deleted
    items.same += same
  }
  const counts = { run, instant, readEntries: deps.readEntries, items: items.put + items.deleted }
  const summary = await replayAfterRestore(deps, counts)
  for (const line of formatRestoreSummary(summary)) deps.out(line)
  return { ...summary, items, auditEntriesPutBack, settingsApplied }
}

async function requireSoundOrder(
  deps: RestoreTablesDeps,
  { instant, copies, doors, isAnySource = false }: RestoreOrder,
): Promise<void> {
  if (instant > formatIso(deps.clock.now())) throw new RestoreRefused(`${instant} is still to come.`)
  if (copies.length === 0) throw new RestoreRefused('There is nothing to restore.')
  for (const { from, to } of copies) {
    if (from === to) throw new RestoreRefused(`${to} cannot be its own copy.`)
    const { arn } = await deps.describeTable(to)
    const { source } = await deps.describeTable(from)
    const fault = findCopyFault(source, { table: arn, instant, isAnySource })
    if (fault !== undefined) throw new RestoreRefused(`${from} ${fault}.`)
  }
  for (const door of new Set([...doors, ...copies.map(({ to }) => to)]))
    if (!(await deps.isClosed(door)))
      throw new RestoreRefused(`${door} takes traffic. Close it first: npm run restore -- close`)
}

/** For whoever restores: what was done again, and what is left to people. */
export function formatRestoreSummary(summary: RestoreSummary): string[] {
  return [
    `opt-outs done again: ${summary.optOuts} of the audit trail, ${summary.carrierOptOuts} of the carrier’s list`,
    `consent withdrawn, since it or the number was changed: ${summary.consents}`,
    `participations ended again: ${summary.ended}`,
    `erasures carried out again: ${summary.erasures}`,
    `requests to stop or to erase, which nobody had confirmed, made tasks again: ${summary.requests}`,
    `texts held back: ${summary.heldTexts}, and ${summary.heldReplies} automatic replies`,
    `left to people: ${summary.lostSubmissions} submissions and ${summary.lostEnrolments} enrollments came after the instant and are gone`,
    ...(summary.lostRequests.length > 0
      ? [
          `left to people: these asked to stop or to be erased and are not in the tables; ask their clinics: ${summary.lostRequests.join(', ')}`,
        ]
      : []),
    ...(summary.unshippedStudies.length > 0
      ? [
          `not shipped by this version: ${summary.unshippedStudies.join(', ')}. Their participations were not ended again and their erasures not carried out. Run again from a version that ships them, before you open`,
        ]
      : []),
  ]
}
