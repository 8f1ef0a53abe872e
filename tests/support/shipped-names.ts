import type { CatalogueEntry } from '../../functions/records/library/catalogue.ts'
import { readDefinition } from '../../surveys/library/list-definitions.ts'
import { shippedDefinitions } from '../../surveys/library/shipped.ts'

const entries = shippedDefinitions.responderDefinitions.map((source) => {
  const { kind, id, version, hash, title } = readDefinition('responder-definition', source)
  const about = { origin: 'built-in', publishedAt: '2026-01-01T00:00:00.000Z' } as const
  const entry: CatalogueEntry = { kind, id, version, hash, title, ...about }
  return { entry, source }
})

/** The shipped responder definitions as the library’s table has them, in memory. */
export const shippedNames = {
  listEntries: async (kind: string) =>
    kind === 'responder-definition' ? entries.map(({ entry }) => entry) : [],
  readSources: async (hashes: readonly string[]) =>
    hashes.map((hash) => entries.find(({ entry }) => entry.hash === hash)?.source),
}
