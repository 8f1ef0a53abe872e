import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  compare,
  createRational,
  divide,
  formatRational,
  multiply,
  parseDecimal,
  parseRational,
  type Rational,
  subtract,
  toNumber,
} from '../../../surveys/values/rational.ts'

const fraction = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([numerator, denominator]) => createRational(numerator, denominator))
const law = (holds: (a: Rational, b: Rational, c: Rational) => void) =>
  fc.assert(fc.property(fraction, fraction, fraction, holds))

describe('fractions refuse', () => {
  test.each([
    [1, 0],
    [0.5, 1],
    [1, 0.5],
    [Number.NaN, 1],
    [2 ** 53, 1],
    [1, Number.POSITIVE_INFINITY],
  ])('%d/%d', (numerator, denominator) => {
    expect(() => createRational(numerator, denominator)).toThrow(RangeError)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e-7, 0.1 + 0.2])('the decimal %d', (value) => {
    expect(() => parseDecimal(value)).toThrow(RangeError)
  })

  test.each(['', '7/', '/3', '1.5', '7/-3', '7/0', ' 7', '7 ', '--7', '7e1', '7/3/2', '99999999999999999'])(
    'the text “%s”',
    (text) => expect(() => parseRational(text)).toThrow(RangeError),
  )

  test('to divide by 0, and to lose digits without a word', () => {
    expect(() => divide(createRational(1), createRational(0))).toThrow(RangeError)
    const large = createRational(2 ** 53 - 1)
    expect(() => multiply(large, large)).toThrow(RangeError)
    expect(() => add(large, createRational(1))).toThrow(RangeError)
  })
})

describe('fractions', () => {
  test.each([
    [20, 3, '20/3'],
    [40, 6, '20/3'],
    [-6, 4, '-3/2'],
    [6, -4, '-3/2'],
    [-6, -4, '3/2'],
    [9, 3, '3'],
    [0, 7, '0'],
    [0, -7, '0'],
  ])('%d/%d is %s in lowest terms', (numerator, denominator, text) => {
    expect(formatRational(createRational(numerator, denominator))).toBe(text)
    expect(parseRational(text)).toEqual(createRational(numerator, denominator))
  })

  test.each([
    [41.6, '208/5'],
    [0.1, '1/10'],
    [-2.5, '-5/2'],
    [1.75, '7/4'],
    [30, '30'],
    [-0, '0'],
  ])('the decimal %d is exactly %s', (value, text) => {
    expect(formatRational(parseDecimal(value))).toBe(text)
  })

  test('13/3 less 10/3 is 1, which it is not in floating point; 20/3 less 30 % is 14/3', () => {
    expect(subtract(createRational(13, 3), createRational(10, 3))).toEqual(createRational(1))
    expect(13 / 3 - 10 / 3).toBeLessThan(1)
    expect(multiply(createRational(20, 3), createRational(7, 10))).toEqual(createRational(14, 3))
  })

  test('are a field: order and grouping do not matter, and what is undone is undone', () => {
    law((a, b, c) => {
      expect(add(a, b)).toEqual(add(b, a))
      expect(add(add(a, b), c)).toEqual(add(a, add(b, c)))
      expect(multiply(a, b)).toEqual(multiply(b, a))
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)))
      expect(subtract(add(a, b), b)).toEqual(a)
      if (b.numerator !== 0) expect(multiply(divide(a, b), b)).toEqual(a)
    })
  })

  test('are ordered as their numbers are, and adding keeps the order', () => {
    law((a, b, c) => {
      expect(compare(a, b)).toBe(-compare(b, a) || 0)
      if (Math.abs(toNumber(a) - toNumber(b)) > 1e-9)
        expect(compare(a, b)).toBe(Math.sign(toNumber(a) - toNumber(b)))
      expect(compare(add(a, c), add(b, c))).toBe(compare(a, b))
      expect(compare(a, a)).toBe(0)
    })
  })

  test('come back from their text', () => {
    law((a) => void expect(parseRational(formatRational(a))).toEqual(a))
  })
})
