import { expect, test } from 'vitest'
import { drawRandomBytes } from '../../../functions/platform/core/random-bytes.ts'

test('gives as many bytes as asked for, never the same ones again, also beyond what is drawn at once', () => {
  const drawn = Array.from({ length: 2_000 }, () => drawRandomBytes(9).toString('hex'))
  expect(drawn.every((one) => one.length === 18)).toBe(true)
  expect(new Set(drawn).size).toBe(2_000)
  expect(drawRandomBytes(4_096)).toHaveLength(4_096)
})

test('what was given out does not change by what is drawn later', () => {
  const first = drawRandomBytes(8)
  const before = first.toString('hex')
  for (let draw = 0; draw < 1_000; draw += 1) drawRandomBytes(9)
  expect(first.toString('hex')).toBe(before)
})
