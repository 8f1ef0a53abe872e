import { describe, expect, test } from 'vitest'
import peg from '../../../surveys/instruments/peg-1.0.0.json' with { type: 'json' }
import pgic from '../../../surveys/instruments/pgic-1.0.0.json' with { type: 'json' }
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { finishLibrary } from '../../../surveys/library/finish-library.ts'
import { formatFinishedLibrary, openFinishedLibrary } from '../../../surveys/library/finished-library.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import publishedHashes from '../../../surveys/library/published-hashes.json' with { type: 'json' }
import { shippedResponderDefinitions } from '../../../surveys/responder/shipped.ts'
import { shippedStudies } from '../../../surveys/studies/shipped.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { adaptiveLibrary } from '../../support/adaptive-form.ts'

const none = { instruments: [], studies: [], calibrations: [], responderDefinitions: [] }
const shipped = {
  ...none,
  instruments: shippedInstruments,
  studies: shippedStudies,
  responderDefinitions: shippedResponderDefinitions,
}
const { shipped: finished, ofStudies, analyses } = finishLibrary(shipped, publishedHashes)

describe('a finished library', () => {
  test('gives every definition as its schema completes the file, with the hash of the file', () => {
    const library = openShippedLibrary()
    expect(openFinishedLibrary(finished).instruments).toEqual(library.instruments)
    expect(openFinishedLibrary(finished).studies).toEqual(library.studies)
    expect(openFinishedLibrary(finished).directory).toEqual(library.directory)
  })

  test('finds a definition by its name and by its hash', () => {
    const library = openFinishedLibrary(finished)
    const { hash } = library.findInstrument('peg@1.0.0') ?? { hash: '' }
    expect(hash).toBe(publishedHashes['peg@1.0.0'])
    expect(library.findInstrumentByHash('peg', hash)?.definition.id).toBe('peg')
    expect(library.findInstrument('peg@9.0.0')).toBeUndefined()
  })

  test('keeps calibrations', () => {
    const adaptive = adaptiveLibrary()
    const calibrations = adaptive.instruments.flatMap(({ calibration }) => calibration ?? [])
    const again = openFinishedLibrary(formatFinishedLibrary(adaptive))
    expect(calibrations).toHaveLength(1)
    expect(again.instruments.flatMap(({ calibration }) => calibration ?? [])).toEqual(calibrations)
  })

  test('for the studies holds what any version of a study asks and its older versions, and no other instrument', () => {
    const { directory, instruments } = openFinishedLibrary(ofStudies)
    const names = instruments.map(({ definition }) => `${definition.id}@${definition.version}`)
    expect(directory).toEqual(openShippedLibrary().directory)
    expect(names).toEqual(expect.arrayContaining(['satisfaction@1.0.0', 'satisfaction@1.1.0']))
    expect(names).not.toContain('rand-36@1.0.0')
    expect(names).not.toContain('phq-9@1.1.0')
  })
})

test('what the studies analyse stands apart, and joined to the rest gives the whole', () => {
  const [asked] = openFinishedLibrary(ofStudies).studies
  expect(asked?.definition.responderDefinitions).toEqual([])
  expect(asked?.definition.endpoints).toBeUndefined()
  expect(asked?.hash).toBe(openShippedLibrary().studies[0]?.hash)
  expect(openFinishedLibrary(`${ofStudies}\n${analyses}`).studies).toEqual(openShippedLibrary().studies)
})

describe('finishing', () => {
  test('refuses a definition whose content is not what was published, by its name', () => {
    const changed = { ...peg, notes: 'changed' }
    const instruments = shippedInstruments.map((file) => (file === peg ? changed : file))
    expect(() => finishLibrary({ ...shipped, instruments }, publishedHashes)).toThrow(
      /^definitions changed after publication:\npeg@1\.0\.0: the content is not what was published$/,
    )
  })

  test('refuses without a definition that was published, by its name', () => {
    const instruments = shippedInstruments.filter((file) => file !== peg)
    expect(() => finishLibrary({ ...shipped, instruments }, publishedHashes)).toThrow(
      /^definitions changed after publication:\npeg@1\.0\.0: it was published and its file is gone$/,
    )
  })

  test('refuses a definition whose hash nobody wrote down', () => {
    expect(() => finishLibrary({ ...none, instruments: [peg] }, {})).toThrow(
      'peg@1.0.0: its hash is not in published-hashes.json',
    )
  })

  test('refuses a responder definition that was changed', () => {
    const [first, ...rest] = shippedResponderDefinitions as readonly Record<string, unknown>[]
    const responderDefinitions = [{ ...first, title: { en: 'Other words' } }, ...rest]
    expect(() => finishLibrary({ ...none, responderDefinitions }, publishedHashes)).toThrow(
      `responder-definition ${first?.id}@${first?.version}: the content is not what was published`,
    )
  })

  test('makes every check of a definition', () => {
    const wrong = { ...pgic, examples: [{ source: '', answers: { change: '2' }, scores: { change: '3' } }] }
    const hashes = { 'pgic@1.0.0': computeContentHash(wrong) }
    expect(() => finishLibrary({ ...none, instruments: [wrong] }, hashes)).toThrow(
      'pgic@1.0.0/examples/0/scores/change: expected 3, scored 2',
    )
  })
})
