import { expect, test } from 'vitest'
import peg from '../../../surveys/instruments/peg-1.0.0.json' with { type: 'json' }
import pgic from '../../../surveys/instruments/pgic-1.0.0.json' with { type: 'json' }
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { checkDefinitions } from '../../../surveys/library/check-definitions.ts'
import publishedHashes from '../../../surveys/library/published-hashes.json' with { type: 'json' }
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { shippedResponderDefinitions } from '../../../surveys/responder/shipped.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'

const none = { instruments: [], studies: [], calibrations: [], responderDefinitions: [] }

test('what ships passes', () => {
  expect(() => checkDefinitions(shippedDefinitions, publishedHashes)).not.toThrow()
})

test('a definition whose content is not what was published is refused by its name', () => {
  const changed = { ...peg, notes: 'changed' }
  const instruments = shippedInstruments.map((file) => (file === peg ? changed : file))
  expect(() => checkDefinitions({ ...shippedDefinitions, instruments }, publishedHashes)).toThrow(
    /^definitions changed after publication:\npeg@1\.0\.0: the content is not what was published$/,
  )
})

test('what ships is refused without a definition that was published, by its name', () => {
  const instruments = shippedInstruments.filter((file) => file !== peg)
  expect(() => checkDefinitions({ ...shippedDefinitions, instruments }, publishedHashes)).toThrow(
    /^definitions changed after publication:\npeg@1\.0\.0: it was published and its file is gone$/,
  )
})

test('a definition whose hash nobody wrote down is refused', () => {
  expect(() => checkDefinitions({ ...none, instruments: [peg] }, {})).toThrow(
    'peg@1.0.0: its hash is not in published-hashes.json',
  )
})

test('a responder definition that was changed is refused', () => {
  const [first, ...rest] = shippedResponderDefinitions as readonly Record<string, unknown>[]
  const responderDefinitions = [{ ...first, title: { en: 'Other words' } }, ...rest]
  expect(() => checkDefinitions({ ...none, responderDefinitions }, publishedHashes)).toThrow(
    `responder-definition ${first?.id}@${first?.version}: the content is not what was published`,
  )
})

test('every check of a definition is made', () => {
  const wrong = { ...pgic, examples: [{ source: '', answers: { change: '2' }, scores: { change: '3' } }] }
  const hashes = { 'pgic@1.0.0': computeContentHash(wrong) }
  expect(() => checkDefinitions({ ...none, instruments: [wrong] }, hashes)).toThrow(
    'pgic@1.0.0/examples/0/scores/change: expected 3, scored 2',
  )
})
