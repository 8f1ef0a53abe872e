import { describe, expect, test } from 'vitest'
import { listCuts, replaceCut } from '../../../../functions/analysis/definition-comparison/cuts.ts'
import type { ResponderRule } from '../../../../surveys/responder/rule.ts'
import { measure } from '../../../support/timelines.ts'

const MEASURES = new Map([measure('peg/total', 'higher-is-worse')])
const rule: ResponderRule = {
  op: 'sustained',
  days: 21,
  rule: {
    op: 'all',
    rules: [
      { op: 'percent-improvement', score: 'peg/total', atLeast: 30, baselineAtLeast: 4 },
      { op: 'not', rule: { op: 'level', score: 'peg/total', atLeast: 7, atMost: 9.5 } },
      {
        op: 'any',
        rules: [
          { op: 'improvement', score: 'peg/total', atLeast: 1.3 },
          { op: 'treatments', atMost: 6 },
        ],
      },
    ],
  },
}

describe('the numbers of a rule', () => {
  const cuts = listCuts(rule, MEASURES)

  test('of a level include those that the score must be below or above', () => {
    const bounded = listCuts({ op: 'level', score: 'peg/total', below: 5, above: 1 }, MEASURES)
    expect(bounded.map(({ path, value }) => [path, value])).toEqual([
      ['above', 1],
      ['below', 5],
    ])
  })

  test('are found with their place and unit', () => {
    expect(cuts.map(({ path, value, unit }) => [path, value, unit])).toEqual([
      ['days', 21, 'days'],
      ['rule/rules/0/atLeast', 30, 'percent'],
      ['rule/rules/1/rule/atLeast', 7, 'points'],
      ['rule/rules/1/rule/atMost', 9.5, 'points'],
      ['rule/rules/2/rules/0/atLeast', 1.3, 'points'],
      ['rule/rules/2/rules/1/atMost', 6, 'treatments'],
    ])
  })

  test('have a rising grid that holds their own value', () => {
    for (const { grid, value } of cuts) {
      expect(grid).toContain(value)
      expect(grid).toEqual([...grid].sort((a, b) => a - b))
      expect(new Set(grid).size).toBe(grid.length)
    }
  })

  test('are exchanged one at a time, and the rule itself stays', () => {
    const before = JSON.stringify(rule)
    for (const { path, op, grid } of cuts) {
      const [first = 0] = grid
      const changed = listCuts(replaceCut(rule, path, first), MEASURES)
      expect(changed.find((cut) => cut.path === path)).toMatchObject({ op, value: first })
      expect(changed.filter((cut) => cut.path !== path).map(({ value }) => value)).toEqual(
        cuts.filter((cut) => cut.path !== path).map(({ value }) => value),
      )
    }
    expect(JSON.stringify(rule)).toBe(before)
  })

  test('a path that leads to none is refused', () => {
    expect(() => replaceCut(rule, 'rule/rules/9/atLeast', 1)).toThrow(RangeError)
    expect(() => replaceCut(rule, 'op', 1)).toThrow(RangeError)
  })
})
