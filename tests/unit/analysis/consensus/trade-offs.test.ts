import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInCone } from '../../../../functions/analysis/consensus/trade-offs/cone.ts'
import {
  estimateGroupWeights,
  estimateWeights,
} from '../../../../functions/analysis/consensus/trade-offs/domain-weights.ts'
import {
  findImpliedChoice,
  findNextPair,
} from '../../../../functions/analysis/consensus/trade-offs/implied-choices.ts'
import {
  type Choice,
  computeSteps,
  listQuestionPairs,
  listTradeOffPairs,
  type TradeOffPair,
} from '../../../../functions/analysis/consensus/trade-offs/pairs.ts'
import { applyVetoes, listAdoptedVetoes, type VetoQuestion } from '../../../../surveys/consensus/vetoes.ts'
import type { ResponderRule } from '../../../../surveys/responder/rule.ts'
import { buildProtocol } from '../../../support/consensus-protocol.ts'
import { published, relativeError } from '../../../support/published.ts'

const THREE = ['pain', 'function', 'sleep'].map((id) => ({ id, levels: 2 }))

describe('pairs of part profiles', () => {
  test('none is better in everything, and none stands twice', () => {
    const pairs = listTradeOffPairs([...THREE, { id: 'mood', levels: 3 }])
    expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length)
    for (const { first, second } of pairs) {
      expect(first.some((level, at) => level > (second[at] as number))).toBe(true)
      expect(first.some((level, at) => level < (second[at] as number))).toBe(true)
    }
  })

  test('three criteria of two levels have six: three of two domains, three of three', () => {
    expect(listTradeOffPairs(THREE)).toHaveLength(3)
    expect(listTradeOffPairs(THREE, 3)).toHaveLength(3)
  })

  test('of a question are of two domains, and of three where levels are two: or nothing says how much', () => {
    expect(listQuestionPairs(THREE)).toHaveLength(6)
    expect(listQuestionPairs([...THREE, { id: 'mood', levels: 3 }])).toEqual(
      listTradeOffPairs([...THREE, { id: 'mood', levels: 3 }]),
    )
  })

  test('are as many as the formula says: (n over 2) times (levels over 2) squared', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => ({ id, levels: 3 }))
    expect(listTradeOffPairs(four)).toHaveLength(6 * 3 * 3)
  })
})

describe('what follows from choices', () => {
  const pairs = listTradeOffPairs(THREE)
  const find = (...places: readonly number[]) => {
    const found = pairs.find(({ domains }) => domains.join() === places.join())
    if (!found) throw new Error('no such pair')
    return found
  }
  /** The side that is better in the first domain of the pair. */
  const preferDomain = (pair: TradeOffPair, place: number): Choice => {
    const at = pair.domains.indexOf(place)
    return { pair, preferred: (pair.first[at] as number) > (pair.second[at] as number) ? 'first' : 'second' }
  }

  test('nothing, where nothing was chosen', () => {
    for (const pair of pairs) expect(findImpliedChoice(THREE, [], pair)).toBeUndefined()
  })

  test('pain before function and function before sleep is pain before sleep', () => {
    const choices = [preferDomain(find(0, 1), 0), preferDomain(find(1, 2), 1)]
    const pair = find(0, 2)
    expect(findImpliedChoice(THREE, choices, pair)).toBe(preferDomain(pair, 0).preferred)
    expect(findNextPair(THREE, pairs, choices)).toBeUndefined()
  })

  test('pain before function and sleep before function says nothing of pain and sleep', () => {
    const choices = [preferDomain(find(0, 1), 0), preferDomain(find(1, 2), 2)]
    expect(findNextPair(THREE, pairs, choices)?.id).toBe(find(0, 2).id)
  })

  test('alike and alike is alike, and alike passes a preference on', () => {
    const alike = (pair: TradeOffPair): Choice => ({ pair, preferred: 'equal' })
    expect(findImpliedChoice(THREE, [alike(find(0, 1)), alike(find(1, 2))], find(0, 2))).toBe('equal')
    const passed = [alike(find(0, 1)), preferDomain(find(1, 2), 1)]
    expect(findImpliedChoice(THREE, passed, find(0, 2))).toBe(preferDomain(find(0, 2), 0).preferred)
  })

  test('a smaller step that is worth more makes the larger one worth more', () => {
    const domains = [
      { id: 'pain', levels: 3 },
      { id: 'sleep', levels: 2 },
    ]
    const all = listTradeOffPairs(domains)
    const small = all.find(({ first, second }) => `${first}|${second}` === '0,1|1,0')
    const large = all.find(({ first, second }) => `${first}|${second}` === '0,1|2,0')
    if (!small || !large) throw new Error('no such pair')
    expect(findImpliedChoice(domains, [{ pair: small, preferred: 'second' }], large)).toBe('second')
    expect(findImpliedChoice(domains, [{ pair: large, preferred: 'second' }], small)).toBeUndefined()
  })

  test('a rater with weights is never said to choose otherwise, and is asked fewer pairs than there are', () => {
    const domains = [
      { id: 'a', levels: 3 },
      { id: 'b', levels: 3 },
      { id: 'c', levels: 2 },
      { id: 'd', levels: 2 },
    ]
    const all = listTradeOffPairs(domains)
    const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(weights, (worth) => {
        const value = (pair: TradeOffPair) =>
          computeSteps(domains, pair).reduce((sum, step, at) => sum + step * (worth[at] as number), 0)
        const choices: Choice[] = []
        for (let next = findNextPair(domains, all, choices); next; next = findNextPair(domains, all, choices))
          choices.push({ pair: next, preferred: value(next) > 0 ? 'first' : 'second' })
        expect(choices.length).toBeLessThan(all.length)
        for (const pair of all) {
          const implied = findImpliedChoice(domains, choices, pair)
          expect(implied).toBe(value(pair) > 0 ? 'first' : 'second')
        }
      }),
      { numRuns: 15 },
    )
  })
})

test('a vector is in a cone when it is a sum of what spans it', () => {
  const spans = [
    [1, 0, 0],
    [0, 1, 0],
    [0, -1, 1],
  ]
  expect(isInCone(spans, [2, 0, 1])).toBe(true)
  expect(isInCone(spans, [0, -1, 2])).toBe(true)
  expect(isInCone(spans, [0, -2, 1])).toBe(false)
  expect(isInCone(spans, [0, 0, 0])).toBe(true)
  expect(isInCone(spans, [-1, 0, 0])).toBe(false)
})

describe('weights', () => {
  type Panel = {
    rows: { rater: number; domains: number[]; first: number[]; second: number[]; y: number }[]
    coefficients: number[]
    errors: number[]
    weights: { weight: number; lower: number; upper: number }[]
  }
  const { levels, panels } = published<{ levels: number[]; panels: Panel[] }>('trade-offs')
  const domains = levels.map((count, at) => ({ id: `d${at}`, levels: count }))
  const listRaters = ({ rows }: Panel) =>
    [...Map.groupBy(rows, ({ rater }) => rater)].map(([rater, own]) => ({
      rater: String(rater),
      choices: own.map(
        ({ y, ...pair }): Choice => ({
          pair: { ...pair, id: `${pair.domains}:${pair.first}:${pair.second}` },
          preferred: y === 1 ? 'first' : y === 0 ? 'second' : 'equal',
        }),
      ),
    }))

  test('are not estimated from one rater, nor where a domain is never weighed', () => {
    const [one] = panels.map(listRaters)
    if (!one) throw new Error('no panel')
    expect(estimateWeights(domains, one.slice(0, 1))).toMatchObject({ reason: 'fewer-than-two-raters' })
    expect(estimateWeights([...domains, { id: 'never', levels: 2 }], one)).toMatchObject({
      ...{ kind: 'not-estimated', reason: 'columns-depend' },
    })
  })

  test.each(panels)('with errors by rater as glm and the sandwich in R: %#', (panel) => {
    const found = estimateWeights(domains, listRaters(panel))
    if (found.kind !== 'estimated') throw new Error(found.reason)
    expect(found.isShrunk).toBe(false)
    const steps = found.domains.flatMap((one) => one.steps)
    for (const [at, value] of panel.coefficients.entries())
      expect(relativeError(steps[at]?.estimate ?? 0, value)).toBeLessThan(1e-9)
    for (const [at, value] of panel.errors.entries())
      expect(relativeError(steps[at]?.standardError ?? 0, value)).toBeLessThan(1e-6)
    for (const [at, { weight, lower, upper }] of panel.weights.entries()) {
      expect(found.domains[at]?.weight).toBeCloseTo(weight, 9)
      expect(found.domains[at]?.interval[0]).toBeCloseTo(lower, 6)
      expect(found.domains[at]?.interval[1]).toBeCloseTo(upper, 6)
    }
  })

  test('are of all raters, and of each group apart', () => {
    const [raters] = panels.map(listRaters)
    if (!raters) throw new Error('no panel')
    const groups = raters.map((one, at) => ({ ...one, group: at < 11 ? 'participants' : 'clinicians' }))
    const found = estimateGroupWeights(domains, groups)
    expect(found.map(({ group }) => group)).toEqual(['all', 'clinicians', 'participants'])
    expect(found[0]?.weights).toEqual(estimateWeights(domains, raters))
    expect(found[1]?.weights).toMatchObject({ reason: 'fewer-than-two-raters' })
    expect(found[2]?.weights).toEqual(estimateWeights(domains, raters.slice(0, 11)))
  })

  test('of a unanimous panel are drawn together by half a vote to each side, and say so', () => {
    const unanimous = Array.from({ length: 6 }, (_, rater) => ({
      rater: String(rater),
      // Pain counts 4, function 2, sleep 1.
      choices: listQuestionPairs(THREE).map((pair): Choice => {
        const value = computeSteps(THREE, pair).reduce((sum, step, at) => sum + step * (4 >> at), 0)
        return { pair, preferred: value > 0 ? 'first' : 'second' }
      }),
    }))
    const found = estimateWeights(THREE, unanimous)
    if (found.kind !== 'estimated') throw new Error(found.reason)
    expect(found.isShrunk).toBe(true)
    const [pain = 0, ability = 0, sleep = 0] = found.domains.map(({ weight }) => weight)
    expect(pain).toBeGreaterThan(ability)
    expect(ability).toBeGreaterThan(sleep)
    expect(pain + ability + sleep).toBeCloseTo(1, 12)
  })
})

describe('vetoes', () => {
  const relief: ResponderRule = { op: 'percent-improvement', score: 'pain', atLeast: 30 }
  const worse: ResponderRule = { op: 'level', score: 'depression', atLeast: 15 }
  const both: ResponderRule = {
    op: 'all',
    rules: [relief, { op: 'percent-improvement', score: 'sleep', atLeast: 20 }],
  }

  test('are adopted only where the panel says so', () => {
    const question = buildProtocol().questions.find(({ type }) => type === 'vetoes') as VetoQuestion
    expect(listAdoptedVetoes(question, new Map([['serious', 'undecided']]))).toEqual([])
    expect(listAdoptedVetoes(question, new Map([['serious', 'not-enough-voters']]))).toEqual([])
    expect(listAdoptedVetoes(question, new Map([['serious', 'in']]))).toEqual([
      { kind: 'event', event: 'serious-adverse-event' },
    ])
  })

  test('stand before a rule, and events beside it', () => {
    expect(applyVetoes(relief, [])).toEqual({ rule: relief, events: [] })
    const vetoes = [
      { kind: 'rule', rule: worse },
      { kind: 'event', event: 'misuse' },
    ] as const
    expect(applyVetoes(relief, vetoes)).toEqual({
      ...{ rule: { op: 'all', rules: [{ op: 'not', rule: worse }, relief] }, events: ['misuse'] },
    })
    expect(applyVetoes(both, vetoes).rule).toMatchObject({
      rules: [{ op: 'not' }, { score: 'pain' }, { score: 'sleep' }],
    })
  })
})
