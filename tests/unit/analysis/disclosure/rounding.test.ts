import { expect, test } from 'vitest'
import { roundUp } from '../../../../functions/analysis/disclosure/rounding.ts'

test('a rounded p is never smaller than it was, and never 0 unless it is', () => {
  for (const [p, rounded] of [
    [0, 0],
    [1e-9, 0.01],
    [0.004, 0.01],
    [0.01, 0.01],
    [0.29, 0.29],
    [0.291, 0.3],
    [1, 1],
  ] as const)
    expect(roundUp(p)).toBe(rounded)
})
