import { describe, expect, test } from 'vitest'
import { computeCohortRepeatedMeasures } from '../../../../functions/analysis/repeated-measures/cohort-repeated-measures.ts'
import { buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { measure } from '../../../support/timelines.ts'

const MEASURES = new Map([measure('peg/total', 'higher-is-worse')])
const rows = (count: number, arm?: string): Row[] =>
  Array.from({ length: count }, (_, at) => ({
    baseline: { 'peg/total': String(5 + (at % 5)) },
    followUp: { 'peg/total': String((at * 7) % 10) },
    ...(arm !== undefined && { arm }),
  }))
const ARMS = [
  { id: 'usual', title: 'Usual' },
  { id: 'ketamine', title: 'Ketamine' },
]
const computeRepeatedMeasures = (
  sites: Record<string, readonly Row[]>,
  own: readonly string[],
  arms: typeof ARMS = [],
) => computeAnalysis(sites, own, arms).model
const computeAnalysis = (
  sites: Record<string, readonly Row[]>,
  own: readonly string[],
  arms: typeof ARMS = [],
  siteEffect: 'fixed' | 'none' = 'none',
) =>
  computeCohortRepeatedMeasures(
    buildCohort(sites),
    { study: { ...SMALL_STUDY, arms }, measures: MEASURES, measure: 'peg/total' },
    { sites: own, minimumCellSize: 11 },
    { sites: siteEffect },
  )

describe('what a model tells of other sites', () => {
  test('nothing of fewer participants than the study allows', () => {
    expect(computeRepeatedMeasures({ a: rows(10), b: [] }, ['b'])).toEqual({ kind: 'suppressed' })
    expect(computeRepeatedMeasures({ a: rows(20), b: rows(11) }, ['a']).kind).toBe('fitted')
    expect(computeRepeatedMeasures({ a: rows(20), b: rows(10) }, ['a', 'b']).kind).toBe('fitted')
  })

  test('a site of so few is not in it and is named, so that nothing is left when the others are taken off', () => {
    const sites = { a: rows(20), b: rows(10), c: rows(30) }
    const { model, sitesLeftOut } = computeAnalysis(sites, ['a'])
    expect(sitesLeftOut).toEqual(['b'])
    expect(model).toEqual(computeRepeatedMeasures({ a: sites.a, c: sites.c }, ['a', 'c']))
    // The same for every viewer, those of the small site among them.
    expect(computeAnalysis(sites, ['b'])).toMatchObject({ sitesLeftOut: ['b'], model })
    expect(computeAnalysis(sites, ['a', 'b', 'c'])).toMatchObject({
      sitesLeftOut: [],
      model: { participants: 60 },
    })
  })

  test('no mean of a visit at which a site has few, nor the sum that would tell how many', () => {
    const missed: Row = { baseline: { 'peg/total': '5' }, followUp: 'missed' }
    const arms = { usual: rows(20, 'usual'), ketamine: rows(5, 'ketamine') }
    const model = computeRepeatedMeasures(
      { a: rows(20, 'usual'), b: [...arms.usual, ...arms.ketamine], c: [...rows(20, 'ketamine'), missed] },
      ['a'],
      ARMS,
    )
    if (model.kind !== 'fitted') throw new Error(model.kind)
    expect(model.means.map(({ arm, kind }) => [arm, kind])).toEqual([
      ['usual', 'estimated'],
      ['ketamine', 'suppressed'],
    ])
    expect(model.observations).toBeNull()
    expect(model.participants).toBe(65)
  })

  test('no mean of so few, and no difference from it', () => {
    const sites = {
      a: [...rows(20, 'usual'), ...rows(20, 'ketamine')],
      b: [...rows(20, 'usual'), ...rows(5, 'ketamine')],
    }
    const model = computeRepeatedMeasures(sites, ['a'], ARMS)
    if (model.kind !== 'fitted') throw new Error(model.kind)
    expect(model.means.map(({ arm, kind }) => [arm, kind])).toEqual([
      ['usual', 'estimated'],
      ['ketamine', 'suppressed'],
    ])
    expect(model.contrasts).toEqual([
      { visit: 'day-7', arm: 'ketamine', against: 'usual', kind: 'suppressed' },
    ])
  })

  test('no Holm p of a visit where a pair is suppressed: it is beside the others a sum of them all', () => {
    const three = [...ARMS, { id: 'magnesium', title: 'Magnesium' }]
    const both = [...rows(20, 'usual'), ...rows(20, 'ketamine')]
    const few = computeRepeatedMeasures(
      { a: [...both, ...rows(20, 'magnesium')], b: [...both, ...rows(5, 'magnesium')] },
      ['a'],
      three,
    )
    if (few.kind !== 'fitted') throw new Error(few.kind)
    expect(few.contrasts.map((one) => [one.kind, 'holmP' in one ? one.holmP : undefined])).toEqual([
      ['estimated', null],
      ['suppressed', undefined],
      ['suppressed', undefined],
    ])
    const many = computeRepeatedMeasures({ a: [...both, ...rows(20, 'magnesium')] }, ['a'], three)
    if (many.kind !== 'fitted') throw new Error(many.kind)
    expect(many.contrasts.map((one) => 'holmP' in one && typeof one.holmP)).toEqual(Array(3).fill('number'))
  })

  test('no difference of single sites except to members of them all', () => {
    const both = [...rows(20, 'usual'), ...rows(20, 'ketamine')]
    const siteByArm = (own: readonly string[], sites: 'fixed' | 'none' = 'fixed') => {
      const model = computeAnalysis({ a: both, b: both, c: both }, own, ARMS, sites).model
      if (model.kind !== 'fitted') throw new Error(model.kind)
      return model.siteByArm
    }
    expect(siteByArm(['a', 'b'])).toEqual({ kind: 'suppressed' })
    expect(siteByArm(['a', 'b'], 'none')).toEqual({ kind: 'not-tested', reason: 'sites-are-not-fixed' })
    const whole = siteByArm(['a', 'b', 'c'])
    if (whole.kind !== 'tested') throw new Error(whole.kind)
    expect(whole.participants).toBe(120)
    expect(whole.contrasts.map(({ site }) => site)).toEqual(['a', 'b', 'c'])
    // Alike sites: nothing that differs between them.
    expect(whole.test.f).toBeLessThan(1e-10)
  })

  test('no count of so few who are left out, and none from which it could be worked out', () => {
    const countExcluded = (there: readonly Row[], own: readonly string[] = ['a']) => {
      const model = computeRepeatedMeasures({ a: [...rows(20), noBaseline], b: [...rows(20), ...there] }, own)
      if (model.kind !== 'fitted') throw new Error(model.kind)
      return model.leftOut
    }
    const noBaseline: Row = { baseline: {}, followUp: { 'peg/total': '3' } }
    const missed: Row = { baseline: { 'peg/total': '5' }, followUp: 'missed' }
    const many = (count: number, one: Row) => Array.from({ length: count }, () => one)
    expect(countExcluded([])).toEqual({ withoutBaseline: 1, withoutOutcome: 0 })
    expect(countExcluded(many(10, missed))).toEqual({ withoutBaseline: null, withoutOutcome: null })
    expect(countExcluded(many(10, noBaseline))).toEqual({ withoutBaseline: null, withoutOutcome: null })
    expect(countExcluded(many(11, missed))).toEqual({ withoutBaseline: 1, withoutOutcome: 11 })
    expect(countExcluded(many(3, missed), ['a', 'b'])).toEqual({ withoutBaseline: 1, withoutOutcome: 3 })
  })

  test('whoever was not allocated to an arm of the study is not in it', () => {
    const model = computeRepeatedMeasures(
      { a: [...rows(20, 'usual'), ...rows(20, 'ketamine'), ...rows(9)] },
      ['a'],
      ARMS,
    )
    expect(model).toMatchObject({ kind: 'fitted', participants: 40 })
  })
})

describe('how much the result rests on what is missing', () => {
  const analysed = (
    sites: Record<string, readonly Row[]>,
    own: readonly string[],
    arms: typeof ARMS = ARMS,
  ) =>
    computeCohortRepeatedMeasures(
      buildCohort(sites),
      { study: { ...SMALL_STUDY, arms }, measures: MEASURES, measure: 'peg/total' },
      { sites: own, minimumCellSize: 11 },
      { sites: 'none', imputation: { imputations: 5, seed: 1 } },
    ).sensitivity
  const some = (arm: string): Row[] =>
    rows(30, arm).map((row, at) => (at % 5 === 0 ? { ...row, followUp: 'missed' } : row))

  test('is not asked of a study without arms, and not told where a group is small', () => {
    expect(analysed({ a: rows(30) }, ['a'], [])).toEqual({
      kind: 'not-analysed',
      reason: 'fewer-than-two-arms',
    })
    const sites = {
      a: [...some('usual'), ...some('ketamine')],
      b: [...rows(20, 'usual'), ...rows(5, 'ketamine')],
    }
    expect(analysed(sites, ['a'])).toEqual({ kind: 'suppressed' })
  })

  test('is a difference under each assumption, and the shift at which it is lost', () => {
    const sensitivity = analysed({ a: [...some('usual'), ...some('ketamine')] }, ['a'])
    if (sensitivity?.kind !== 'analysed') throw new Error(sensitivity?.kind)
    expect(sensitivity.contrasts.map(({ assumption, result }) => [assumption, result.kind])).toEqual([
      ['missing-at-random', 'pooled'],
      ['jump-to-reference', 'pooled'],
      ['copy-increments-in-reference', 'pooled'],
      ['copy-reference', 'pooled'],
    ])
    expect(sensitivity.tippingPoint.contrasts).toHaveLength(9)
  })
})
