import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseNextStep } from '../../../../surveys/irt/adaptive.ts'
import { createBank, estimatePattern, type GradedAnswer } from '../../../../surveys/irt/bank.ts'
import { readCalibration } from '../../../../surveys/irt/calibration.ts'
import {
  categoryProbabilities,
  type GradedItem,
  information,
} from '../../../../surveys/irt/graded-response.ts'
import { THETAS, toTScore } from '../../../../surveys/irt/quadrature.ts'
import { estimateSumScores } from '../../../../surveys/irt/sum-score.ts'
import { expectEach } from '../../../support/expect-each.ts'

/** The made-up calibration, and what tests/published/irt.R works out from it. */
const lines = (file: string) =>
  readFileSync(new URL(`../../../published/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
const [header = [], ...rows] = lines('irt-calibration.csv')
const calibration = readCalibration(
  rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at] ?? '']))),
)
if (calibration.kind === 'faults') throw new Error(JSON.stringify(calibration.faults))
const { items } = calibration
const bank = createBank(items)
const published = lines('irt.csv')

function parseAnswers(pattern: string): readonly GradedAnswer[] {
  return pattern
    .split('|')
    .flatMap((category, at) =>
      category === '' ? [] : [{ item: (items[at] as GradedItem).item, category: Number(category) }],
    )
}

describe('against R', () => {
  test('a table by sums agrees with the enumeration of every pattern', () => {
    const sums = published.filter(([kind]) => kind === 'sum')
    const estimates = estimateSumScores(items).map(toTScore)
    expect(estimates).toHaveLength(sums.length)
    expect(sums.length).toBe(1 + 4 * 5 + 3)
    for (const [, sum, t, standardError] of sums) {
      expect(estimates[Number(sum)]?.tScore).toBeCloseTo(Number(t), 8)
      expect(estimates[Number(sum)]?.standardError).toBeCloseTo(Number(standardError), 8)
    }
  })

  test('a pattern with missing answers agrees', () => {
    const patterns = published.filter(([kind]) => kind === 'pattern')
    expect(patterns.length).toBe(300)
    for (const [, pattern = '', t, standardError] of patterns) {
      const estimate = toTScore(estimatePattern(bank, parseAnswers(pattern)))
      expect(estimate.tScore, pattern).toBeCloseTo(Number(t), 8)
      expect(estimate.standardError, pattern).toBeCloseTo(Number(standardError), 8)
    }
  })

  test('the next item of an adaptive form is the one with the most information', () => {
    const never = { minimumItems: 99, maximumItems: 99, stopAtStandardError: 0 }
    const choices = published.filter(([kind]) => kind === 'next')
    expect(choices.length).toBe(100)
    for (const [, pattern = '', item] of choices)
      expect(chooseNextStep(bank, never, parseAnswers(pattern)), pattern).toMatchObject({ kind: 'ask', item })
  })
})

describe('the grid', () => {
  test('goes from −4.5 to 4.5: the lowest sum of a steep form lies below what ±4 would give', () => {
    expect([THETAS[0], THETAS.at(-1), THETAS.length]).toEqual([-4.5, 4.5, 91])
    // Thresholds far out, so that the posterior sits at the end of the grid.
    const far = [1, 2, 3].map((n) => ({ item: `far-${n}`, discrimination: 4, thresholds: [3.6, 4.2] }))
    expect(estimateSumScores(far).at(-1)?.theta).toBeGreaterThan(4)
  })
})

const gradedItem = fc
  .record({
    discrimination: fc.double({ min: 0.3, max: 15, noNaN: true }),
    first: fc.double({ min: -15, max: 10, noNaN: true }),
    gaps: fc.array(fc.double({ min: 0.05, max: 1.2, noNaN: true }), { minLength: 0, maxLength: 4 }),
  })
  .map(({ discrimination, first, gaps }) => ({
    discrimination,
    thresholds: [first, ...gaps].map((_, at) => gaps.slice(0, at).reduce((sum, gap) => sum + gap, first)),
  }))
const form = fc
  .array(gradedItem, { minLength: 1, maxLength: 6 })
  .map((made) => made.map((item, at) => ({ item: `item-${at}`, ...item })))
const theta = fc.double({ min: -4.5, max: 4.5, noNaN: true })

describe('laws', () => {
  test('the categories of an item are chances that sum to 1', () => {
    fc.assert(
      fc.property(form, theta, ([item], at) => {
        const chances = categoryProbabilities(item as GradedItem, at)
        expectEach(chances, (chance) => chance > 0 && chance <= 1)
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10)
      }),
    )
  })

  test('information is positive, and never not a number', () => {
    fc.assert(
      fc.property(form, theta, ([item], at) => {
        expect(information(item as GradedItem, at)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  // Not: a higher sum is a higher score. The graded model does not imply it where thresholds nearly touch.
  test('a form turned round has its table turned round', () => {
    fc.assert(
      fc.property(form, (made) => {
        const turned = made.map((item) => ({
          ...item,
          thresholds: item.thresholds.map((threshold) => -threshold).reverse(),
        }))
        const there = estimateSumScores(made)
        const back = estimateSumScores(turned).toReversed()
        for (const [sum, { theta: here, standardError }] of there.entries()) {
          expect(back[sum]?.theta).toBeCloseTo(-here, 8)
          expect(back[sum]?.standardError).toBeCloseTo(standardError, 8)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('the order of the answers says nothing, and a contradictory pattern still has an estimate', () => {
    fc.assert(
      fc.property(form, fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }), (made, categories) => {
        const answers = made.map(({ item, thresholds }, at) => ({
          item,
          category: Math.min(categories[at] as number, thresholds.length),
        }))
        const there = estimatePattern(createBank(made), answers)
        const back = estimatePattern(createBank(made), [...answers].reverse())
        expect(there.theta).toBeCloseTo(back.theta, 9)
        expect(Math.abs(there.theta)).toBeLessThanOrEqual(4.5)
        expect(there.standardError).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 50 },
    )
  })
})

describe('an adaptive form', () => {
  const rule = { minimumItems: 2, maximumItems: 5, stopAtStandardError: 3 }

  test('stops when it is precise enough, but not before its fewest items', () => {
    const precise = { ...rule, stopAtStandardError: 99 }
    const one = parseAnswers('0')
    expect(chooseNextStep(bank, precise, one).kind).toBe('ask')
    expect(chooseNextStep(bank, precise, parseAnswers('0|0'))).toMatchObject({
      kind: 'done',
      because: 'precise-enough',
    })
  })

  test('stops at its most items, declined ones among them', () => {
    const never = { ...rule, stopAtStandardError: 0 }
    expect(chooseNextStep(bank, never, parseAnswers('1|1|1|1|1'))).toMatchObject({
      because: 'maximum-reached',
    })
    const declined = new Set(['made-up-5', 'made-up-6'])
    expect(chooseNextStep(bank, never, parseAnswers('1|1|1'), declined)).toMatchObject({
      because: 'maximum-reached',
    })
  })

  test('stops when the bank has nothing left', () => {
    const never = { minimumItems: 9, maximumItems: 9, stopAtStandardError: 0 }
    expect(chooseNextStep(bank, never, parseAnswers('1|1|1|1|1|1'))).toMatchObject({
      because: 'bank-exhausted',
    })
  })

  test('never asks again what was answered or declined', () => {
    const never = { minimumItems: 9, maximumItems: 9, stopAtStandardError: 0 }
    const declined = new Set<string>()
    for (let asked = 0; asked < items.length; asked += 1) {
      const step = chooseNextStep(bank, never, [], declined)
      if (step.kind !== 'ask') throw new Error('stopped too early')
      expect(declined.has(step.item)).toBe(false)
      declined.add(step.item)
    }
  })
})

describe('a calibration file', () => {
  const good = { item_id: 'x', item_model: 'GRM', a: '2.5', cb1: '-1', cb2: '0.5', cb3: '', cb4: '' }
  const listFaults = (...given: Record<string, string>[]) => {
    const read = readCalibration(given)
    return read.kind === 'faults' ? read.faults.map(({ pointer }) => pointer) : []
  }

  test('is read', () => {
    expect(readCalibration([good])).toEqual({
      kind: 'calibration',
      items: [{ item: 'x', discrimination: 2.5, thresholds: [-1, 0.5] }],
    })
  })

  test('without items is refused', () => {
    expect(listFaults()).toEqual([''])
  })

  test('has every fault named at once, each with its place', () => {
    expect(
      listFaults(
        good,
        good,
        { ...good, item_id: ' ' },
        { ...good, item_id: 'b', item_model: 'GPCM' },
        { ...good, item_id: 'c', a: '0' },
        { ...good, item_id: 'd', a: '1,7' },
        { ...good, item_id: 'e', a: '99' },
        { ...good, item_id: 'f', cb2: '-1' },
        { ...good, item_id: 'g', cb1: '', cb2: '0.5' },
        { ...good, item_id: 'h', cb1: '', cb2: '' },
        { ...good, item_id: 'i', cb2: 'NaN' },
        { ...good, item_id: 'j', cb2: '0x10' },
        { ...good, item_id: 'k', cb2: '40' },
      ),
    ).toEqual([
      '/2/item_id',
      '/3/item_id',
      '/4/item_model',
      '/5/a',
      '/6/a',
      '/7/a',
      '/8/cb2',
      '/9/cb1',
      '/10/cb1',
      '/11/cb2',
      '/12/cb2',
      '/13/cb2',
    ])
  })
})
