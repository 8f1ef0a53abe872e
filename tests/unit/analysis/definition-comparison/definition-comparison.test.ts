import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeDefinitionComparison } from '../../../../functions/analysis/definition-comparison/definition-comparison.ts'
import { publishedResponderDefinitionSchema } from '../../../../surveys/responder/definition.ts'
import type { ResponderRule } from '../../../../surveys/responder/rule.ts'
import { DEFAULT_EVENTS, type Estimand } from '../../../../surveys/study/estimand.ts'
import type { DefinitionComparisonReply } from '../../../../web/api/analyses/definition-comparison.ts'
import { buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { measure } from '../../../support/timelines.ts'

const MEASURES = new Map([
  measure('peg/total', 'higher-is-worse'),
  measure('pgic/change', 'higher-is-worse', ['very-much-improved', 'much-improved', 'no-change']),
])

const definition = (id: string, rule: ResponderRule) =>
  publishedResponderDefinitionSchema.parse({
    ...{ id, version: '1.0.0', title: { en: id }, summary: { en: id }, evidence: 'established', source: '' },
    rule,
  })
const ESTIMAND: Estimand = {
  ...{ id: 'all-treated', title: { en: '' }, population: 'treated' },
  ...{ events: DEFAULT_EVENTS, summary: 'proportion' },
}
const THIRTY = definition('thirty', { op: 'percent-improvement', score: 'peg/total', atLeast: 30 })
const FIFTY = definition('fifty', { op: 'percent-improvement', score: 'peg/total', atLeast: 50 })

function lab(
  sites: Record<string, readonly Row[]>,
  own: readonly string[],
  study = SMALL_STUDY,
): DefinitionComparisonReply {
  const question = {
    ...{ study, measures: MEASURES, definitions: [THIRTY, FIFTY], timepoint: 'day-7' },
    estimand: ESTIMAND,
  }
  return computeDefinitionComparison(buildCohort(sites), question, { sites: own, minimumCellSize: 11 })
}

const row = (to: string, from = '10', arm?: string): Row => ({
  baseline: { 'peg/total': from },
  followUp: { 'peg/total': to },
  ...(arm !== undefined && { arm }),
})
const missed: Row = { baseline: { 'peg/total': '10' }, followUp: 'missed' }
const awaited: Row = { ...missed, followUp: 'awaited' }
const scheduled: Row = { ...missed, followUp: 'scheduled' }
const many = (count: number, one: Row) => Array.from({ length: count }, () => one)

describe('a lab', () => {
  test('of nobody has no rate and nothing to compare', () => {
    const { definitions, comparisons } = lab({ a: [] }, ['a'])
    expect(definitions[0]?.rate).toEqual({ kind: 'no-rate', reason: 'nobody-due' })
    expect(comparisons[0]).toMatchObject({ kind: 'compared', n: 0, agree: null, sensitivity: null })
  })

  // 2 of 10 to 5 or less (both), 3 to 6 or 7 (only 30%), 2 to 8 (neither); 2 missed, 1 awaited, 1 not yet asked.
  const sites = {
    a: [row('5'), row('3'), row('6'), row('7'), row('8'), missed, awaited, scheduled],
    b: [row('7'), row('8'), missed],
  }
  const whole = lab(sites, ['a', 'b'])

  test('counts everybody who is due: what is missing is not met', () => {
    const [thirty, fifty] = whole.definitions
    expect(thirty?.rate).toMatchObject({ due: 9, met: 5, rate: 5 / 9 })
    expect(fifty?.rate).toMatchObject({ due: 9, met: 2 })
    expect(thirty?.bySite.map(({ site, rate }) => [site, rate.kind === 'rate' ? rate.met : null])).toEqual([
      ['a', 4],
      ['b', 1],
    ])
  })

  test('compares definitions on the observed cases of both, and names who switches', () => {
    expect(whole.comparisons).toHaveLength(1)
    expect(whole.comparisons[0]).toMatchObject({
      ...{ first: 'thirty@1.0.0', second: 'fifty@1.0.0', kind: 'compared', n: 7, agree: 4 / 7 },
      cells: { both: 2, onlyFirst: 3, onlySecond: 0, neither: 2 },
      sensitivity: { share: 1, of: 2 },
      specificity: { share: 2 / 5, of: 5 },
      switchers: { onlyFirst: ['a-00000002', 'a-00000003', 'b-00000000'], onlySecond: [] },
    })
  })

  test('shows every denominator', () => {
    const { primary, observed, worst, best } = whole.definitions[0]?.rates ?? {}
    expect([primary, observed, worst, best].map((rate) => rate && [rate.met, rate.of])).toEqual([
      [5, 9],
      [5, 7],
      [5, 9],
      [7, 9],
    ])
  })

  test('draws the rate against the cut: falling, everybody not worse at 0, with the definition’s own value on it', () => {
    const [cut] = whole.definitions[0]?.byCut ?? []
    const met =
      cut?.curve.map(({ rate }) => (rate.kind === 'rate' ? (rate.met ?? Number.NaN) : Number.NaN)) ?? []
    expect(met).toEqual([...met].sort((a, b) => b - a))
    expect(met[0]).toBe(7)
    const findRate = (value: number) => cut?.curve.find((point) => point.value === value)?.rate
    expect(findRate(30)).toEqual(whole.definitions[0]?.rate)
    expect(findRate(50)).toEqual(whole.definitions[1]?.rate)
    expect(findRate(75)).toMatchObject({ met: 0 })
  })

  // From the treatment on day 1 to the answers of day 7 five of seven respond; nobody is asked again.
  test('says how soon a response comes and how long it is known to last', () => {
    const { toResponse, ofResponse } = whole.definitions[0]?.durability ?? {}
    expect(toResponse).toMatchObject({
      ...{ kind: 'estimated', n: 7, events: 5 },
      median: { quantile: { kind: 'estimated', time: 6 } },
      curve: [{ time: 6, atRisk: 7, events: 5, censored: 2 }],
    })
    expect(ofResponse).toMatchObject({
      kind: 'estimated',
      n: 5,
      events: 0,
      median: { quantile: { kind: 'not-estimated' } },
    })
    expect(lab(sites, ['a']).definitions[0]?.durability.ofResponse).toEqual(
      lab({ a: sites.a }, ['a']).definitions[0]?.durability.ofResponse,
    )
  })

  test('says how many have responded where leaving makes it impossible', () => {
    // Everybody is known on day 6 after treatment: five of seven have responded.
    expect(whole.definitions[0]?.durability.incidence).toMatchObject({
      ...{ kind: 'estimated', n: 7, events: 5, competing: 0 },
      curve: [{ time: 6, atRisk: 7, incidence: 5 / 7 }],
    })
    expect(whole.definitions[0]?.durability.byArm).toBeNull()
    expect(lab(sites, ['a']).definitions[0]?.durability.incidence).toEqual({ kind: 'suppressed' })
  })

  test('rates by arm where the study has arms', () => {
    const arms = [
      { id: 'usual', title: 'Usual' },
      { id: 'ketamine', title: 'Ketamine' },
    ]
    const { definitions } = lab(
      { a: [row('5', '10', 'ketamine'), row('9', '10', 'usual'), row('9', '10', 'ketamine')] },
      ['a'],
      { ...SMALL_STUDY, arms },
    )
    expect(
      definitions[0]?.byArm.map(({ arm, rate }) => [arm, rate.kind === 'rate' ? rate.rate : null]),
    ).toEqual([
      ['usual', 0],
      ['ketamine', 0.5],
    ])
    expect(definitions[0]?.durability.byArm?.arms).toMatchObject([
      { arm: 'usual', n: 1, events: 0 },
      { arm: 'ketamine', n: 2, events: 1 },
    ])
  })
})

describe('what a viewer may not see', () => {
  test('small groups of other sites are suppressed, everywhere', () => {
    const { definitions, comparisons } = lab(
      { a: many(30, row('5')), b: [...many(10, row('5')), ...many(20, row('9'))] },
      ['a'],
    )
    // The sum with b in it would tell b.
    expect(definitions[0]?.rate).toEqual({ kind: 'suppressed' })
    expect(definitions[0]?.bySite.map(({ rate }) => rate.kind)).toEqual(['rate', 'suppressed'])
    expect(comparisons[0]).toMatchObject({ kind: 'compared', n: 30 })
  })

  test('what definitions share of others is suppressed where one of the groups is small', () => {
    const b = [...many(12, row('5')), ...many(5, row('7')), ...many(20, row('9'))]
    expect(lab({ a: [], b }, ['a']).comparisons[0]).toEqual({
      ...{ first: 'thirty@1.0.0', second: 'fifty@1.0.0', kind: 'suppressed' },
    })
  })

  test('no sum gives a suppressed site away', () => {
    const large = [...many(30, row('5')), ...many(30, row('9'))]
    const { definitions } = lab({ a: large, b: large, c: many(9, row('5')) }, ['a'])
    expect(definitions[0]?.bySite.map(({ rate }) => rate.kind)).toEqual(['rate', 'rate', 'suppressed'])
    expect(definitions[0]?.rate).toEqual({ kind: 'suppressed' })
    expect(definitions[0]?.rates).toBeNull()
  })

  test('no arm is told where another one is small: the sum less the one would be the other', () => {
    const arms = [
      { id: 'usual', title: 'Usual' },
      { id: 'ketamine', title: 'Ketamine' },
    ]
    const usual = [...many(20, row('5', '10', 'usual')), ...many(20, row('9', '10', 'usual'))]
    const ketamine = (count: number) => [
      ...many(count, row('5', '10', 'ketamine')),
      ...many(11, row('9', '10', 'ketamine')),
    ]
    const byArm = (b: readonly Row[], own: readonly string[] = ['a']) =>
      lab({ a: usual, b }, own, { ...SMALL_STUDY, arms }).definitions[0]?.byArm.map(({ rate }) => rate.kind)
    expect(byArm([...usual, ...ketamine(3)])).toEqual(['suppressed', 'suppressed'])
    expect(byArm([...usual, ...ketamine(11), ...many(3, row('5'))])).toEqual(['suppressed', 'suppressed'])
    expect(byArm([...usual, ...ketamine(11)])).toEqual(['rate', 'rate'])
    expect(byArm([...usual, ...ketamine(3)], ['a', 'b'])).toEqual(['rate', 'rate'])
  })

  test('how long a response lasts is of the same sites, whichever timepoint or definition is looked at', () => {
    const large = [...many(20, row('5')), ...many(20, row('9'))]
    // Of b few respond: its rate is suppressed, and would have been missing from the sum.
    const b = [...many(3, row('5')), ...many(20, row('9'))]
    const events = (own: readonly string[], ofB: readonly Row[]) => {
      const { toResponse } = lab({ a: large, b: ofB }, own).definitions[0]?.durability ?? {}
      return toResponse?.kind === 'estimated' ? [toResponse.n, toResponse.events] : toResponse?.kind
    }
    expect(events(['b', 'c'], b)).toEqual([63, 23])
    expect(events(['a'], b)).toBe('suppressed')
    expect(events(['c'], many(10, row('5')))).toEqual([40, 20])
  })

  test('the curve of one definition does not tell of a site that another one, of the same rule, withholds', () => {
    const large = [...many(30, row('5')), ...many(30, row('9'))]
    // Of c 7 reach 50%, and 13 more 30% only.
    const c = [...many(7, row('5')), ...many(13, row('7')), ...many(20, row('9'))]
    const [thirty, fifty] = lab({ a: large, b: large, c }, ['a']).definitions
    expect(thirty?.bySite.map(({ rate }) => rate.kind)).toEqual(['rate', 'rate', 'rate'])
    expect(fifty?.bySite.map(({ rate }) => rate.kind)).toEqual(['rate', 'rate', 'suppressed'])
    const findRate = (value: number) => thirty?.byCut[0]?.curve.find((point) => point.value === value)?.rate
    expect(findRate(30)).toMatchObject({ kind: 'rate', due: 160 })
    expect(findRate(50)).toEqual({ kind: 'suppressed' })
    expect(fifty?.rate).toEqual({ kind: 'suppressed' })
  })

  test('nobody of another site is named among those who switch', () => {
    const sites = {
      a: [row('7'), row('5')],
      b: [...many(11, row('5')), ...many(12, row('7')), ...many(13, row('9'))],
    }
    const others = lab(sites, ['a']).comparisons[0]
    expect(others).toMatchObject({
      kind: 'compared',
      cells: { onlyFirst: 13 },
      switchers: { onlyFirst: ['a-00000000'] },
    })
    const own = lab(sites, ['a', 'b']).comparisons[0]
    expect(own?.kind === 'compared' && own.switchers.onlyFirst).toHaveLength(13)
  })

  test('the difference between two points of a curve gives no small group away', () => {
    // Of the others 12 reach 50%, 3 more reach 30% only, 20 neither.
    const b = [...many(12, row('5')), ...many(3, row('7')), ...many(20, row('9'))]
    const [thirty] = lab({ a: [], b }, ['a']).definitions
    const curve = thirty?.byCut[0]?.curve ?? []
    const findRate = (value: number) => curve.find((point) => point.value === value)?.rate
    expect(thirty?.rate).toMatchObject({ kind: 'rate', met: 15 })
    expect(findRate(30)).toMatchObject({ kind: 'rate', met: 15 })
    expect(findRate(50)).toEqual({ kind: 'suppressed' })
    const seen = lab({ a: [], b }, ['b']).definitions[0]?.byCut[0]?.curve.find(({ value }) => value === 50)
    expect(seen?.rate).toMatchObject({ kind: 'rate', met: 12 })
  })

  test('every count that is shown holds nobody or at least eleven of the others in each of its groups', () => {
    const values = fc.constantFrom('1', '5', '6', '7', '8', '10')
    const site = fc.array(
      fc.oneof(
        values.map((to) => row(to)),
        fc.constant(missed),
      ),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(site, site, (a, b) => {
        const { definitions } = lab({ a, b }, ['a'])
        for (const one of definitions) {
          const shown = [one.rate, ...one.byCut.flatMap(({ curve }) => curve.map(({ rate }) => rate))]
          const own = lab({ a }, ['a']).definitions.find(({ definition: ref }) => ref === one.definition)
          const ownShown = [
            own?.rate,
            ...(own?.byCut.flatMap(({ curve }) => curve.map(({ rate }) => rate)) ?? []),
          ]
          shown.forEach((rate, at) => {
            const ours = ownShown[at]
            if (rate.kind !== 'rate' || rate.met === null || rate.due === null) return
            const [ourMet, ourAll] = ours?.kind === 'rate' ? [ours.met ?? 0, ours.due ?? 0] : [0, 0]
            const [met, notMet] = [rate.met - ourMet, rate.due - ourAll - (rate.met - ourMet)]
            expect((met === 0 && notMet === 0) || (met >= 11 && notMet >= 11)).toBe(true)
          })
        }
      }),
      { numRuns: 60 },
    )
  })
})
