import { describe, expect, test } from 'vitest'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../../surveys/instrument/definition.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { buildMeasures } from '../../../../surveys/study/measures.ts'
import { compareScale, type Equivalence } from '../../../../surveys/versions/equivalence.ts'

const library = openShippedLibrary()
const published = (ref: string): InstrumentDefinition => {
  const found = library.findInstrument(ref)?.definition
  if (!found) throw new Error(ref)
  return found
}
const PEG = published('peg@1.0.0')

/** The shipped PEG as another version, after a change. */
function changed(version: string, change: (draft: InstrumentDefinition) => void): InstrumentDefinition {
  const draft = instrumentDefinitionSchema.parse(structuredClone(PEG))
  draft.version = version
  change(draft)
  return draft
}
const reworded = changed('2.0.0', ({ items }) => {
  const [first] = items
  if (first?.text) first.text.en = 'How bad was it?'
})
const titled = changed('1.0.1', (draft) => {
  draft.title.en = 'PEG'
})
const longer = changed('2.0.0', (draft) => {
  draft.recallDays = 14
})
const evidence = (grade: Equivalence['evidence']): Equivalence => ({
  instrument: 'peg',
  scale: 'total',
  versions: ['1.0.0', '2.0.0'],
  evidence: grade,
  source: 'a study of both',
})

describe('scores may not stand beside each other', () => {
  test.each([
    ['where an item was reworded', reworded, 'reworded in en'],
    ['where the recall is another', longer, 'the recall changed'],
    [
      'where only one has the scale',
      changed('2.0.0', (draft) => {
        draft.scales = draft.scales.filter(({ id }) => id !== 'total')
      }),
      '2.0.0 has no such scale',
    ],
  ])('%s, whichever is the newer', (_, other, reason) => {
    for (const [one, two] of [
      [PEG, other],
      [other, PEG],
    ] as const) {
      const comparison = compareScale('total', one, two, [])
      expect(comparison.kind === 'unlike' && comparison.reasons.join('; ')).toContain(reason)
    }
  })

  test.each(['unconfirmed', 'unvalidated'] as const)('on %s evidence, which is named', (grade) => {
    const comparison = compareScale('total', PEG, reworded, [evidence(grade)])
    expect(comparison.kind === 'unlike' && comparison.reasons.at(-1)).toBe(
      `${grade} evidence of equivalence: a study of both`,
    )
  })

  test.each<[string, Partial<Equivalence>]>([
    ['another scale', { scale: 'interference' }],
    ['another instrument', { instrument: 'bpi-sf' }],
    ['other versions', { versions: ['1.0.0', '3.0.0'] }],
  ])('on evidence about %s', (_, other) => {
    const declared = { ...evidence('established'), ...other }
    expect(compareScale('total', PEG, reworded, [declared]).kind).toBe('unlike')
  })

  test('of two instruments at all', () => {
    expect(() => compareScale('total', PEG, published('phq-9@1.0.0'), [])).toThrow('two instruments')
  })
})

describe('scores stand beside each other', () => {
  test('of the same version, and of one that changed nothing the scale turns on', () => {
    expect(compareScale('total', PEG, PEG, [])).toEqual({ kind: 'alike', by: 'definition' })
    expect(compareScale('total', PEG, titled, [])).toEqual({ kind: 'alike', by: 'definition' })
  })

  test('of a scale whose items stayed, although another scale broke', () => {
    const other = changed('2.0.0', ({ scales }) => {
      const total = scales.find(({ id }) => id === 'total')
      if (total) total.range = [0, 11]
    })
    expect(compareScale('total', PEG, other, []).kind).toBe('unlike')
    expect(compareScale('interference', PEG, other, [])).toEqual({ kind: 'alike', by: 'definition' })
  })

  test('on established evidence, which is given', () => {
    const declared = evidence('established')
    expect(compareScale('total', PEG, reworded, [declared])).toEqual({
      kind: 'alike',
      by: 'evidence',
      equivalence: declared,
    })
  })
})

describe('what a study measures', () => {
  const versions = new Map([PEG, titled, reworded].map((one) => [`peg@${one.version}`, one]))
  const study = { timepoints: [{ battery: ['peg@1.0.0'] }], equivalences: [], domains: {} } as never
  const total = buildMeasures(study, (ref) => versions.get(ref)).get('peg/total')

  test('knows each score with its direction, and which versions are like the one asked', () => {
    expect(total?.direction).toBe('higher-is-worse')
    expect(
      ['peg@1.0.0', 'peg@1.0.1', 'peg@2.0.0', 'peg@9.9.9', 'phq-9@1.0.0'].map((ref) => total?.isAlike(ref)),
    ).toEqual([true, true, false, false, false])
  })

  test('asks for a version once', () => {
    let asked = 0
    const measure = buildMeasures(study, (ref) => {
      asked += 1
      return versions.get(ref)
    }).get('peg/total')
    const before = asked
    for (let i = 0; i < 100; i += 1) measure?.isAlike('peg@2.0.0')
    expect(asked - before).toBe(1)
  })
})
