import type { CopySource } from '../../records/restore/copy-source.store.ts'

const SECOND_MS = 1_000

/**
 * Why a table must not be taken for a copy of another at an instant; undefined where it may.
 *
 * @param source undefined for a table that was not restored from anything
 * @param expected the ARN of the table that is taken back to it, and the instant that the operator names (ISO 8601).
 * `isAnySource`: the operator vouches for what AWS does not name, or names otherwise
 */
export function findCopyFault(
  source: CopySource | undefined,
  expected: { readonly table: string; readonly instant: string; readonly isAnySource: boolean },
): string | undefined {
  if (!source) return 'is no restored copy of any table'
  if (source.isInProgress) return 'is still being restored: wait until it is ACTIVE'
  const isSameInstant = Math.abs(Date.parse(source.instant) - Date.parse(expected.instant)) < SECOND_MS
  if (!isSameInstant) return `was restored to ${source.instant}, not to ${expected.instant}`
  if (expected.isAnySource || source.table === expected.table) return undefined
  if (source.table !== undefined) return `is a copy of ${source.table}, not of ${expected.table}`
  return source.backup?.startsWith(`${expected.table}/backup/`)
    ? undefined
    : 'comes from a backup whose table AWS does not name: look it up in AWS Backup, and add --any-source'
}
