import { describe, expect, test } from 'vitest'
import { gaussHermite, MAX_NODES } from '../../../../functions/analysis/statistics/quadrature.ts'
import { published, relativeError } from '../../../support/published.ts'

const R = published<{ rules: { count: number; nodes: number[]; weights: number[] }[] }>('quadrature')

const integral = (count: number, evaluate: (z: number) => number) => {
  const { nodes, weights } = gaussHermite(count)
  return nodes.reduce((sum, node, i) => sum + (weights[i] ?? Number.NaN) * evaluate(node), 0)
}

/** 1·3·5·…·(power − 1): the moment of an even power. */
const computeMoment = (power: number): number => (power <= 0 ? 1 : (power - 1) * computeMoment(power - 2))

test.each([0, -1, 2.5, MAX_NODES + 1, Number.NaN])('%d nodes are refused', (count) => {
  expect(() => gaussHermite(count)).toThrow(RangeError)
})

test.each(R.rules)('$count nodes agree with lme4', ({ count, nodes, weights }) => {
  const rule = gaussHermite(count)
  expect(rule.nodes).toHaveLength(count)
  for (const [i, node] of nodes.entries())
    expect(Math.abs((rule.nodes[i] ?? Number.NaN) - node)).toBeLessThan(1e-12)
  for (const [i, weight] of weights.entries())
    expect(relativeError(rule.weights[i] ?? Number.NaN, weight)).toBeLessThan(1e-9)
})

describe.each([1, 2, 3, 4, 5, 12, 25])('%d nodes', (count) => {
  const degrees = Array.from({ length: 2 * count }, (_, power) => power)

  test.each(degrees)('are exact for the power %d', (power) => {
    const value = integral(count, (z) => z ** power)
    // Odd powers cancel pair by pair, to the rounding of the pairs.
    if (power % 2 === 1) expect(Math.abs(value)).toBeLessThan(1e-12 * computeMoment(power + 1))
    else expect(relativeError(value, computeMoment(power))).toBeLessThan(1e-11)
  })

  test(`are not exact for the power ${2 * count}`, () => {
    const value = integral(count, (z) => z ** (2 * count))
    expect(relativeError(value, computeMoment(2 * count))).toBeGreaterThan(1e-9)
  })
})

test.each([2, 25, 101, 199, MAX_NODES])('%d nodes rise, mirror each other and weigh 1 together', (count) => {
  const { nodes, weights } = gaussHermite(count)
  for (const [i, node] of nodes.entries()) {
    expect(node).toBeGreaterThan(nodes[i - 1] ?? -Infinity)
    expect(node + (nodes[count - 1 - i] ?? Number.NaN)).toBe(0)
    expect(weights[i]).toBeGreaterThan(0)
  }
  expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 13)
  // The mean of a cosine of a normal variable is e^(−1/2).
  if (count >= 25) expect(integral(count, Math.cos)).toBeCloseTo(Math.exp(-0.5), 13)
})
