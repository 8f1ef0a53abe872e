import { afterEach, expect, test, vi } from 'vitest'
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

const HASHES = '../../../surveys/library/published-hashes.json'

afterEach(() => {
  vi.doUnmock(HASHES)
  vi.resetModules()
})

test('where the sources run as they are, a definition that is not what was published is refused by its name', async () => {
  vi.resetModules()
  const { 'phq-9@1.0.0': _, ...others } = published
  vi.doMock(HASHES, () => ({ default: { ...others, 'peg@1.0.0': 'another hash', 'old@1.0.0': 'gone' } }))
  const { openShippedLibrary: open } = await import('../../../surveys/library/library.ts')
  expect(() => open()).toThrow(
    [
      'definitions changed after publication:',
      'peg@1.0.0: the content is not what was published',
      'phq-9@1.0.0: its hash is not in published-hashes.json',
      'old@1.0.0: it was published and its file is gone',
    ].join('\n'),
  )
})
