import { expect, test } from 'vitest'
import { refOf } from '../../../surveys/instrument/vocabulary.ts'
import { shippedLibrary, shippedStudies } from '../../../surveys/library/library.ts'
import { responderDefinitionSchema } from '../../../surveys/responder/definition.ts'
import { shippedResponderDefinitions } from '../../../surveys/responder/shipped.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { contentHash } from '../../../surveys/values/canonical.ts'
import published from './published-hashes.json' with { type: 'json' }

test('a published definition never changes: another content is another version', () => {
  const library = shippedLibrary()
  const instruments = library.instruments.map(({ definition, hash }) => [refOf(definition), hash])
  const studies = shippedStudies.map((file) => [refOf(studyDefinitionSchema.parse(file)), contentHash(file)])
  const responderDefinitions = shippedResponderDefinitions.map((file) => [
    `responder-definition ${refOf(responderDefinitionSchema.parse(file))}`,
    contentHash(file),
  ])
  expect(Object.fromEntries([...instruments, ...studies, ...responderDefinitions])).toEqual(published)
})
