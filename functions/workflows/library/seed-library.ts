import { finishDefinition } from '../../../surveys/library/definition-kinds.ts'
import { listDefinitions } from '../../../surveys/library/list-definitions.ts'
import { DEFINITION_KINDS } from '../../../surveys/library/published-definition.ts'
import type { DefinitionFiles } from '../../../surveys/library/require-published-content.ts'
import { type PublishDeps, publishDefinitions, putContents } from './publish-definitions.ts'

/** Sources that are read and finished at once: of some ten kilobytes each. */
const AT_ONCE = 50

/**
 * Publishes what ships with this program, and writes what people have published anew where this program's schemas complete it
 * otherwise than the one before. Once it has returned, every definition can be read by the functions of this program.
 *
 * @returns how many definitions were published, and how many contents written
 * @throws PublishedOtherwiseError naming what ships and is published with other content
 * @throws ZodError where this program does not understand what was published: no function of it may be let run
 */
export async function seedLibrary(
  deps: PublishDeps,
  shipped: DefinitionFiles,
): Promise<{ readonly published: number; readonly written: number }> {
  const read = listDefinitions(shipped)
  const seeded = await publishDefinitions(deps, read, { actor: { kind: 'system' }, origin: 'built-in' })
  const isSeeded = new Set(read.map(({ hash }) => hash))
  let rewritten = 0
  for (const kind of DEFINITION_KINDS) {
    const hashes = (await deps.definitions.listEntries(kind))
      .map(({ hash }) => hash)
      .filter((hash) => !isSeeded.has(hash))
    for (let start = 0; start < hashes.length; start += AT_ONCE) {
      const sources = await deps.definitions.readSources(hashes.slice(start, start + AT_ONCE))
      const contents = sources.map((source) => ({ source, finished: finishDefinition(kind, source) }))
      rewritten += await putContents(deps.definitions, contents)
    }
  }
  return { published: seeded.published, written: seeded.written + rewritten }
}
