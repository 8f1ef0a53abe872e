import { describe, expect, test } from 'vitest'
import {
  fitRepeatedMeasures,
  type RepeatedMeasuresOptions,
} from '../../functions/analysis/repeated-measures/repeated-measures.ts'
import { fUpperTail } from '../../functions/analysis/statistics/f-distribution.ts'
import {
  buildRepeatedMeasures,
  type RepeatedMeasuresRow,
} from '../../functions/analysis/statistics/visit-data.ts'
import { published, relativeError } from '../support/published.ts'

/** tests/published/site-by-arm.R: lme4 with lmerTest, pbkrtest and emmeans, and the likelihood written out in full. */
type Test = { f: number; numeratorDf: number; df: number; p: number }
type Contrast = { by: string; contrast: string; estimate: number; se: number; df: number; p: number }
type Both<Of> = { satterthwaite: Of; kenwardRoger: Of }
const print = published<{
  rows: { arm: string; site: string; baseline: number }[]
  outcomes: (number | null)[][]
  compoundSymmetry: Both<Test> & { bySite: Both<Contrast[]>; byVisit: Both<Contrast[]> }
  unstructured: Both<Test>
  f: { f: number; d1: number; d2: number; p: number }[]
}>('site-by-arm')

const NAMES = {
  visits: ['1', '2', '3'],
  arms: ['placebo', 'ketamine', 'magnesium'],
  sites: ['a', 'b', 'c', 'd'],
}
const ROWS = print.rows.map(
  (row, at): RepeatedMeasuresRow => ({ ...row, outcomes: print.outcomes[at] ?? [] }),
)

function fitRows(rows: readonly RepeatedMeasuresRow[], options: RepeatedMeasuresOptions, names = NAMES) {
  const result = fitRepeatedMeasures(buildRepeatedMeasures(names, rows), options)
  if (result.kind !== 'fitted') throw new Error(result.reason)
  return result
}

function requireTested(result: ReturnType<typeof fitRows>) {
  if (result.siteByArm.kind !== 'tested') throw new Error(JSON.stringify(result.siteByArm))
  return result.siteByArm
}

/** Optimizers end at the same maximum to about 1e-8 in a parameter; degrees of freedom are its derivatives. */
function expectTest(found: ReturnType<typeof requireTested>['test'], expected: Test, within: number) {
  expect(found.numeratorDf).toBe(expected.numeratorDf)
  expect(relativeError(found.f, expected.f)).toBeLessThan(within)
  expect(relativeError(found.denominatorDf, expected.df)).toBeLessThan(within)
  expect(relativeError(found.p, expected.p)).toBeLessThan(within)
}

const METHODS = [
  { degreesOfFreedom: 'satterthwaite', of: 'satterthwaite' },
  { degreesOfFreedom: 'kenward-roger', of: 'kenwardRoger' },
] as const

describe.each(METHODS)('site × arm, $degreesOfFreedom', ({ degreesOfFreedom, of }) => {
  const { compoundSymmetry } = print
  const simple = fitRows(ROWS, { structures: ['compound-symmetry'], degreesOfFreedom })

  test('the test agrees with lmerTest and pbkrtest under compound symmetry', () => {
    // pbkrtest takes the covariance from lme4’s last step, whose variances are right to some millionths.
    expectTest(requireTested(simple).test, compoundSymmetry[of], of === 'kenwardRoger' ? 1e-5 : 1e-6)
  })

  test('the test agrees with the papers’ formulas under an unstructured covariance', () => {
    const free = fitRows(ROWS, { structures: ['unstructured'], degreesOfFreedom })
    expectTest(requireTested(free).test, print.unstructured[of], 1e-6)
  })

  test('each site’s differences agree with emmeans', () => {
    expectContrasts(
      requireTested(simple).contrasts.map((one) => ({ ...one, by: one.site })),
      compoundSymmetry.bySite[of],
    )
  })

  test('every pair of arms at each visit agrees with emmeans', () => {
    expectContrasts(
      simple.contrasts.map((one) => ({ ...one, by: one.visit })),
      compoundSymmetry.byVisit[of],
    )
  })

  test('p values of the pairs of a visit are adjusted by Holm', () => {
    const first = simple.contrasts.filter(({ visit }) => visit === '1')
    const raw = first.map((one) => (one.kind === 'estimated' ? one.p : 1))
    const holm = first.map((one) => (one.kind === 'estimated' ? one.holmP : 1))
    expect(raw.length).toBe(3)
    expect(Math.min(...(holm as number[]))).toBeCloseTo(Math.min(1, 3 * Math.min(...raw)), 12)
  })
})

type Found = { by: string; arm: string; against: string } & (
  | { kind: 'not-estimated' }
  | { kind: 'estimated'; estimate: number; standardError: number; df: number; p: number }
)

function expectContrasts(found: readonly Found[], expected: readonly Contrast[]) {
  expect(found.length).toBe(expected.length)
  const names = new Map(expected.map((one) => [`${one.by}: ${one.contrast}`, one]))
  for (const one of found) {
    if (one.kind === 'not-estimated') throw new Error(one.kind)
    const other = names.get(`${one.by}: ${one.arm} - ${one.against}`)
    expect(relativeError(one.estimate, other?.estimate ?? Number.NaN)).toBeLessThan(1e-6)
    expect(relativeError(one.standardError, other?.se ?? Number.NaN)).toBeLessThan(1e-6)
    expect(relativeError(one.df, other?.df ?? Number.NaN)).toBeLessThan(1e-6)
    expect(relativeError(one.p, other?.p ?? Number.NaN)).toBeLessThan(1e-6)
  }
}

describe('site × arm is not tested', () => {
  const reasonOf = (result: ReturnType<typeof fitRows>) =>
    result.siteByArm.kind === 'not-tested' ? result.siteByArm.reason : result.siteByArm.kind

  test('where sites are not fixed effects', () => {
    expect(reasonOf(fitRows(ROWS, { sites: 'none' }))).toBe('sites-are-not-fixed')
    expect(reasonOf(fitRows(ROWS, { sites: 'random' }))).toBe('sites-are-not-fixed')
  })

  test('with one arm, and where fewer than two sites have every arm', () => {
    const one = ROWS.filter(({ arm }) => arm === 'placebo')
    expect(reasonOf(fitRows(one, {}))).toBe('fewer-than-two-arms')
    const apart = ROWS.filter(({ arm, site }) => site === 'a' || arm !== 'magnesium')
    expect(reasonOf(fitRows(apart, {}))).toBe('fewer-than-two-sites-with-every-arm')
  })

  test('at a site without an arm, which is named', () => {
    const found = requireTested(
      fitRows(
        ROWS.filter(({ arm, site }) => site !== 'b' || arm !== 'magnesium'),
        {},
      ),
    )
    expect(found.sitesLeftOut).toEqual(['b'])
    expect(found.test.numeratorDf).toBe(4)
    expect(new Set(found.contrasts.map(({ site }) => site))).toEqual(new Set(['a', 'c', 'd']))
  })
})

test('adding a constant to one site in every arm changes neither test nor differences', () => {
  const moved = ROWS.map((row) =>
    row.site === 'c' ? { ...row, outcomes: row.outcomes.map((one) => (one === null ? null : one + 3)) } : row,
  )
  const [one, other] = [requireTested(fitRows(ROWS, {})), requireTested(fitRows(moved, {}))]
  expect(relativeError(other.test.f, one.test.f)).toBeLessThan(1e-6)
  one.contrasts.forEach((contrast, at) => {
    const same = other.contrasts[at]
    if (contrast.kind !== 'estimated' || same?.kind !== 'estimated') throw new Error(contrast.kind)
    expect(same.estimate).toBeCloseTo(contrast.estimate, 6)
  })
})

test('the upper tail of F agrees with pf', () => {
  for (const { f, d1, d2, p } of print.f) expect(relativeError(fUpperTail(f, d1, d2), p)).toBeLessThan(1e-8)
  expect(fUpperTail(0, 2, 3)).toBe(1)
  expect(() => fUpperTail(-1, 2, 3)).toThrow(RangeError)
  expect(() => fUpperTail(1, 0, 3)).toThrow(RangeError)
})
