import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideItem, decideRatings } from '../../../../surveys/consensus/decide-item.ts'
import { type DecisionRule, decisionRuleSchema } from '../../../../surveys/consensus/decision-rule.ts'
import {
  computeExactDisagreement,
  findExactMedian,
  findExactQuantile,
} from '../../../../surveys/consensus/exact-quantile.ts'
import { listPublishedMethods } from '../../../../surveys/consensus/published-methods.ts'
import { buildSensitivityStrip } from '../../../../surveys/consensus/sensitivity.ts'
import { formatRational, toNumber } from '../../../../surveys/values/rational.ts'
import { pickItem, ROUND_1, ROUND_2 } from '../../../support/delphi-ratings.ts'

const SEVENTY_FIFTEEN: DecisionRule = decisionRuleSchema.parse({
  method: {
    ...{ kind: 'shares', accepted: { from: 7, to: 9 }, rejected: { from: 1, to: 3 } },
    ...{ atLeast: 70, opposedBelow: 15 },
  },
  groups: ['participants', 'clinicians'],
})
const votes = (group: string, ratings: readonly number[], abstained = 0, missing = 0) => ({
  ...{ group, ratings, abstained, missing },
})
const EIGHT = new Map([
  ['participants', 8],
  ['clinicians', 8],
])
const seven = (of: number, rest: number, other = 5) => [...Array(of).fill(7), ...Array(rest).fill(other)]

describe('a group that', () => {
  test('has too few voters decides nothing, and with it the panel', () => {
    const decision = decideItem(
      SEVENTY_FIFTEEN,
      [votes('participants', seven(7, 0)), votes('clinicians', seven(8, 0))],
      EIGHT,
    )
    expect(decision).toMatchObject({
      verdict: 'not-enough-voters',
      groups: [{ verdict: 'not-enough-voters', voters: 7 }, { verdict: 'in' }],
    })
  })

  test('is not heard at all is one of no voters', () => {
    expect(decideItem(SEVENTY_FIFTEEN, [votes('clinicians', seven(8, 0))], EIGHT).verdict).toBe(
      'not-enough-voters',
    )
  })

  test('says otherwise than another leaves the item undecided', () => {
    const decision = decideItem(
      SEVENTY_FIFTEEN,
      [votes('participants', seven(10, 0)), votes('clinicians', seven(0, 10, 2))],
      EIGHT,
    )
    expect(decision.verdict).toBe('undecided')
    expect(decision.groups.map(({ verdict }) => verdict)).toEqual(['in', 'out'])
  })

  test('does not decide is not asked', () => {
    const others = [votes('researchers', seven(0, 10, 1))]
    const decision = decideItem(
      SEVENTY_FIFTEEN,
      [votes('participants', seven(10, 0)), votes('clinicians', seven(10, 0)), ...others],
      EIGHT,
    )
    expect(decision.verdict).toBe('in')
  })
})

describe('exactly 70 percent', () => {
  test('are 70 percent: 7 of 10, 14 of 20, 21 of 30', () => {
    for (const [of, n] of [
      [7, 10],
      [14, 20],
      [21, 30],
    ] as const)
      expect(decideRatings(SEVENTY_FIFTEEN.method, seven(of, n - of))).toBe('in')
    expect(decideRatings(SEVENTY_FIFTEEN.method, seven(69, 31))).toBe('undecided')
  })

  test('are too few where 15 percent oppose, and enough below', () => {
    expect(decideRatings(SEVENTY_FIFTEEN.method, [...seven(17, 0), ...Array(3).fill(3)])).toBe('undecided')
    expect(decideRatings(SEVENTY_FIFTEEN.method, [...seven(18, 0), ...Array(2).fill(3)])).toBe('in')
  })
})

test('abstentions and missing votes are in the denominator where the rule counts them', () => {
  const decide = (changed: Partial<DecisionRule>) =>
    decideItem(
      { ...SEVENTY_FIFTEEN, groups: ['participants'], ...changed },
      [votes('participants', seven(7, 2), 1, 2)],
      EIGHT,
    )
  expect(decide({})).toMatchObject({ verdict: 'in', groups: [{ denominator: 9 }] })
  expect(decide({ abstentions: 'counted' })).toMatchObject({ verdict: 'in', groups: [{ denominator: 10 }] })
  expect(decide({ abstentions: 'counted', missingRounds: 'counted' })).toMatchObject({
    verdict: 'undecided',
    groups: [{ denominator: 12 }],
  })
})

test('groups together are one group, once each has its voters', () => {
  const together: DecisionRule = { ...SEVENTY_FIFTEEN, agreement: 'groups-together' }
  const panel = [votes('participants', seven(12, 0)), votes('clinicians', seven(4, 4))]
  expect(decideItem(together, panel, EIGHT)).toMatchObject({
    verdict: 'in',
    groups: [{ group: 'all', voters: 20 }],
  })
  expect(decideItem(SEVENTY_FIFTEEN, panel, EIGHT).verdict).toBe('undecided')
  const few = [panel[0] as (typeof panel)[0], votes('clinicians', seven(7, 0))]
  expect(decideItem(together, few, EIGHT).verdict).toBe('not-enough-voters')
})

test('an own rule whose two sides both hold says nothing', () => {
  const both = { measure: 'median', atLeast: 1 } as const
  expect(decideRatings({ kind: 'own', in: [both], out: [both] }, [7, 8])).toBe('undecided')
  expect(decideRatings({ kind: 'own', in: [both], out: [] }, [7, 8])).toBe('in')
})

describe('the example of two rounds under every published rule', () => {
  /** Verdicts by item: undecided `·`, in `+`, out `−`. */
  const decideAll = (round: typeof ROUND_1) =>
    Object.fromEntries(
      listPublishedMethods('one-to-nine').map(({ id, method }) => [
        id,
        [1, 2, 3, 4, 5]
          .map(
            (item) => ({ in: '+', out: '-', undecided: '.' })[decideRatings(method, pickItem(round, item))],
          )
          .join(''),
      ]),
    )

  // By hand from the medians, shares and ranges of the printed table.
  test('gives other sets', () => {
    expect(decideAll(ROUND_1)).toEqual({
      'seventy-fifteen': '.+.+.',
      'rand-ucla': '++.+.',
      'interquartile-range-1': '...+.',
      'interquartile-range-2': '++.+.',
      'agree-75': '.+.+.',
      'agree-80': '.+.+.',
    })
    expect(decideAll(ROUND_2)).toEqual({
      'seventy-fifteen': '++.+.',
      'rand-ucla': '++.+.',
      'interquartile-range-1': '++.+.',
      'interquartile-range-2': '++.+.',
      'agree-75': '++.+.',
      'agree-80': '++.+.',
    })
  })

  test('and the strip says where another rule decides otherwise', () => {
    const rule = { ...SEVENTY_FIFTEEN, groups: ['participants'] }
    const strip = buildSensitivityStrip(
      rule,
      'one-to-nine',
      [votes('participants', pickItem(ROUND_1, 1))],
      EIGHT,
    )
    expect(strip.locked.verdict).toBe('undecided')
    expect(strip.published.filter(({ differs }) => differs).map(({ method }) => method)).toEqual([
      'rand-ucla',
      'interquartile-range-2',
    ])
  })
})

test('RAND/UCLA is offered from 1 to 9 alone, and no range between yes and no', () => {
  const list = (scale: Parameters<typeof listPublishedMethods>[0]) =>
    listPublishedMethods(scale).map(({ id }) => id)
  expect(list('yes-no')).toEqual(['seventy-fifteen', 'agree-75', 'agree-80'])
  expect(list('one-to-five')).toEqual(['seventy-fifteen', 'interquartile-range-1', 'agree-75', 'agree-80'])
  expect(list('zero-to-ten')).not.toContain('rand-ucla')
})

const RAND_UCLA = {
  ...{ kind: 'rand-ucla' as const, acceptedFrom: 6.5, rejectedBelow: 3.5 },
  disagreement: 'index' as const,
}

// BMC Medical Informatics and Decision Making 12:93 (2012), table 7: disagreement of so many on each side.
test.each([
  [8, 3],
  [9, 3],
  [10, 3],
  [11, 4],
  [13, 4],
  [14, 5],
  [16, 5],
])('of %i panelists %i at each end disagree, and one fewer do not', (n, each) => {
  const decide = (low: number) =>
    decideRatings({ ...RAND_UCLA, disagreement: 'opposed-thirds' }, [
      ...Array(low).fill(2),
      ...Array(n - low).fill(8),
    ])
  expect(decide(each)).toBe('undecided')
  expect(decide(each - 1)).toBe('in')
})

// Ophthalmology 116:710 (2009), table 3: appropriate from 6.5, inappropriate up to 3.
test('a median of 6.5 is in, and one of 3.5 is not out', () => {
  const repeat = (low: number) => [...Array(5).fill(low), ...Array(5).fill(low + 1)]
  expect(decideRatings(RAND_UCLA, repeat(6))).toBe('in')
  expect(decideRatings(RAND_UCLA, repeat(3))).toBe('undecided')
  expect(decideRatings(RAND_UCLA, Array(9).fill(3))).toBe('out')
})

describe('exact quantiles', () => {
  test('of no ratings are refused', () => {
    expect(() => findExactQuantile([], [1, 2])).toThrow('no ratings have no quantile')
  })

  test('type 7 and type 6 of the example: 1.25 and 1.75', () => {
    const sorted = [...pickItem(ROUND_1, 2)].sort((a, b) => a - b)
    const range = (type: 'type-7' | 'type-6') =>
      toNumber(findExactQuantile(sorted, [3, 4], type)) - toNumber(findExactQuantile(sorted, [1, 4], type))
    expect([range('type-7'), range('type-6')]).toEqual([1.25, 1.75])
  })

  test('the median lies in the middle, and quantiles rise', () => {
    const ratings = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(ratings, (drawn) => {
        const sorted = [...drawn].sort((a, b) => a - b)
        const at = (tenths: number) => toNumber(findExactQuantile(sorted, [tenths, 10]))
        const half = Math.floor((sorted.length - 1) / 2)
        expect(toNumber(findExactMedian(sorted))).toBe(
          ((sorted[half] as number) + (sorted[sorted.length - 1 - half] as number)) / 2,
        )
        expect(at(3)).toBeLessThanOrEqual(at(7))
        expect(at(0)).toBe(sorted[0])
        expect(at(10)).toBe(sorted.at(-1))
      }),
    )
  })

  // BMJ Open 2:e001431 (2012), table 1: 15 panelists, P30 7, P70 8, IPR 1, asymmetry 2.5, IPRAS 6.1, no disagreement.
  test('a published RAND/UCLA example is made again', () => {
    const sorted = [...[4, 5, 6], ...Array(5).fill(7), ...Array(5).fill(8), 9, 9]
    const found = computeExactDisagreement(sorted)
    expect(
      [found.p30, found.p70, found.range, found.asymmetry, found.adjustedRange].map(formatRational),
    ).toEqual([...['7', '8', '1', '5/2', '61/10']])
    expect(formatRational(findExactMedian(sorted))).toBe('7')
    expect(decideRatings(RAND_UCLA, sorted)).toBe('in')
  })
})
