import { libraryProblems } from '../../../web/api/problems/library-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { formatLibraryChain } from '../../records/audit/audit.store.ts'
import type { CatalogueEntry } from '../../records/library/catalogue.ts'
import { retireEntry } from '../../records/library/definition.store.ts'
import { buildNotFound } from '../access/staff-access.ts'
import { formatName, type PublishDeps } from './publish-definitions.ts'

export type RetireDeps = Pick<PublishDeps, 'audit' | 'clock' | 'definitions' | 'libraryTable'>

type Version = Pick<CatalogueEntry, 'kind' | 'id' | 'version'>

/**
 * Retires a version: no study that does not name it yet can name it. It stays readable, and studies that name it go on.
 *
 * @param reason for those who would name it: no name of a person
 * @param authorise throws for a version that is not theirs to retire
 * @returns when and why. The same reason again changes nothing
 * @throws ProblemError 404; 409 `already-retired`
 */
export async function retireDefinition(
  deps: RetireDeps,
  sub: string,
  { kind, id, version }: Version,
  reason: string,
  authorise: (entry: CatalogueEntry) => Promise<void>,
): Promise<NonNullable<CatalogueEntry['retired']>> {
  const find = async () =>
    (await deps.definitions.listEntries(kind)).find((one) => one.id === id && one.version === version)
  const entry = await find()
  if (!entry) throw buildNotFound()
  await authorise(entry)
  if (entry.retired) return requireSameReason(entry.retired, reason)
  const retired = { at: formatIso(deps.clock.now()), reason }
  const about = { definition: formatName(entry), hash: entry.hash }
  const event = { action: 'definition.retired', actor: { kind: 'lead', sub }, about } as const
  const result = await deps.audit.write(formatLibraryChain(), event, [
    retireEntry(deps.libraryTable, entry, retired),
  ])
  if (result.kind !== 'refused') return retired
  // Somebody else retired it meanwhile.
  const now = await find()
  if (!now?.retired) throw new Error('a definition is neither retired nor to be retired')
  return requireSameReason(now.retired, reason)
}

function requireSameReason(retired: NonNullable<CatalogueEntry['retired']>, reason: string) {
  if (retired.reason !== reason) throw new ProblemError(libraryProblems.alreadyRetired)
  return retired
}
