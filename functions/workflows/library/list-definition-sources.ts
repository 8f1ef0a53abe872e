import { shippedResponderDefinitions } from '../../../surveys/responder/shipped.ts'
import type { DefinitionStore } from '../../records/library/definition.store.ts'

/** Every responder definition that a study may come to name, as it was published: those that ship, then people's. */
export async function listDefinitionSources({
  definitions,
}: {
  readonly definitions: Pick<DefinitionStore, 'listEntries' | 'readSources'>
}): Promise<readonly unknown[]> {
  const entries = await definitions.listEntries('responder-definition')
  const published = entries.filter(({ origin, retired }) => origin === 'published' && !retired)
  if (published.length === 0) return shippedResponderDefinitions
  return [
    ...shippedResponderDefinitions,
    ...(await definitions.readSources(published.map(({ hash }) => hash))),
  ]
}
