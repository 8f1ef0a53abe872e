import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fitRepeatedMeasures,
  type RepeatedMeasuresOptions,
} from '../../../../functions/analysis/repeated-measures/repeated-measures.ts'
import { createRandomStream } from '../../../../functions/analysis/statistics/random.ts'
import {
  buildRepeatedMeasures,
  type RepeatedMeasuresRow,
} from '../../../../functions/analysis/statistics/visit-data.ts'

const names = { visits: ['week-1', 'week-4', 'week-12'], arms: ['usual', 'ketamine'], sites: ['a', 'b', 'c'] }

/** A made-up trial in which a participant's outcomes go together and some are missing. */
function made(seed: number, count: number, missing = 0.1): RepeatedMeasuresRow[] {
  const random = createRandomStream(seed, 'trial')
  return Array.from({ length: count }, () => {
    const level = random.normal()
    const arm = names.arms[random.drawInteger(2)] as string
    const baseline = 6 + 1.5 * random.normal()
    const outcomes = names.visits.map((_, visit) => {
      const outcome =
        5 - (arm === 'ketamine' ? 0.5 * visit : 0) + 0.4 * (baseline - 6) + level + random.normal()
      return random.uniform() < missing ? null : outcome
    })
    return { arm, site: names.sites[random.drawInteger(3)] as string, baseline, outcomes }
  })
}

const computeResult = (rows: readonly RepeatedMeasuresRow[], options?: RepeatedMeasuresOptions) =>
  fitRepeatedMeasures(buildRepeatedMeasures(names, rows), options)

function fitted(rows: readonly RepeatedMeasuresRow[], options?: RepeatedMeasuresOptions) {
  const result = computeResult(rows, options)
  if (result.kind !== 'fitted') throw new Error(result.reason)
  return result
}

describe('what cannot be fitted is refused by name', () => {
  test('nobody', () => {
    expect(computeResult([])).toMatchObject({ kind: 'not-fitted', reason: 'nobody-measured' })
    expect(computeResult(made(1, 20, 1))).toMatchObject({ kind: 'not-fitted', reason: 'nobody-measured' })
  })

  test('one participant', () => {
    expect(computeResult(made(1, 1, 0))).toMatchObject({ reason: 'too-few-participants', visit: 'week-1' })
  })

  test('outcomes that are all alike', () => {
    const alike = made(1, 30).map((row) => ({ ...row, outcomes: [4, 4, 4] }))
    expect(computeResult(alike)).toMatchObject({ reason: 'no-residual-variance', visit: 'week-1' })
  })

  test('outcomes that follow from the baseline', () => {
    const follow = made(1, 30).map((row) => ({ ...row, outcomes: [row.baseline, 2 * row.baseline, 3] }))
    expect(computeResult(follow)).toMatchObject({ reason: 'no-residual-variance' })
  })

  test('arms that are the sites', () => {
    const rows = made(1, 60).map((row) => ({ ...row, site: row.arm === 'usual' ? 'a' : 'b' }))
    expect(computeResult(rows)).toMatchObject({ reason: 'design-singular' })
    expect(computeResult(rows, { sites: 'none' }).kind).toBe('fitted')
  })

  test('a level that is none, no structure, an arm that is not listed, a row of another length', () => {
    expect(() => computeResult(made(1, 30), { level: 1 })).toThrow(RangeError)
    expect(() => computeResult(made(1, 30), { structures: [] })).toThrow(RangeError)
    const [row] = made(1, 1)
    expect(() => buildRepeatedMeasures(names, [{ ...(row as RepeatedMeasuresRow), arm: 'other' }])).toThrow(
      RangeError,
    )
    expect(() => buildRepeatedMeasures(names, [{ ...(row as RepeatedMeasuresRow), outcomes: [1] }])).toThrow(
      RangeError,
    )
    expect(() =>
      buildRepeatedMeasures(names, [
        { ...(row as RepeatedMeasuresRow), outcomes: [1, Number.POSITIVE_INFINITY, 2] },
      ]),
    ).toThrow(RangeError)
  })
})

describe('what is thin is fitted as far as it goes, and said', () => {
  test('one site', () => {
    const rows = made(2, 40).map((row) => ({ ...row, site: 'a' }))
    expect(fitted(rows).means).toEqual(fitted(rows, { sites: 'none' }).means)
    expect(fitted(rows, { sites: 'random' }).siteVariance).toBe(0)
  })

  test('sites that differ by no more than chance have no variance between them', () => {
    const result = fitted(made(2, 300), { sites: 'random', structures: ['compound-symmetry'] })
    const without = fitted(made(2, 300), { sites: 'none', structures: ['compound-symmetry'] })
    expect(result.siteVariance).toBe(0)
    expect(result.means).toEqual(without.means)
  })

  test('an empty arm', () => {
    const result = fitted(made(3, 40).map((row) => ({ ...row, arm: 'ketamine' })))
    expect(result.armsLeftOut).toEqual(['usual'])
    expect(result.contrasts).toEqual([])
    expect(result.means.map(({ arm }) => arm)).toEqual(['ketamine', 'ketamine', 'ketamine'])
  })

  test('an arm that was not measured at a visit', () => {
    const rows = made(4, 60, 0).map(({ outcomes: [a = null, b = null, c = null], ...row }) => ({
      ...row,
      outcomes: row.arm === 'usual' ? [a, b, null] : [a, b, c],
    }))
    const { means, contrasts } = fitted(rows)
    expect(means.filter(({ kind }) => kind === 'not-estimated')).toEqual([
      { visit: 'week-12', arm: 'usual', n: 0, kind: 'not-estimated', reason: 'nobody-measured' },
    ])
    expect(contrasts.at(-1)).toMatchObject({ visit: 'week-12', kind: 'not-estimated' })
  })

  test('a visit that nobody has', () => {
    const rows = made(5, 40, 0).map(({ outcomes: [a = null, , c = null], ...row }) => ({
      ...row,
      outcomes: [a, null, c],
    }))
    const result = fitted(rows)
    expect(result.visitsLeftOut).toEqual(['week-4'])
    expect(result.means.map(({ visit }) => visit)).toEqual(['week-1', 'week-1', 'week-12', 'week-12'])
  })

  test('who has no baseline, or no outcome', () => {
    const rows = made(6, 40, 0)
    const more = [
      ...rows,
      { arm: 'usual', site: 'a', baseline: Number.NaN, outcomes: [1, 2, 3] },
      { arm: 'usual', site: 'a', baseline: 50, outcomes: [null, null, null] },
    ]
    const result = fitted(more)
    expect(result.leftOut).toEqual({ withoutBaseline: 1, withoutOutcome: 1 })
    expect(result.means).toEqual(fitted(rows).means)
  })

  test('a baseline that is the same for everybody is not adjusted for', () => {
    const result = fitted(made(7, 40).map((row) => ({ ...row, baseline: 6 })))
    expect(result.adjustsForBaseline).toBe(false)
  })

  test('visits that nobody has together leave the covariances that need them for the next one, and say why', () => {
    const rows = made(8, 80, 0).map(({ outcomes: [a = null, b = null, c = null], ...row }, at) => ({
      ...row,
      outcomes: at % 2 === 0 ? [a, b, null] : [null, b, c],
    }))
    const result = fitted(rows)
    // Weeks 1 and 12 are the only pair two visits apart, so that the Toeplitz correlation at that distance is unknown too.
    expect(result.fallbacks).toEqual([
      { structure: 'unstructured', reason: 'visits-never-measured-together' },
      { structure: 'heterogeneous-toeplitz', reason: 'visits-never-measured-together' },
    ])
    expect(result.structure).toBe('heterogeneous-ar1')
    expect(computeResult(rows, { structures: ['unstructured'] })).toMatchObject({
      kind: 'not-fitted',
      reason: 'no-structure-converged',
    })
  })

  test('a start that is not positive definite', () => {
    // Pairs of visits are seen in different people, so that their covariances contradict each other.
    const random = createRandomStream(9, 'contradiction')
    const rows = made(9, 120, 0).map((row, at) => {
      const x = random.normal()
      const e = () => 0.3 * random.normal()
      const pairs = [
        [x, x + e(), null],
        [null, x, x + e()],
        [x, null, -x + e()],
      ]
      return { ...row, site: 'a', outcomes: pairs[at % 3] ?? [] }
    })
    const result = fitted(rows)
    for (const one of [...result.means, ...result.contrasts])
      expect(JSON.stringify(one)).not.toContain('null')
  })
})

describe('laws', () => {
  const seeds = fc.integer({ min: 1, max: 1_000_000 })
  const numbers = (rows: readonly RepeatedMeasuresRow[]) => {
    const { means, contrasts } = fitted(rows)
    return [...means, ...contrasts].flatMap((one) =>
      one.kind === 'estimated' ? [one.estimate, one.standardError, one.df, ...one.interval] : [],
    )
  }
  const near = (actual: readonly number[], expected: readonly number[]) =>
    actual.forEach((value, at) => {
      expect(Math.abs(value - (expected[at] as number))).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)))
    })

  test('the order of participants changes nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = made(seed, 60, 0.3)
        near(numbers(rows.toReversed()), numbers(rows))
      }),
      { numRuns: 10 },
    )
  })

  test('another unit changes every number by its factor, and no degrees of freedom', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.01, 10, 1000), (seed, factor) => {
        const rows = made(seed, 60, 0.3)
        const scaled = rows.map((row) => ({
          ...row,
          outcomes: row.outcomes.map((y) => (y === null ? null : y * factor)),
        }))
        const expected = numbers(rows)
        const actual = numbers(scaled)
        near(
          actual.map((value, at) => (at % 5 === 2 ? value : value / factor)),
          expected,
        )
      }),
      { numRuns: 10 },
    )
  })

  test('so much more for everybody moves the means by it, and no contrast', () => {
    const rows = made(11, 80, 0.3)
    const moved = rows.map((row) => ({
      ...row,
      outcomes: row.outcomes.map((y) => (y === null ? null : y + 100)),
    }))
    const [before, after] = [fitted(rows), fitted(moved)]
    before.means.forEach((mean, at) => {
      const other = after.means[at]
      if (mean.kind !== 'estimated' || other?.kind !== 'estimated') throw new Error('not estimated')
      expect(other.estimate - mean.estimate).toBeCloseTo(100, 8)
    })
    before.contrasts.forEach((contrast, at) => {
      const other = after.contrasts[at]
      if (contrast.kind !== 'estimated' || other?.kind !== 'estimated') throw new Error('not estimated')
      expect(other.estimate).toBeCloseTo(contrast.estimate, 8)
      expect(other.df).toBeCloseTo(contrast.df, 4)
    })
  })

  test('random sites always come to an end, however near their variance is to 0', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const result = computeResult(made(seed, 100), { sites: 'random', structures: ['compound-symmetry'] })
        expect(result.kind).toBe('fitted')
      }),
      { numRuns: 60 },
    )
  })

  test('the same data give the same bytes', () => {
    expect(JSON.stringify(computeResult(made(12, 50)))).toBe(JSON.stringify(computeResult(made(12, 50))))
  })

  test('nothing is NaN, with three in ten outcomes missing and few participants', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 25 }), (seed, count) => {
        const text = JSON.stringify(computeResult(made(seed, count, 0.3)), (_key, value) => {
          if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a number')
          return value
        })
        expect(text.length).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })
})
