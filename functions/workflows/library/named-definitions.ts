import {
  type FindNamedDefinition,
  listNamedDefinitions,
} from '../../../surveys/responder/named-definitions.ts'
import type { CatalogueEntry } from '../../records/library/catalogue.ts'
import type { DefinitionStore } from '../../records/library/definition.store.ts'

/** A responder definition that the library has under a name. */
export type NamedDefinition = { readonly entry: CatalogueEntry; readonly source: unknown }

/** By name: `pain-relief-30@1.0.0`. */
export type NamedDefinitions = ReadonlyMap<string, NamedDefinition>

/**
 * What the library has under the names that studies give to responder definitions, whoever published it. Studies that name none
 * cost no request.
 *
 * @param studies as they were written
 */
export async function readNamedDefinitions(
  definitions: Pick<DefinitionStore, 'listEntries' | 'readSources'>,
  studies: readonly unknown[],
): Promise<NamedDefinitions> {
  const refs = new Set(studies.flatMap(listNamedDefinitions).map(({ ref }) => ref))
  if (refs.size === 0) return new Map()
  const entries = (await definitions.listEntries('responder-definition')).filter(({ id, version }) =>
    refs.has(`${id}@${version}`),
  )
  const sources = await definitions.readSources(entries.map(({ hash }) => hash))
  return new Map(
    entries.map((entry, at) => [`${entry.id}@${entry.version}`, { entry, source: sources[at] }] as const),
  )
}

/** What `finishDefinition` finds a study's named definitions by. */
export function findAmong(named: NamedDefinitions): FindNamedDefinition {
  return (ref) => named.get(ref)?.source
}
