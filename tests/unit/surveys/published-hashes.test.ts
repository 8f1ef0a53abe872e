import { expect, test } from 'vitest'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import published from '../../../surveys/library/published-hashes.json' with { type: 'json' }
import { responderDefinitionSchema } from '../../../surveys/responder/definition.ts'
import { shippedResponderDefinitions } from '../../../surveys/responder/shipped.ts'
import { shippedStudies } from '../../../surveys/studies/shipped.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'

test('a published definition never changes: another content is another version', () => {
  const library = openShippedLibrary()
  const instruments = library.instruments.map(({ definition, hash }) => [formatRef(definition), hash])
  const studies = shippedStudies.map((file) => [
    formatRef(studyDefinitionSchema.parse(file)),
    computeContentHash(file),
  ])
  const responderDefinitions = shippedResponderDefinitions.map((file) => [
    `responder-definition ${formatRef(responderDefinitionSchema.parse(file))}`,
    computeContentHash(file),
  ])
  expect(Object.fromEntries([...instruments, ...studies, ...responderDefinitions])).toEqual(published)
})
