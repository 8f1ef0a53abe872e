import { expect, test } from 'vitest'
import { refOf } from '../../surveys/instrument/vocabulary.ts'
import { shippedLibrary } from '../../surveys/library.ts'
import published from './published-hashes.json' with { type: 'json' }

test('a published definition never changes: another content is another version', () => {
  const library = shippedLibrary()
  const hashes = [...library.instruments, ...library.studies].map(({ definition, hash }) => [
    refOf(definition),
    hash,
  ])
  expect(Object.fromEntries(hashes)).toEqual(published)
})
