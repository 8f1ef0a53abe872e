import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { findFallingRoot, type SlopedValue } from '../../../../functions/analysis/statistics/falling-root.ts'

/** The root, and at how many places the function was computed. */
function found(evaluate: (x: number) => SlopedValue, start: number, enough = 1e-12) {
  let places = 0
  const result = findFallingRoot(
    (x) => {
      places += 1
      return evaluate(x)
    },
    start,
    { longest: 10, enough },
  )
  return { root: result?.place, here: result?.here, places }
}

test('a value that is not a number ends the search without a root', () => {
  expect(found(() => ({ value: Number.NaN, slope: -1 }), 0)).toMatchObject({ root: undefined, places: 1 })
})

test('a function that never crosses 0 has no root', () => {
  expect(found(() => ({ value: 1, slope: 0 }), 0).root).toBeUndefined()
})

test('Newton alone would swing out ever wider; between its bounds it does not', () => {
  const evaluate = (x: number) => ({ value: -Math.atan(x), slope: -1 / (1 + x * x) })
  for (const start of [-300, -3, 2, 40])
    expect(Math.abs(found(evaluate, start).root ?? 1)).toBeLessThan(1e-12)
})

test('a smooth root is found in few steps, with what was computed there', () => {
  const evaluate = (x: number) => ({ value: 5 - Math.exp(x), slope: -Math.exp(x), square: x * x })
  const { root = Number.NaN, here, places } = found(evaluate, 1)
  expect(root).toBeCloseTo(Math.log(5), 14)
  expect(here).toEqual(evaluate(root))
  expect(places).toBeLessThan(8)
})

test('a slope that says nothing is made up for by halving', () => {
  const evaluate = (x: number) => ({ value: 0.3 - x, slope: x > 0.29 && x < 0.31 ? -1 : 0 })
  expect(Math.abs((found(evaluate, -25).root ?? 1) - 0.3)).toBeLessThan(1e-11)
})

test('a jump over 0 is no root', () => {
  expect(found((x) => ({ value: Math.sign(0.3 - x), slope: 0 }), -25).root).toBeUndefined()
})

test('the root is sought above a place that it is known to lie above', () => {
  const places: number[] = []
  const evaluate = (x: number) => {
    places.push(x)
    return { value: 1 - Math.sqrt(x), slope: -0.5 / Math.sqrt(x) }
  }
  const result = findFallingRoot(evaluate, 16, { longest: 100, enough: 1e-12, above: 0 })
  expect(result?.place).toBeCloseTo(1, 11)
  expect(Math.min(...places)).toBeGreaterThan(0)
})

test('any falling function is crossed where it is 0', () => {
  const number = fc.double({ min: -50, max: 50, noNaN: true })
  fc.assert(
    fc.property(number, number, fc.double({ min: 0.1, max: 5, noNaN: true }), (at, start, steep) => {
      const evaluate = (x: number) => {
        const z = steep * (x - at)
        return { value: -(z ** 3) - z, slope: -steep * (3 * z * z + 1) }
      }
      expect(Math.abs((found(evaluate, start).root ?? Infinity) - at)).toBeLessThan(1e-9)
    }),
  )
})
