import { expect, test } from 'vitest'
import { contentHash } from '../../surveys/canonical.ts'
import { refOf } from '../../surveys/instrument/vocabulary.ts'
import { shippedLibrary } from '../../surveys/library.ts'
import { responderDefinitionSchema } from '../../surveys/responder/definition.ts'
import { shippedResponderDefinitions } from '../../surveys/responder/shipped.ts'
import published from './published-hashes.json' with { type: 'json' }

test('a published definition never changes: another content is another version', () => {
  const library = shippedLibrary()
  const hashes = [...library.instruments, ...library.studies].map(({ definition, hash }) => [
    refOf(definition),
    hash,
  ])
  const responderDefinitions = shippedResponderDefinitions.map((file) => [
    `responder-definition ${refOf(responderDefinitionSchema.parse(file))}`,
    contentHash(file),
  ])
  expect(Object.fromEntries([...hashes, ...responderDefinitions])).toEqual(published)
})
