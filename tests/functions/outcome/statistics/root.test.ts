import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rootBetween } from '../../../../functions/outcome/statistics/root.ts'

/** The root, and how many evaluations it took. */
function found(of: (at: number) => number, from: number, to: number, tolerance = 1e-14) {
  let evaluations = 0
  const counted = (at: number) => {
    evaluations += 1
    return of(at)
  }
  const ends = [from, to].map((at) => ({ at, value: of(at) })) as [
    { at: number; value: number },
    { at: number; value: number },
  ]
  return { root: rootBetween(counted, ends[0], ends[1], tolerance), evaluations }
}

test.each([
  ['both above', 1, 2],
  ['both below', -2, -1],
  ['one not a number', Number.NaN, 1],
])('signs that do not bracket a root are refused: %s', (_, from, to) => {
  expect(() => rootBetween((x) => x, { at: 0, value: from }, { at: 1, value: to }, 1e-9)).toThrow(RangeError)
})

test('an end that is the root is given back', () => {
  expect(found((x) => x, 0, 3)).toEqual({ root: 0, evaluations: 0 })
  expect(found((x) => x, -3, 0)).toEqual({ root: 0, evaluations: 0 })
})

test.each([
  ['√2', (x: number) => x * x - 2, 0, 2, Math.SQRT2],
  ['ln 5', (x: number) => 5 - Math.exp(x), 0, 30, Math.log(5)],
  ['a flat cubic', (x: number) => (x - 1) ** 3, -2, 5, 1],
  ['a step', (x: number) => (x < 0.3 ? -1 : 1), -1, 1, 0.3],
] as const)('%s is found from either side', (_, of, from, to, expected) => {
  expect(Math.abs(found(of, from, to).root - expected)).toBeLessThan(1e-5)
  expect(Math.abs(found(of, to, from).root - expected)).toBeLessThan(1e-5)
})

test('a smooth root is found to the last digits in few evaluations', () => {
  const { root, evaluations } = found((x) => Math.cos(x) - x, 0, 1)
  expect(root).toBeCloseTo(0.7390851332151607, 15)
  expect(evaluations).toBeLessThan(12)
})

test('the search does not go on beyond the tolerance', () => {
  const coarse = found((x) => Math.exp(x) - 2, -40, 3, 1e-3)
  expect(Math.abs(coarse.root - Math.LN2)).toBeLessThan(1e-3)
  expect(coarse.evaluations).toBeLessThan(found((x) => Math.exp(x) - 2, -40, 3).evaluations)
})

test('the crossing of any rising function stays in its bracket and is one', () => {
  const number = fc.double({ min: -20, max: 20, noNaN: true })
  fc.assert(
    fc.property(
      number,
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      fc.integer({ min: 0, max: 3 }),
      (at, steep, shape) => {
        const shapes = [(x: number) => x, (x: number) => x ** 3 + x, Math.atan, Math.sinh]
        const of = (x: number) => (shapes[shape] ?? Math.atan)(steep * (x - at))
        expect(Math.abs(found(of, -21, 21).root - at)).toBeLessThan(1e-10)
      },
    ),
  )
})
