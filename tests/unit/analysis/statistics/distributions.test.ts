import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareUpperTail,
  normalCdf,
  normalQuantile,
  studentTCdf,
  studentTQuantile,
} from '../../../../functions/analysis/statistics/distributions.ts'
import { published, relativeError } from '../../../support/published.ts'

type Row = [number, number]
type RowWithDf = [number, number, number]

const R = published<{
  normalCdf: Row[]
  normalQuantile: Row[]
  studentTCdf: RowWithDf[]
  studentTQuantile: RowWithDf[]
  chiSquare: [number, number, number, number][]
  chiSquareQuantile: RowWithDf[]
}>('distributions')

/** The rows that are off by more than the promise, with what came out. */
function listOff(rows: readonly number[][], compute: (...inputs: [number, number]) => number): number[][] {
  return rows
    .map((row) => [...row, compute(row[0] ?? Number.NaN, row[1] ?? Number.NaN)])
    .filter((row) => !(relativeError(row.at(-1) ?? Number.NaN, row.at(-2) ?? Number.NaN) <= 1e-10))
}

describe('agrees with R to ten digits, far into the tails', () => {
  test('pnorm', () => {
    expect(R.normalCdf.length).toBeGreaterThan(30)
    expect(listOff(R.normalCdf, normalCdf)).toEqual([])
  })
  test('qnorm', () => {
    expect(R.normalQuantile.length).toBeGreaterThan(30)
    expect(listOff(R.normalQuantile, normalQuantile)).toEqual([])
  })
  test('pt, from 1 to a million degrees of freedom', () => {
    expect(R.studentTCdf.length).toBeGreaterThan(400)
    expect(listOff(R.studentTCdf, studentTCdf)).toEqual([])
  })
  test('qt', () => {
    expect(R.studentTQuantile.length).toBeGreaterThan(590)
    expect(listOff(R.studentTQuantile, studentTQuantile)).toEqual([])
  })
  test('pchisq, both tails', () => {
    expect(R.chiSquare.length).toBeGreaterThan(280)
    expect(
      listOff(
        R.chiSquare.map(([x, df, lower]) => [x, df, lower]),
        chiSquareCdf,
      ),
    ).toEqual([])
    expect(
      listOff(
        R.chiSquare.map(([x, df, , upper]) => [x, df, upper]),
        chiSquareUpperTail,
      ),
    ).toEqual([])
  })
  test('qchisq', () => {
    expect(R.chiSquareQuantile.length).toBeGreaterThan(590)
    expect(listOff(R.chiSquareQuantile, chiSquareQuantile)).toEqual([])
  })
})

describe('exact values', () => {
  test('t with one degree of freedom is Cauchy', () => {
    for (const t of [-1e6, -3, -1, -0.2]) {
      expect(relativeError(studentTCdf(t, 1), Math.atan2(1, -t) / Math.PI)).toBeLessThan(1e-14)
    }
  })
  test('chi-square with two degrees of freedom is exponential', () => {
    for (const x of [0.01, 1, 5, 200]) {
      expect(relativeError(chiSquareUpperTail(x, 2), Math.exp(-x / 2))).toBeLessThan(1e-13)
    }
  })
  test('the ends are the infinities', () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity])
    expect([studentTQuantile(0, 3), studentTQuantile(1, 3)]).toEqual([-Infinity, Infinity])
    expect([chiSquareQuantile(0, 3), chiSquareQuantile(1, 3)]).toEqual([0, Infinity])
    expect([normalCdf(-Infinity), normalCdf(0), normalCdf(Infinity)]).toEqual([0, 0.5, 1])
    expect([studentTCdf(-Infinity, 2), studentTCdf(0, 2), studentTCdf(Infinity, 2)]).toEqual([0, 0.5, 1])
    expect([chiSquareCdf(0, 2), chiSquareCdf(Infinity, 2)]).toEqual([0, 1])
  })
})

describe('laws', () => {
  const probability = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true })
  const degrees = fc.double({ min: 0.5, max: 1e5, noNaN: true })

  test('a quantile has the probability it was asked for', () => {
    fc.assert(
      fc.property(probability, degrees, (p, df) => {
        expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-11)
        expect(relativeError(studentTCdf(studentTQuantile(p, df), df), p)).toBeLessThan(1e-11)
        expect(relativeError(chiSquareCdf(chiSquareQuantile(p, df), df), p)).toBeLessThan(1e-10)
      }),
    )
  })
  test('t and the normal are symmetric', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), degrees, (t, df) => {
        expect(studentTCdf(t, df) + studentTCdf(-t, df)).toBeCloseTo(1, 14)
        expect(normalCdf(t) + normalCdf(-t)).toBeCloseTo(1, 14)
      }),
    )
  })
  test('t with many degrees of freedom is the normal', () => {
    expect(studentTQuantile(0.975, 1e12)).toBeCloseTo(normalQuantile(0.975), 10)
  })
})

describe('refuses', () => {
  test.each([-0.1, 1.1, Number.NaN])('the probability %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(RangeError)
    expect(() => studentTQuantile(p, 3)).toThrow(RangeError)
    expect(() => chiSquareQuantile(p, 3)).toThrow(RangeError)
  })
  test.each([0, -1, Infinity, Number.NaN])('%d degrees of freedom', (df) => {
    expect(() => studentTCdf(1, df)).toThrow(RangeError)
    expect(() => chiSquareCdf(1, df)).toThrow(RangeError)
  })
  test('a chi-square below 0', () => {
    expect(() => chiSquareCdf(-1, 3)).toThrow(RangeError)
  })
})
