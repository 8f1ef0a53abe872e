import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filterCohort, listStrata } from '../../../../functions/analysis/cohort/filter-cohort.ts'
import { requireCounts, type WholeCounts } from '../../../../functions/analysis/disclosure/whole-counts.ts'
import { computeMeanChangeStrata } from '../../../../functions/analysis/mean-change/mean-change-strata.ts'
import { listChanges } from '../../../../functions/analysis/mean-change/participant-changes.ts'
import {
  computeResponderRate,
  type ResponderRateQuestion,
} from '../../../../functions/analysis/responder-rate/responder-rate.ts'
import { findPersonAsOf } from '../../../../functions/analysis/timeline/as-of.ts'
import type { StudyAttribute } from '../../../../surveys/study/attribute.ts'
import { DEFAULT_EVENTS } from '../../../../surveys/study/estimand.ts'
import type { AttributeFilter } from '../../../../web/api/analyses/attribute-filter.ts'
import { buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { measure } from '../../../support/timelines.ts'

const MEASURE = measure('peg/total', 'higher-is-worse')
const MEASURES = new Map([MEASURE])
const option = (code: string) => ({ code, title: { en: code } })
const MECHANISM: StudyAttribute = {
  ...{ id: 'mechanism', title: { en: 'Mechanism' }, required: false },
  options: ['neuropathic', 'nociplastic', 'unknown'].map(option),
}
const STUDY = { ...SMALL_STUDY, attributes: [MECHANISM] }
const POINTS_30 = { op: 'percent-improvement', score: 'peg/total', atLeast: 30 }
const HALF_DEVIATION = {
  ...{ op: 'improvement', score: 'peg/total', atLeast: 0.5 },
  unit: 'baseline-standard-deviations',
}

type Of = { mechanism?: string; 'age-group'?: string }
const row = (baseline: number, followUp: number | 'missed', attributes: Of = {}): Row => ({
  baseline: { 'peg/total': String(baseline) },
  followUp: typeof followUp === 'number' ? { 'peg/total': String(followUp) } : followUp,
  attributes: attributes as Record<string, string>,
})
const met = (of: Of) => row(10, 1, of)
const notMet = (of: Of) => row(10, 9, of)
const missed = (of: Of) => row(10, 'missed', of)

const NEUROPATHIC = { mechanism: 'neuropathic' }
/** Twelve participants at two clinics. */
const COHORT = buildCohort({
  a: [
    ...[met(NEUROPATHIC), met(NEUROPATHIC), notMet(NEUROPATHIC), missed(NEUROPATHIC)],
    ...[met({ mechanism: 'nociplastic', 'age-group': 'old' }), notMet({ mechanism: 'unknown' }), notMet({})],
  ],
  b: [
    ...[met(NEUROPATHIC), notMet({ mechanism: 'nociplastic', 'age-group': 'young' })],
    ...[notMet({ mechanism: 'nociplastic', 'age-group': 'old' }), met({}), met({ 'age-group': 'old' })],
  ],
})

const computeRate = (cohort: typeof COHORT, rule: object = POINTS_30, stratifyBy?: StudyAttribute) =>
  computeResponderRate(cohort, STUDY, MEASURES, {
    definition: {
      id: 'd',
      version: '1.0.0',
      hash: 'h',
      evidence: 'unvalidated',
      rule,
      lateAnswers: 'counted',
    },
    ...{ timepoint: 'day-7', estimand: { id: 'e', population: 'treated', events: DEFAULT_EVENTS } },
    ...{ imputation: { imputations: 0, seed: 1 }, stratifyBy },
  } as unknown as ResponderRateQuestion)
const listIds = (filter: AttributeFilter) =>
  filterCohort(COHORT, filter).sites.map(({ participants }) =>
    participants.map(({ participant }) => Number(participant.slice(-8))),
  )
const of = (attribute: string, code: string | null) => ({ attribute, option: code })

describe('a filter keeps', () => {
  test('those of an option', () => {
    expect(listIds([of('mechanism', 'neuropathic')])).toEqual([[0, 1, 2, 3], [0]])
  })

  test('those of whom nobody recorded the attribute, and not those of whom it is unknown', () => {
    expect(listIds([of('mechanism', null)])).toEqual([[6], [3, 4]])
    expect(listIds([of('mechanism', 'unknown')])).toEqual([[5], []])
  })

  test('of one attribute those of any option that is named; of two those of both', () => {
    expect(listIds([of('mechanism', 'nociplastic'), of('mechanism', null)])).toEqual([
      [4, 6],
      [1, 2, 3, 4],
    ])
    expect(listIds([of('mechanism', 'nociplastic'), of('age-group', 'old')])).toEqual([[4], [2]])
  })

  test('nobody, of what nobody is, and every clinic', () => {
    expect(listIds([of('age-group', 'middle')])).toEqual([[], []])
    expect(computeRate(filterCohort(COHORT, [of('age-group', 'middle')])).noRate).toBe('nobody-due')
  })

  test('and another filter on top the same as both at once', () => {
    const [first, second] = [[of('mechanism', 'nociplastic')], [of('age-group', 'old')]]
    const twice = filterCohort(filterCohort(COHORT, first), second)
    expect(twice).toEqual(filterCohort(COHORT, [...first, ...second]))
  })
})

describe('the rate of a kind', () => {
  test('is that of those who are of it', () => {
    const { counts, rates } = computeRate(filterCohort(COHORT, [of('mechanism', 'neuropathic')]))
    expect(counts).toMatchObject({ due: 5, met: 3, observed: 4 })
    expect(rates.primary?.rate).toBeCloseTo(3 / 5, 12)
  })

  test('is exploratory, whatever the rate of everybody is, and one of as many more as there are options', () => {
    const whole = computeRate(COHORT)
    const some = computeRate(filterCohort(COHORT, [of('mechanism', 'unknown')]))
    expect(some.role).toBe('exploratory')
    expect(some.comparisons).toBe(whole.comparisons * 4)
  })

  test('in standard deviations counts in those of everybody', () => {
    // Baselines 2, 4, 6, 8, 10: variance 10 (n − 1), half a deviation is 1.58. Of the one with 10 alone there is none.
    const rows = [2, 4, 6, 8].map((baseline) => row(baseline, baseline))
    const cohort = buildCohort({ a: [...rows, row(10, 8, NEUROPATHIC)] })
    const some = filterCohort(cohort, [of('mechanism', 'neuropathic')])
    expect(computeRate(some, HALF_DEVIATION).counts).toMatchObject({ due: 1, met: 1 })
  })
})

describe('a breakdown', () => {
  const { strata } = computeRate(COHORT, POINTS_30, MECHANISM)

  test('has every option in the order of the study, then those of whom it is missing', () => {
    expect(strata?.groups.map(({ option: code, counts }) => [code, counts.met, counts.due])).toEqual([
      ['neuropathic', 3, 5],
      ['nociplastic', 1, 3],
      ['unknown', 0, 1],
      [null, 2, 3],
    ])
  })

  test('leaves out missing where it is missing of nobody, and keeps a code of an earlier version', () => {
    const codes = (rows: Of[]) =>
      listStrata(MECHANISM, buildCohort({ a: rows.map(met) }).sites[0]?.participants ?? [])
    expect(codes([NEUROPATHIC])).toEqual(['neuropathic', 'nociplastic', 'unknown'])
    expect(codes([{ mechanism: 'visceral' }, {}])).toEqual([
      ...['neuropathic', 'nociplastic', 'unknown'],
      ...['visceral', null],
    ])
  })

  test('says of an option that nobody has that nobody is due', () => {
    const found = computeRate(buildCohort({ a: [met(NEUROPATHIC)] }), POINTS_30, MECHANISM)
    expect(found.strata?.groups[1]).toMatchObject({ noRate: 'nobody-due', rates: { primary: null } })
  })

  test('of the mean change has each group’s mean', () => {
    // Neuropathic: 1 − 10 three times and 9 − 10 once, (−27 − 1)/4 = −7; missing: −1, −9, −9.
    const question = { study: STUDY, measure: MEASURE[1], measures: MEASURES, timepoint: 'day-7' }
    const viewer = { sites: ['a', 'b'], minimumCellSize: 11 }
    const found = computeMeanChangeStrata(listChanges(COHORT, question), question, MECHANISM, viewer)
    expect(found.groups.map(({ option: code, overall }) => [code, overall])).toMatchObject([
      ['neuropathic', { kind: 'estimated', n: 4, estimate: -7 }],
      ['nociplastic', { n: 3 }],
      ['unknown', { kind: 'not-estimated', n: 1 }],
      [null, { n: 3, estimate: -19 / 3 }],
    ])
    expect(found.groups[0]?.sites.map(({ change }) => change)).toMatchObject([{ n: 3, without: 1 }, { n: 1 }])
  })

  test('law: the counts of the groups sum up to the whole, and a filter gives the group', () => {
    const anybody = fc.record({
      result: fc.constantFrom(met, notMet, missed),
      code: fc.constantFrom(undefined, 'neuropathic', 'nociplastic', 'unknown', 'visceral'),
    })
    fc.assert(
      fc.property(fc.array(fc.array(anybody, { maxLength: 12 }), { minLength: 1, maxLength: 3 }), (sites) => {
        const cohort = buildCohort(
          Object.fromEntries(
            sites.map((ones, at) => [
              `s${at}`,
              ones.map(({ result, code }) => result(code === undefined ? {} : { mechanism: code })),
            ]),
          ),
        )
        const whole = computeRate(cohort, POINTS_30, MECHANISM)
        const groups = whole.strata?.groups ?? []
        const counts = groups.map((group) => requireCounts(group.counts))
        for (const name of ['due', 'met', 'observed', 'observedMet', 'bestMet', 'notYetDue'] as const)
          expect(counts.reduce((sum, one) => sum + one[name], 0)).toBe((whole.counts as WholeCounts)[name])
        for (const group of groups) {
          const alone = computeRate(filterCohort(cohort, [of('mechanism', group.option)]))
          expect([group.counts, group.rates, group.pooled]).toEqual([alone.counts, alone.rates, alone.pooled])
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('an attribute as of an instant', () => {
  const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`
  const entry = (code: string | null, hour: number) => ({
    attribute: 'mechanism',
    code,
    recordedAt: at(hour),
  })
  const person = {
    ...{ arm: null, dispositions: [] },
    attributes: [entry('unknown', 10), entry('neuropathic', 12), entry(null, 14)],
  }
  const read = (hour: number) => findPersonAsOf(person, at(hour)).attributes.get('mechanism')

  test('is what was recorded by then, and stays so whatever is recorded later', () => {
    expect([9, 10, 11, 12, 13, 14].map(read)).toEqual([
      ...[undefined, 'unknown', 'unknown'],
      ...['neuropathic', 'neuropathic', undefined],
    ])
  })

  test('of somebody of whom nothing was ever recorded is missing', () => {
    expect(findPersonAsOf({ arm: null, dispositions: [] }, at(12)).attributes.size).toBe(0)
  })
})
