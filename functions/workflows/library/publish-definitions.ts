import type { ReadDefinition } from '../../../surveys/library/list-definitions.ts'
import { DEFINITION_KINDS, type DefinitionKind } from '../../../surveys/library/published-definition.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import {
  buildContendedRetry,
  CONFLICT,
  type Pause,
  retryOnConflict,
} from '../../platform/core/retry-on-conflict.ts'
import { type AuditStore, formatLibraryChain, formatStudyChain } from '../../records/audit/audit.store.ts'
import type { Actor } from '../../records/audit/audit.ts'
import type { CatalogueEntry } from '../../records/library/catalogue.ts'
import { type DefinitionStore, putEntry } from '../../records/library/definition.store.ts'
import { putHead, type StudyHeadStore } from '../../records/library/study-head.store.ts'
import {
  extendHead,
  type LaterSite,
  type NewVersion,
  type PublishedHashes,
} from '../../rules/library/study-head.ts'

export type PublishDeps = {
  readonly clock: Clock
  readonly audit: AuditStore
  readonly libraryTable: string
  readonly definitions: DefinitionStore
  readonly heads: StudyHeadStore
  readonly pause?: Pause | undefined
}

export type Publication = {
  readonly actor: Actor
  readonly origin: CatalogueEntry['origin']
  /** Of studies: in force from then on. Left out: at once. */
  readonly from?: string
  /** Of a responder definition that people publish: the study that it belongs to. */
  readonly study?: string
  /** Of studies: sites that follow later. */
  readonly later?: readonly LaterSite[]
}

/** Names every definition whose version is published with other content. */
export class PublishedOtherwiseError extends Error {
  override readonly name = 'PublishedOtherwiseError'
}

/** A transaction of DynamoDB has at most 100 writes; one of them is the audit entry. */
const MAX_ENTRIES = 90
/** How many contents are put at once. */
const AT_ONCE = 8

/**
 * Publishes definitions: their content first, which nothing names yet; then their entries of the catalogue; then the studies
 * that they are versions of. The same again publishes nothing, and one that stopped half-way is finished by the next.
 *
 * @returns how many were not published before, and how many contents were written
 * @throws PublishedOtherwiseError where a version is published with other content; nothing is then written
 * @throws Error where a study asks an instrument that is neither published nor among them
 * @throws ProblemError `busy`
 */
export async function publishDefinitions(
  deps: PublishDeps,
  read: readonly ReadDefinition[],
  publication: Publication,
): Promise<{ readonly published: number; readonly written: number }> {
  refuseOther(read, await listCatalogue(deps))
  const written = await putContents(deps.definitions, read)
  const published = await retryOnConflict(async () => {
    const known = await listCatalogue(deps)
    refuseOther(read, known)
    const added = read.filter((one) => !known.has(formatName(one)))
    for (let start = 0; start < added.length; start += MAX_ENTRIES) {
      const result = await putEntries(deps, added.slice(start, start + MAX_ENTRIES), publication)
      if (result.kind === 'refused') return CONFLICT
    }
    return added.length
  }, buildContendedRetry(deps))
  await updateHeads(deps, read, publication)
  return { published, written }
}

/** By kind and name. */
type Catalogue = ReadonlyMap<string, CatalogueEntry>

async function listCatalogue({ definitions }: PublishDeps): Promise<Catalogue> {
  const entries = await Promise.all(DEFINITION_KINDS.map((kind) => definitions.listEntries(kind)))
  return new Map(entries.flat().map((entry) => [formatName(entry), entry]))
}

function refuseOther(read: readonly ReadDefinition[], known: Catalogue): void {
  const faults = read
    .filter((one) => (known.get(formatName(one))?.hash ?? one.hash) !== one.hash)
    .map((one) => `${formatName(one)}: it is published with other content, which never changes`)
  if (faults.length > 0) throw new PublishedOtherwiseError(faults.join('\n'))
}

/** @returns how many were not there in this form */
export async function putContents(
  definitions: DefinitionStore,
  contents: readonly Pick<ReadDefinition, 'source' | 'finished'>[],
): Promise<number> {
  let written = 0
  for (let start = 0; start < contents.length; start += AT_ONCE) {
    const some = contents.slice(start, start + AT_ONCE)
    const changes = await Promise.all(some.map((content) => definitions.putContent(content)))
    written += changes.filter((isWritten) => isWritten).length
  }
  return written
}

function putEntries(deps: PublishDeps, added: readonly ReadDefinition[], publication: Publication) {
  const { actor, origin, study } = publication
  const publishedAt = formatIso(deps.clock.now())
  const [first] = added
  const about =
    added.length === 1 && first
      ? { definition: formatName(first), hash: first.hash }
      : { definitions: added.length }
  return deps.audit.write(
    formatLibraryChain(),
    { action: 'definitions.published', actor, about: { ...about, origin } },
    added.map(({ kind, id, version, hash, title }) =>
      putEntry(deps.libraryTable, {
        ...{ kind, id, version, hash, title, origin, publishedAt },
        ...(study !== undefined && { study }),
      }),
    ),
  )
}

/** Studies with a new version, and those whose instruments have a calibration since. */
async function updateHeads(
  deps: PublishDeps,
  read: readonly ReadDefinition[],
  { actor, from, later = [] }: Publication,
): Promise<void> {
  const hashes = readHashes(await listCatalogue(deps))
  const studies = Map.groupBy(read.filter(isStudy), ({ id }) => id)
  const isCalibrated = read.some(({ kind }) => kind === 'calibration')
  const others = isCalibrated ? (await deps.heads.listDirectory()).map(({ study }) => study) : []
  for (const study of new Set([...studies.keys(), ...others]))
    await retryOnConflict(async () => {
      const head = await deps.heads.find(study)
      const added = (studies.get(study) ?? [])
        .filter(({ version }) => !head?.versions.some((one) => one.version === version))
        .map(
          ({ finished, hash }): NewVersion => ({
            ...{ ...finished, hash, ...(from !== undefined && { from }) },
            ...(later.length > 0 && { later }),
          }),
        )
      const next = extendHead(study, head, added, hashes)
      if (head && added.length === 0 && isCalibratedAlike(head.instruments, next.instruments)) return
      const versions = added.map(({ version, hash }) => `${version} ${hash}`).join(', ')
      const about = {
        ...{ ...(versions !== '' && { versions }), ...(from !== undefined && { from }) },
        ...(later.length > 0 && { later: later.map(({ site }) => site).join(' ') }),
      }
      const action = added.length > 0 ? 'study.published' : 'study.calibrated'
      const writes = putHead(deps.libraryTable, next, head)
      const result = await deps.audit.write(formatStudyChain(study), { action, actor, about }, writes)
      return result.kind === 'refused' ? CONFLICT : undefined
    }, buildContendedRetry(deps))
}

function isStudy(one: ReadDefinition): one is ReadDefinition<'study'> {
  return one.kind === 'study'
}

function isCalibratedAlike(
  before: readonly { readonly calibrationHash?: string | undefined }[],
  after: readonly { readonly calibrationHash?: string | undefined }[],
): boolean {
  return after.every(({ calibrationHash }, at) => before[at]?.calibrationHash === calibrationHash)
}

function readHashes(catalogue: Catalogue): PublishedHashes {
  const select = (kind: DefinitionKind) =>
    new Map(
      [...catalogue.values()]
        .filter((entry) => entry.kind === kind)
        .map(({ id, version, hash }) => [`${id}@${version}`, hash]),
    )
  return { instruments: select('instrument'), calibrations: select('calibration') }
}

export function formatName({ kind, id, version }: Pick<CatalogueEntry, 'kind' | 'id' | 'version'>): string {
  return `${kind} ${id}@${version}`
}
