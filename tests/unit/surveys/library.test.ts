import { describe, expect, test } from 'vitest'
import peg from '../../../surveys/instruments/peg-1.0.0.json' with { type: 'json' }
import pgic from '../../../surveys/instruments/pgic-1.0.0.json' with { type: 'json' }
import { openLibrary, openShippedLibrary } from '../../../surveys/library/library.ts'
import painRelief from '../../../surveys/responder/definitions/pain-relief-30-1.0.0.json' with {
  type: 'json',
}
import registry from '../../../surveys/studies/ketamine-infusion-registry-1.0.0.json' with { type: 'json' }
import { computeContentHash } from '../../../surveys/values/canonical.ts'

const [baseline] = registry.timepoints
const small = {
  ...registry,
  spacing: [],
  safety: {},
  byText: undefined,
  timepoints: [{ ...baseline, battery: ['peg@1.0.0'] }],
  domains: {},
  responderDefinitions: [{ ...painRelief, rule: { op: 'improvement', score: 'peg/total', atLeast: 1 } }],
}

describe('a library', () => {
  test('refuses what is no definition', () => {
    expect(() => openLibrary([{ ...peg, colour: 'red' }], [])).toThrow()
    expect(() => openLibrary([], [{}])).toThrow()
  })

  test('refuses faulty definitions, naming every one of them with its place', () => {
    const wrong = { ...pgic, examples: [{ source: '', answers: { change: '2' }, scores: { change: '3' } }] }
    const lost = { ...small, baseline: 'week-0' }
    expect(() => openLibrary([peg, wrong], [lost])).toThrow(
      'faulty definitions:\n' +
        'pgic@1.0.0/examples/0/scores/change: expected 3, scored 2\n' +
        'ketamine-infusion-registry/baseline: no timepoint week-0',
    )
  })

  test('refuses a study over an instrument that it does not hold', () => {
    expect(() => openLibrary([pgic], [small])).toThrow('no instrument peg@1.0.0')
  })

  test('finds an instrument by id and version, a study by id, and nothing else', () => {
    const library = openLibrary([peg], [small])
    expect(library.findInstrument('peg@1.0.0')?.definition.id).toBe('peg')
    expect(library.findInstrument('peg@1.0.1')).toBeUndefined()
    expect(library.findInstrument('peg')).toBeUndefined()
    expect(library.findStudy('ketamine-infusion-registry')?.definition.version).toBe('1.0.0')
    expect(library.findStudy('constructor')).toBeUndefined()
  })

  test('hashes the file as it is written, without the defaults that the schema adds', () => {
    const library = openLibrary([peg], [small])
    expect(library.findInstrument('peg@1.0.0')?.hash).toBe(computeContentHash(peg))
    expect(library.findStudy(small.id)?.hash).toBe(computeContentHash(small))
    expect(peg).not.toHaveProperty('safety')
    expect(library.findInstrument('peg@1.0.0')?.definition.safety).toEqual([])
  })

  test('gives the newest version of a study, whatever the order of the files', () => {
    const versions = ['1.9.0', '1.10.0', '1.2.10'].map((version) => ({ ...small, version }))
    for (const files of [versions, [...versions].reverse()])
      expect(openLibrary([peg], files).studies.map((one) => one.definition.version)).toEqual(['1.10.0'])
  })

  test('holds older and newer versions of an instrument side by side', () => {
    const library = openLibrary([peg, { ...peg, version: '1.1.0' }], [])
    expect(library.findInstrument('peg@1.0.0')?.hash).not.toBe(library.findInstrument('peg@1.1.0')?.hash)
    expect(library.instruments).toHaveLength(2)
  })

  test('as it ships is read once', () => {
    expect(openShippedLibrary()).toBe(openShippedLibrary())
  })
})
