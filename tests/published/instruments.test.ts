import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatRef } from '../../surveys/instrument/vocabulary.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { scoreInstrument } from '../../surveys/scoring/score.ts'
import { formatRational } from '../../surveys/values/rational.ts'
import { diffInstruments, findGravest } from '../../surveys/versions/diff.ts'

/**
 * tests/published/instruments.R scores random answers from the printed rules, without reading a definition. Every
 * scale of every shipped instrument must agree with it as a fraction, digit by digit.
 */
const lines = readFileSync(new URL('./instruments.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const vectorsOf = Map.groupBy(lines, (line) => line.split(',')[0] ?? '')
const library = openShippedLibrary()

/** A version's own vectors, or those of a version from which nothing that is scored differs. */
const cases = library.instruments.flatMap(({ definition }) => {
  const own = vectorsOf.get(formatRef(definition))
  if (own) return [[formatRef(definition), own] as const]
  const alike = library.instruments.find(
    (other) =>
      other.definition.id === definition.id &&
      vectorsOf.has(formatRef(other.definition)) &&
      findGravest(diffInstruments(other.definition, definition)) !== 'breaking',
  )
  const vectors = alike && vectorsOf.get(formatRef(alike.definition))
  return vectors ? [[formatRef(definition), vectors] as const] : []
})

test('no shipped instrument is left out, and no vector is left over', () => {
  expect(cases.map(([ref]) => ref).sort()).toEqual(
    library.instruments.map(({ definition }) => formatRef(definition)).sort(),
  )
  for (const ref of vectorsOf.keys()) expect(library.findInstrument(ref), ref).toBeDefined()
})

describe('agrees with R on every scale', () => {
  test.each(cases)('%s', (ref, vectors) => {
    const definition = library.findInstrument(ref)?.definition
    if (!definition) throw new Error(`no instrument ${ref}`)
    expect(vectors.length).toBeGreaterThanOrEqual(200)
    const scored = new Set<string>()
    for (const vector of vectors) {
      const [, codes = '', scores = ''] = vector.split(',')
      const given = codes.split('|')
      expect(given.length).toBe(definition.items.length)
      const answers = Object.fromEntries(
        definition.items.flatMap(({ id }, at) => (given[at] ? [[id, given[at]]] : [])),
      )
      const found = scoreInstrument(definition, answers).map((score) => {
        if (score.kind === 'scored') scored.add(score.scale)
        return `${score.scale}=${score.kind === 'scored' ? formatRational(score.exact) : 'not-scorable'}`
      })
      expect(found.sort().join('|'), codes).toBe(scores.split('|').sort().join('|'))
    }
    // Random answers that never led to a score would have shown nothing.
    expect([...scored].sort()).toEqual(definition.scales.map(({ id }) => id).sort())
  })
})
