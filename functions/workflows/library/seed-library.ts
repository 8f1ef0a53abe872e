import { finishDefinition } from '../../../surveys/library/definition-kinds.ts'
import { listDefinitions, type ReadDefinition } from '../../../surveys/library/list-definitions.ts'
import { DEFINITION_KINDS } from '../../../surveys/library/published-definition.ts'
import type { DefinitionFiles } from '../../../surveys/library/require-published-content.ts'
import { findAmong, readNamedDefinitions } from './named-definitions.ts'
import { formatName, type PublishDeps, publishDefinitions, putContents } from './publish-definitions.ts'

/** Sources that are read and finished at once: of some ten kilobytes each. */
const AT_ONCE = 50

/**
 * Publishes what ships with this program, and writes what people have published anew where this program's schemas complete it
 * otherwise than the one before. Once it has returned, every definition can be read by the functions of this program.
 *
 * What people have published under a name that ships since then stays theirs: an upgrade neither takes it away nor fails. A
 * study that names such a responder definition means theirs.
 *
 * @returns how many definitions were published, how many contents written, and which were left to people
 * @throws PublishedOtherwiseError naming what ships and is published with other content
 * @throws ZodError where this program does not understand what was published: no function of it may be let run
 */
export async function seedLibrary(
  deps: PublishDeps,
  shipped: DefinitionFiles,
): Promise<{
  readonly published: number
  readonly written: number
  readonly leftToPeople: readonly string[]
}> {
  const named = await readNamedDefinitions(deps.definitions, shipped.studies)
  const { read, leftToPeople } = await leaveToPeople(deps, listDefinitions(shipped, findAmong(named)))
  const seeded = await publishDefinitions(deps, read, { actor: { kind: 'system' }, origin: 'built-in' })
  const isSeeded = new Set(read.map(({ hash }) => hash))
  let rewritten = 0
  for (const kind of DEFINITION_KINDS) {
    const hashes = (await deps.definitions.listEntries(kind))
      .map(({ hash }) => hash)
      .filter((hash) => !isSeeded.has(hash))
    for (let start = 0; start < hashes.length; start += AT_ONCE) {
      const sources = await deps.definitions.readSources(hashes.slice(start, start + AT_ONCE))
      const find = findAmong(await readNamedDefinitions(deps.definitions, kind === 'study' ? sources : []))
      const contents = sources.map((source) => ({ source, finished: finishDefinition(kind, source, find) }))
      rewritten += await putContents(deps.definitions, contents)
    }
  }
  return { published: seeded.published, written: seeded.written + rewritten, leftToPeople }
}

async function leaveToPeople({ definitions }: PublishDeps, read: readonly ReadDefinition[]) {
  const entries = (await Promise.all(DEFINITION_KINDS.map((kind) => definitions.listEntries(kind)))).flat()
  const theirs = new Map(
    entries.filter(({ origin }) => origin === 'published').map((entry) => [formatName(entry), entry.hash]),
  )
  const isTheirs = (one: ReadDefinition) => (theirs.get(formatName(one)) ?? one.hash) !== one.hash
  return { read: read.filter((one) => !isTheirs(one)), leftToPeople: read.filter(isTheirs).map(formatName) }
}
