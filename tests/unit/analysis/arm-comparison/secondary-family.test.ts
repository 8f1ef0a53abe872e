import { describe, expect, test } from 'vitest'
import { computeResponderRate } from '../../../../functions/analysis/responder-rate/responder-rate.ts'
import { checkEstimands } from '../../../../surveys/publication/check-estimands.ts'
import type { PublishedResponderDefinition } from '../../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../../surveys/study/definition.ts'
import {
  DEFAULT_EVENTS,
  type Endpoints,
  type Estimand,
  listEstimands,
} from '../../../../surveys/study/estimand.ts'
import { buildCohort, type Row, SMALL_STUDY } from '../../../support/cohorts.ts'
import { published } from '../../../support/published.ts'
import { measure } from '../../../support/timelines.ts'

/** tests/published/secondary-endpoints.R: mantelhaen.test and p.adjust. */
const print = published<{
  rows: { site: string; arm: string; before: number; after: number | null }[]
  endpoints: string[]
  raw: number[][]
  adjusted: number[][]
  twoArms: number[]
  withUntested: number[]
}>('secondary-endpoints')

const MEASURES = new Map([measure('peg/total', 'higher-is-worse')])
const ARMS = ['placebo', 'ketamine', 'magnesium'].map((id) => ({ id, title: id }))
const define = (id: string, rule: PublishedResponderDefinition['rule']) =>
  ({ id, version: '1.0.0', hash: id, rule, lateAnswers: 'counted' }) as PublishedResponderDefinition
const improve = (id: string, atLeast: number) =>
  define(id, { op: 'percent-improvement', score: 'peg/total', atLeast })
const DEFINITIONS = [
  improve('relief30', 30),
  improve('relief50', 50),
  define('low', { op: 'level', score: 'peg/total', atMost: 4 }),
  improve('later', 30),
]
const ESTIMAND: Estimand = {
  ...{ id: 'all', title: { en: 'All' }, population: 'treated', events: DEFAULT_EVENTS },
  summary: 'proportion',
}
const name = (definition: string, timepoint = 'day-7') => ({ definition, timepoint, estimand: 'all' })
const SECONDARY = print.endpoints.map((id) => name(id))

function buildStudy(arms: StudyDefinition['arms'], endpoints: Omit<Endpoints, 'primary'>): StudyDefinition {
  return {
    ...SMALL_STUDY,
    ...{ arms, estimands: [ESTIMAND], responderDefinitions: DEFINITIONS },
    endpoints: { primary: name('later', 'day-14'), ...endpoints },
  }
}

const row = ({ arm, before, after }: (typeof print.rows)[number]): Row => ({
  baseline: { 'peg/total': String(before) },
  followUp: after === null ? 'missed' : { 'peg/total': String(after) },
  arm,
})
const COHORT = buildCohort(
  Object.fromEntries(
    ['a', 'b', 'c'].map((site) => [site, print.rows.filter((one) => one.site === site).map(row)]),
  ),
)

function compute(study: StudyDefinition, id: string) {
  const definition = study.responderDefinitions.find((one) => one.id === id) as PublishedResponderDefinition
  const reply = computeResponderRate(COHORT, study, MEASURES, {
    ...{ definition, timepoint: 'day-7', estimand: listEstimands(study)[0] },
    imputation: { imputations: 0, seed: 1 },
  })
  return reply
}

function listAdjusted(study: StudyDefinition) {
  return print.endpoints.map((id) => {
    const { multiplicity } = compute(study, id)
    if (multiplicity?.kind !== 'holm') throw new Error(multiplicity?.kind)
    return multiplicity.comparisons
  })
}

function expectNear(actual: readonly (number | null)[], expected: readonly (number | undefined)[]) {
  expect(actual.length).toBe(expected.length)
  actual.forEach((value, at) => {
    expect(Math.abs((value ?? Number.NaN) / (expected[at] ?? Number.NaN) - 1)).toBeLessThan(1e-9)
  })
}

describe('Holm over the secondary endpoints', () => {
  const study = buildStudy(ARMS, { secondary: SECONDARY, adjustment: 'holm' })

  test('agrees with R over every endpoint and pair of arms', () => {
    const found = listAdjusted(study)
    expectNear(
      found.flat().map(({ p }) => p),
      print.raw.flat(),
    )
    expectNear(
      found.flat().map(({ adjustedP }) => adjustedP),
      print.adjusted.flat(),
    )
    expect(compute(study, 'relief30').multiplicity).toMatchObject({ endpoints: 3, pairs: 3, tested: 9 })
  })

  test('of two arms it is over the endpoints alone', () => {
    const found = listAdjusted(buildStudy(ARMS.slice(0, 2), { secondary: SECONDARY, adjustment: 'holm' }))
    expectNear(
      found.flat().map(({ adjustedP }) => adjustedP),
      print.twoArms,
    )
  })

  test('an endpoint that nobody has reached keeps its place: the others are adjusted no more mildly', () => {
    const secondary = [...SECONDARY, name('later', 'day-28')]
    const found = listAdjusted(buildStudy(ARMS.slice(0, 2), { secondary, adjustment: 'holm' }))
    expectNear(
      found.flat().map(({ adjustedP }) => adjustedP),
      print.withUntested,
    )
  })
})

test('without arms nothing is tested, without adjustment nothing is adjusted, and no other endpoint is of the family', () => {
  const none = buildStudy([], { secondary: SECONDARY, adjustment: 'holm' })
  expect(compute(none, 'relief30').multiplicity).toEqual({ kind: 'nothing-tested', reason: 'no-arms' })
  const raw = buildStudy(ARMS, { secondary: SECONDARY, adjustment: 'none' })
  expect(compute(raw, 'relief30').multiplicity).toEqual({ kind: 'not-adjusted', endpoints: 3, pairs: 3 })
  expect(compute(raw, 'later').multiplicity).toBeNull()
})

test('a study that names an endpoint twice is refused', () => {
  const twice = buildStudy(ARMS, { secondary: [...SECONDARY, name('relief30')], adjustment: 'holm' })
  const details = checkEstimands({ ...twice, timepoints: [] } as unknown as StudyDefinition)
  expect(details).toContainEqual({
    pointer: '/endpoints/secondary/3',
    detail: 'this endpoint is named already',
  })
})
