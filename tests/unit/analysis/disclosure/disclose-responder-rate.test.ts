import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  discloseResponderRate,
  type ShownCells,
} from '../../../../functions/analysis/disclosure/disclose-responder-rate.ts'
import { buildWholeRate, type Counts } from '../../../support/released-rates.ts'

const MINIMUM = 11
const disclose = (counts: Counts, before: Readonly<Record<string, readonly ShownCells[]>> = {}) =>
  discloseResponderRate(buildWholeRate(counts), MINIMUM, new Map(Object.entries(before)))
const listShown = ({ sites }: ReturnType<typeof disclose>) =>
  sites.flatMap(({ kind, site }) => (kind === 'shown' ? [site] : []))

/** Every cell is large. */
const LARGE: Counts = { harbor: [20, 55], mesa: [30, 60], summit: [14, 40], lakes: [25, 58] }

describe('a release does not show', () => {
  test.each([
    ['few who met', [10, 40]],
    ['nobody who met', [0, 40]],
    ['few who did not meet', [30, 40]],
    ['nobody due', [0, 0]],
  ] as const)('a clinic with %s, nor the smallest other one', (_, summit) => {
    const shown = listShown(disclose({ ...LARGE, summit }))
    expect(shown).not.toContain('summit')
    expect(shown).not.toContain('harbor')
  })

  test('whole-study counts beside a suppressed clinic', () => {
    const { counts, rates } = disclose({ ...LARGE, summit: [9, 40] })
    expect(Object.values(counts).every((count) => count === null)).toBe(true)
    expect(rates.primary).toMatchObject({ met: null, of: null })
  })

  test('what could be solved for counts: weights, τ², results without each, events and reasons', () => {
    const released = disclose(LARGE)
    expect(released.failedBy).toEqual([])
    expect(released.missing).toEqual([])
    expect(Object.keys(released.pooled).sort()).toEqual([
      'interval',
      'k',
      'kind',
      'level',
      'method',
      'predictionInterval',
      'rate',
      'step',
    ])
    expect(Object.values(released.sites[0] ?? {})[3]).toEqual({
      ...{ due: 55, met: 20, notYetDue: null, observed: null, observedMet: null, bestMet: null },
    })
  })

  test('a rate where there is none', () => {
    const { sites, pooled, counts } = discloseResponderRate(
      { ...buildWholeRate(LARGE), noRate: 'too-early' },
      MINIMUM,
    )
    expect(sites.every(({ kind }) => kind === 'suppressed')).toBe(true)
    expect(pooled).toEqual({ kind: 'not-pooled', reason: 'no-rate' })
    expect(counts.due).toBeNull()
  })

  test('anything made of rows that are suppressed already', () => {
    expect(() => discloseResponderRate(disclose({ ...LARGE, summit: [3, 40] }), MINIMUM)).toThrow(
      'nothing is suppressed',
    )
  })
})

describe('a release shows', () => {
  test('every clinic with due and met, and the whole, where all cells are large', () => {
    const released = disclose(LARGE)
    expect(listShown(released)).toEqual(['harbor', 'mesa', 'summit', 'lakes'])
    expect(released.counts).toMatchObject({ due: 213, met: 89 })
  })

  test('rates of all clinics in whole percent', () => {
    const { rates, pooled } = disclose(LARGE)
    // 89 of 213 is 41.8 %.
    expect(rates.primary?.rate).toBe(0.42)
    if (pooled.kind !== 'rounded') throw new Error('is pooled')
    for (const share of [pooled.rate, ...(pooled.interval ?? []), ...(pooled.predictionInterval ?? [])])
      expect(share * 100).toBeCloseTo(Math.round(share * 100), 9)
  })

  test('the pooled rate of all clinics, the suppressed among them, in steps of five percent', () => {
    const counts: Counts = { a: [5, 60], b: [17, 60], c: [30, 60], d: [22, 60], e: [21, 50], f: [30, 70] }
    const [{ pooled, rates, sites }, whole] = [disclose(counts), buildWholeRate(counts)]
    if (pooled.kind !== 'rounded' || whole.pooled.kind !== 'pooled') throw new Error('is pooled')
    expect(pooled).toMatchObject({ k: 6, step: 0.05, interval: null, predictionInterval: null })
    expect(Math.abs(pooled.rate - whole.pooled.rate)).toBeLessThanOrEqual(0.025 + 1e-9)
    // 125 of 360 is 34.7 %.
    expect(rates.primary?.rate).toBe(0.35)
    expect(sites.filter(({ kind }) => kind === 'suppressed').map(({ site }) => site)).toEqual(['a', 'b', 'e'])
  })

  test('no rate of all clinics where two clinics are all there is', () => {
    expect(disclose({ a: [3, 8], b: [2, 7] })).toMatchObject({
      ...{
        pooled: { kind: 'suppressed' },
        rates: { primary: null, observed: null, worst: null, best: null },
      },
    })
  })
})

describe('of a clinic that was shown before', () => {
  test.each([
    ['as it was', [20, 35], true],
    ['one more who met', [19, 35], false],
    ['one more who did not meet', [20, 34], false],
    ['ten fewer', [20, 45], false],
    ['eleven more of each', [9, 24], true],
    ['eleven more who met, and one who did not', [9, 34], false],
  ] as const)('the row: %s: %s', (_, before, isShown) => {
    expect(listShown(disclose(LARGE, { harbor: [before] })).includes('harbor')).toBe(isShown)
  })

  test('every earlier row counts, not only the last', () => {
    expect(
      listShown(
        disclose(LARGE, {
          harbor: [
            [20, 35],
            [15, 35],
          ],
        }),
      ),
    ).not.toContain('harbor')
  })
})

const anyCounts = fc
  .array(
    fc
      .integer({ min: 0, max: 60 })
      .chain((due) => fc.tuple(fc.integer({ min: 0, max: due }), fc.constant(due))),
    { minLength: 1, maxLength: 6 },
  )
  .map((sites): Counts => Object.fromEntries(sites.map((cells, at) => [`s${at}`, cells])))

test('never one clinic alone is suppressed, and no shown cell is small', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const { sites } = disclose(counts)
      const hidden = sites.filter(({ kind }) => kind === 'suppressed')
      expect(hidden.length === 1 && sites.length > 1).toBe(false)
      for (const row of sites)
        if (row.kind === 'shown') {
          const { met, due } = row.counts
          expect(Math.min(met ?? 0, (due ?? 0) - (met ?? 0))).toBeGreaterThanOrEqual(MINIMUM)
        }
    }),
    { numRuns: 60 },
  )
})
