import { responderDefinitionProblems } from '../../../web/api/problems/responder-definition-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { formatLibraryChain } from '../../records/audit/audit.store.ts'
import type { CatalogueEntry } from '../../records/library/catalogue.ts'
import { retireEntry } from '../../records/library/definition.store.ts'
import { buildNotFound } from '../access/staff-access.ts'
import { formatName, type PublishDeps } from './publish-definitions.ts'
import { isOfStudy } from './publish-responder-definition.ts'

/**
 * Retires a version: no new version of a study can name it. It stays readable, and studies that name it go on.
 *
 * @param reason for those who would name it: no name of a person
 * @returns when and why. The same reason again changes nothing
 * @throws ProblemError 404; 409 `responder-definition-of-others`, `responder-definition-already-retired`
 */
export async function retireResponderDefinition(
  deps: Pick<PublishDeps, 'audit' | 'clock' | 'definitions' | 'libraryTable'>,
  by: { readonly sub: string; readonly study: string },
  { id, version, reason }: { readonly id: string; readonly version: string; readonly reason: string },
): Promise<NonNullable<CatalogueEntry['retired']>> {
  const find = async () =>
    (await deps.definitions.listEntries('responder-definition')).find(
      (one) => one.id === id && one.version === version,
    )
  const entry = await find()
  if (!entry) throw buildNotFound()
  if (!isOfStudy(entry, by.study)) throw new ProblemError(responderDefinitionProblems.ofOthers)
  if (entry.retired) return requireSameReason(entry.retired, reason)
  const retired = { at: formatIso(deps.clock.now()), reason }
  const about = { definition: formatName(entry), hash: entry.hash }
  const event = { action: 'definition.retired', actor: { kind: 'lead', sub: by.sub }, about } as const
  const result = await deps.audit.write(formatLibraryChain(), event, [
    retireEntry(deps.libraryTable, entry, retired),
  ])
  if (result.kind !== 'refused') return retired
  // Somebody else retired it meanwhile.
  const now = await find()
  if (!now?.retired) throw new Error('a responder definition is neither retired nor to be retired')
  return requireSameReason(now.retired, reason)
}

function requireSameReason(retired: NonNullable<CatalogueEntry['retired']>, reason: string) {
  if (retired.reason !== reason) throw new ProblemError(responderDefinitionProblems.alreadyRetired)
  return retired
}
