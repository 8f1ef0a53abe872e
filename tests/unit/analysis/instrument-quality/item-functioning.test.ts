import { describe, expect, test } from 'vitest'
import { examineItemFunctioning } from '../../../../functions/analysis/instrument-quality/item-functioning.ts'
import { fitOrdinalRegression } from '../../../../functions/analysis/instrument-quality/ordinal-regression.ts'
import { published, relativeError } from '../../../support/published.ts'

/** tests/published/item-functioning.R: ordinal::clm, with MASS::polr beside it. */
type Tested = { chiSquare: number; df: number; p: number }
type Case = {
  rows: number[][]
  groups: string[]
  levels: string[]
  items: {
    logLikelihoods: number[]
    thresholds: number[]
    slope: number
    uniform: Tested
    nonUniform: Tested
    total: Tested
    r2Total: number
    oddsRatios: number | number[]
  }[]
  holm: number[]
}
const print = published<{ language: Case; mode: Case }>('item-functioning')
const listIds = ({ items }: Case) => items.map((_, at) => `item-${at + 1}`)

function examine(of: Case) {
  const found = examineItemFunctioning(listIds(of), of.rows, of.groups)
  if (found.kind !== 'examined') throw new Error(found.reason)
  return found
}

/** Likelihood ratios are differences of numbers some hundred times as large. */
function expectTested(found: Tested, expected: Tested) {
  expect(found.df).toBe(expected.df)
  expect(Math.abs(found.chiSquare - expected.chiSquare)).toBeLessThan(1e-8)
  expect(relativeError(found.p, expected.p)).toBeLessThan(1e-8)
}

describe.each(['language', 'mode'] as const)('items by %s agree with ordinal::clm', (name) => {
  const of = print[name]
  const found = examine(of)

  test('groups, largest first', () => {
    expect(found.groups.map(({ group }) => group)).toEqual(of.levels)
    expect(found.groups.reduce((sum, { n }) => sum + n, 0)).toBe(of.rows.length)
  })

  test.each(of.items.map((item, at) => ({ ...item, at })))('item $at', ({ at, ...expected }) => {
    const item = found.items[at]
    if (item?.kind !== 'examined') throw new Error(item?.reason)
    expectTested(item.uniform, expected.uniform)
    expectTested(item.nonUniform, expected.nonUniform)
    expectTested(item.total, expected.total)
    expect(item.r2Change).toBeCloseTo(expected.r2Total, 9)
    expect(relativeError(item.total.holmP, of.holm[at] as number)).toBeLessThan(1e-8)
    const ratios = [expected.oddsRatios].flat()
    expect(item.oddsRatios.map(({ group }) => group)).toEqual(of.levels.slice(1))
    item.oddsRatios.forEach(({ oddsRatio }, place) => {
      expect(relativeError(oddsRatio, ratios[place] as number)).toBeLessThan(1e-7)
    })
  })
})

test('proportional odds on the total agree with ordinal::clm', () => {
  const { rows, items } = print.language
  const totals = rows.map((row) => row.reduce((sum, one) => sum + one, 0))
  const mean = totals.reduce((sum, one) => sum + one, 0) / totals.length
  const sd = Math.sqrt(totals.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (totals.length - 1))
  items.forEach((expected, at) => {
    const found = fitOrdinalRegression(
      totals.map((total) => [[0, (total - mean) / sd]]),
      rows.map((row) => row[at] as number),
      { count: 5, columns: 1 },
    )
    if (found.kind !== 'fitted') throw new Error(found.reason)
    expect(Math.abs(found.logLikelihood - (expected.logLikelihoods[1] as number))).toBeLessThan(1e-8)
    expect(relativeError(found.slopes[0] as number, expected.slope)).toBeLessThan(1e-8)
    found.thresholds.forEach((one, place) => {
      expect(one).toBeCloseTo(expected.thresholds[place] as number, 7)
    })
  })
})

describe('refused', () => {
  const { rows, groups } = print.language
  const ids = listIds(print.language)

  test('one item: its total is itself', () => {
    expect(
      examineItemFunctioning(
        ['only'],
        rows.map(([one]) => [one as number]),
        groups,
      ),
    ).toEqual({
      kind: 'not-examined',
      reason: 'fewer-than-two-items',
    })
  })

  test('fewer than two groups of thirty, or of the study’s minimum', () => {
    const refusal = { kind: 'not-examined', reason: 'fewer-than-two-groups' }
    expect(
      examineItemFunctioning(
        ids,
        rows,
        rows.map(() => 'en'),
      ),
    ).toEqual(refusal)
    const few = groups.map((_, at) => (at < 29 ? 'es' : 'en'))
    expect(examineItemFunctioning(ids, rows, few)).toEqual(refusal)
    expect(
      examineItemFunctioning(
        ids,
        rows,
        groups.map((_, at) => (at < 30 ? 'es' : 'en')),
      ).kind,
    ).toBe('examined')
    expect(examineItemFunctioning(ids, rows, groups, 200)).toEqual(refusal)
  })

  test('a small group is left out, named, and changes no other number', () => {
    const more = examineItemFunctioning(
      ids,
      [...rows, ...rows.slice(0, 5)],
      [...groups, ...Array<string>(5).fill('fr')],
    )
    expect(more).toEqual({ ...examine(print.language), groupsLeftOut: ['fr'] })
  })

  test('an item that everyone answers alike, and one that the columns tell, and no other', () => {
    const told = rows.map((row, at) => [...row.slice(0, 3), 2, groups[at] === 'es' ? 1 : 0])
    const found = examineItemFunctioning(ids, told, groups)
    if (found.kind !== 'examined') throw new Error(found.reason)
    expect(found.items.map((one) => (one.kind === 'examined' ? one.kind : one.reason))).toEqual([
      ...['examined', 'examined', 'examined'],
      ...['same-answer', 'separated'],
    ])
  })

  test('columns of which one follows from the others', () => {
    const categories = groups.map((_, at) => at % 3)
    const double = groups.map(
      (_, at) =>
        [
          [0, at / 9],
          [1, at / 3],
        ] as const,
    )
    expect(fitOrdinalRegression(double, categories, { count: 3, columns: 2 })).toEqual({
      kind: 'not-fitted',
      reason: 'columns-depend',
    })
  })
})
