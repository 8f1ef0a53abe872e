import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildVerifiedAssessmentScope } from '../../../functions/platform/core/scope.ts'
import { buildBattery } from '../../../functions/records/response/response.ts'
import { formatScores, parseScores } from '../../../functions/records/score/compact-scores.ts'
import { putScores } from '../../../functions/records/score/score.store.ts'
import { scoreBattery } from '../../../functions/records/score/score.ts'
import { listOptions } from '../../../surveys/instrument/item.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'

const PEG = { instrument: 'peg@1.0.0', hash: 'a'.repeat(64), algorithm: '1', calibration: null }
const scored: StoredScore = {
  ...{ kind: 'scored', ...PEG, scale: 'total', itemsMissing: [] },
  ...{ exact: '20/3', value: 20 / 3, standardError: null, estimated: false, band: null },
  ...{ itemsUsed: 3, itemsReversed: [] },
}

describe('a sheet comes back as it was written', () => {
  test.each<[string, readonly StoredScore[]]>([
    ['no score at all', []],
    ['an exact score', [scored]],
    ['a score of nought', [{ ...scored, exact: '0', value: 0 }]],
    ['a negative score', [{ ...scored, exact: '-7/4', value: -1.75 }]],
    ['a score in a band', [{ ...scored, exact: '12', value: 12, band: 'moderate' }]],
    ['one with items left out and reversed', [{ ...scored, itemsMissing: ['a', 'b'], itemsReversed: ['c'] }]],
    ['one read from a table, with its standard error', [{ ...scored, standardError: 2.4 }]],
    ['one with a standard error of nought', [{ ...scored, standardError: 0 }]],
    ['an estimated one', [{ ...scored, estimated: true, standardError: 0.31, calibration: 'c'.repeat(64) }]],
    ...(['items-missing', 'unknown-code', 'outside-table', 'divided-by-zero', 'no-calibration'] as const).map(
      (reason): [string, readonly StoredScore[]] => [
        `one that is not scorable: ${reason}`,
        [{ kind: 'not-scorable', ...PEG, scale: 'total', itemsMissing: ['pain'], reason }],
      ],
    ),
  ])('%s', (_, scores) => expect(parseScores(formatScores(scores))).toEqual(scores))

  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  const from = {
    instrument: text,
    hash: text,
    algorithm: text,
    scale: text,
    itemsMissing: fc.array(text, { maxLength: 3 }),
    calibration: fc.option(text),
  }
  const exact = fc.tuple(fc.integer(), fc.integer({ min: 1, max: 10_000 })).map(([above, below]) => {
    const divisor = findCommonDivisor(Math.abs(above), below)
    const [numerator, denominator] = [above / divisor, below / divisor]
    return {
      exact: denominator === 1 ? String(numerator) : `${numerator}/${denominator}`,
      value: numerator / denominator,
    }
  })
  const score: fc.Arbitrary<StoredScore> = fc.oneof(
    fc
      .record({
        ...{ kind: fc.constant('scored' as const), ...from, exact, estimated: fc.boolean() },
        standardError: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })),
        ...{ band: fc.option(text), itemsUsed: fc.nat(400), itemsReversed: fc.array(text, { maxLength: 3 }) },
      })
      .map(({ exact: both, ...rest }) => ({ ...rest, ...both })),
    fc.record({
      ...{ kind: fc.constant('not-scorable' as const), ...from },
      reason: fc.constantFrom('items-missing', 'unknown-code', 'outside-table', 'no-calibration'),
    }),
  )

  test('whatever the scores are, and in their order', () => {
    fc.assert(
      fc.property(fc.array(score, { maxLength: 8 }), (scores) => {
        expect(parseScores(formatScores(scores))).toEqual(scores)
      }),
    )
  })

  test('where two sources differ in nothing but where a comma stands', () => {
    const alike: StoredScore[] = [
      { ...scored, instrument: 'a,b', hash: 'c' },
      { ...scored, instrument: 'a', hash: 'b,c' },
    ]
    expect(parseScores(formatScores(alike))).toEqual(alike)
  })
})

function findCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : findCommonDivisor(b, a % b)
}

describe('what was not written so is refused', () => {
  const row = [0, 'total', [], '20/3', null, 0, null, 3, []]
  const sources = [['1', 'peg@1.0.0', 'a', null]]
  const write = (scores: unknown, from: unknown = sources) => JSON.stringify({ sources: from, scores })
  const replace = (at: number, value: unknown) =>
    write([row.map((one, place) => (place === at ? value : one))])

  test('a row as it is written is not', () => expect(parseScores(write([row]))).toHaveLength(1))

  test.each([
    ['nothing', ''],
    ['no JSON', '[[0,'],
    ['no object', '[]'],
    ['scores without sources', write([row], null)],
    ['a source that is not there', replace(0, 1)],
    ['a source before the first', replace(0, -1)],
    ['a place that is no whole number', replace(0, 0.5)],
    ['a scale without a name', replace(1, null)],
    ['missing items that are no list', replace(2, 'a')],
    ['a value that is no fraction', replace(3, 'x')],
    ['a value that is a number', replace(3, 20 / 3)],
    ['a value over nought', replace(3, '1/0')],
    ['an estimate that is neither', replace(5, 2)],
    ['half an item', replace(7, 1.5)],
    ['a row too short', write([row.slice(0, -1)])],
    ['a row too long', write([[...row, null]])],
    ['a reason that there is not', write([[0, 'total', [], 'too-tired']])],
    ['a source too short', write([row], [['1', 'peg@1.0.0', 'a']])],
  ])('%s', (_, written) => expect(() => parseScores(written)).toThrow())
})

test('the sheet of the baseline battery, five scales and more, is one item below a kilobyte', () => {
  const library = openShippedLibrary()
  const study = library.findStudy('ketamine-infusion-registry')?.definition
  const refs = study?.timepoints.find(({ id }) => id === 'baseline')?.battery ?? []
  const battery = buildBattery(refs.flatMap((ref) => library.findInstrument(ref) ?? []))
  const names = { study: 'ketamine-infusion-registry', site: 'harbor', participant: 'harbor-7k3f9m2p' }
  const scope = buildVerifiedAssessmentScope({ ...names, timepoint: 'baseline' })
  const answerAll = (pick: (codes: readonly string[]) => string | undefined) =>
    Object.fromEntries(
      battery.items.map(({ key, instrument, item }) => [
        key,
        pick(listOptions(instrument, item).map(({ code }) => code)) ?? null,
      ]),
    )
  for (const pick of [(codes: readonly string[]) => codes.at(-1), () => undefined]) {
    const scores = scoreBattery(battery, answerAll(pick))
    expect(scores.length).toBeGreaterThanOrEqual(5)
    const sheet = { ...scope, answeredAt: '2026-03-02T15:00:00.000Z', scores }
    const item = putScores('Study', scope, sheet).write.Put?.Item ?? {}
    expect(Object.keys(item).sort()).toEqual(['answeredAt', 'pk', 'scores', 'sk'])
    const size = Object.entries(item).reduce((sum, [name, { S = '' }]) => sum + name.length + S.length, 0)
    expect(size).toBeLessThan(1024)
    expect(parseScores(item.scores?.S ?? '')).toEqual(scores)
  }
})
