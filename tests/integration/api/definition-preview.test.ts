import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computeDefinitionComparison } from '../../../functions/analysis/definition-comparison/definition-comparison.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { requireMembership } from '../../../functions/workflows/access/staff-access.ts'
import { readRequestedCohort } from '../../../functions/workflows/analyses/analysis-request.ts'
import { responderDefinitionSchema } from '../../../surveys/responder/definition.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { DefinitionPreviewReply } from '../../../web/api/responder-definitions/definition-preview.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { buildDefinitionSource } from '../../support/definition-sources.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite, storeRows } from '../../support/store-cohort.ts'
import { simulateTrialRows, TRIAL_ENDS } from '../../support/trial-cohort.ts'

const OPERATOR = { kind: 'operator', by: 'test' } as const
const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12', 'week-24']
const RULES = [
  { op: 'percent-improvement', score: 'pain', atLeast: 40 },
  {
    op: 'sustained',
    days: 21,
    rule: {
      op: 'any',
      rules: [
        { op: 'level', score: 'pain', atMost: 4 },
        { op: 'treatments', atLeast: 3 },
      ],
    },
  },
  { op: 'improvement', score: 'pain', atLeast: 0.5, unit: 'baseline-standard-deviations' },
]

let clinic: Clinic

const grant = (sub: string, study: string, sites: readonly string[], blinded = false) =>
  grantMembership(clinic.deps, OPERATOR, {
    ...{ sub, name: sub, study, role: 'lead', sites: [...sites], administers: false, blinded },
  })

/** Saves a rule as the draft of its own, and computes it. */
async function preview(user: string, rule: object, query = '', study = STUDY) {
  const path = `/api/studies/${study}/definition-drafts/own-relief`
  const { revision } = await clinic.deps.definitionDrafts.find(study, 'own-relief')
  const definition = buildDefinitionSource({ rule })
  expect((await clinic.api(user, 'PUT', path, { revision, definition })).status).toBe(200)
  const reply = await clinic.api(user, 'GET', `${path}/preview${query}`)
  return { status: reply.status, text: await reply.text() }
}
const read = async (...asked: Parameters<typeof preview>) => {
  const { status, text } = await preview(...asked)
  expect(status).toBe(200)
  return JSON.parse(text) as DefinitionPreviewReply
}

/** The analysis of definitions side by side, with the rule as one more definition of the study. */
async function compare(user: string, rule: object, timepoint: string) {
  const membership = await requireMembership(clinic.deps, { sub: user }, STUDY)
  const { study, library } = membership
  const { cohort, viewer } = await readRequestedCohort(clinic.deps, membership, {})
  const own = { ...responderDefinitionSchema.parse(buildDefinitionSource({ rule })), hash: '' }
  const [estimand] = listEstimands(study)
  const measures = buildStudyMeasures(study, library)
  const definitions = [own, ...study.responderDefinitions]
  return computeDefinitionComparison(cohort, { study, measures, definitions, timepoint, estimand }, viewer)
}

describe('a draft on the answers of a registry', () => {
  beforeAll(async () => {
    clinic = await openClinic(COHORT_ENDS)
    for (const [site, count] of [
      ['harbor', 60],
      ['mesa', 60],
      ['lakeside', 9],
    ] as const)
      await storeMadeUpSite(clinic.tables, STUDY, site, count, TIMEPOINTS)
    const { study } = await requireMembership(clinic.deps, { sub: 'lead' }, STUDY)
    await grant(
      'whole',
      STUDY,
      study.sites.map(({ id }) => id),
    )
    await grant('harbor-lead', STUDY, ['harbor'])
  })
  afterAll(() => clinic.tables.drop())

  test.each([
    ['?timepoint=baseline', '?timepoint'],
    ['?timepoint=week-99', '?timepoint'],
    ['?estimand=nothing', '?estimand'],
    ['?timepoint=week-1&timepoint=week-4', '?timepoint'],
    ['?arms=all', '?'],
  ])('is refused where it is asked wrongly: %s', async (query, pointer) => {
    const { status, text } = await preview('whole', RULES[0] as object, query)
    expect(status).toBe(422)
    expect(JSON.parse(text).errors[0].pointer).toBe(pointer)
  })

  test.each(RULES)('gives the numbers of the definition comparison: $op', async (rule) => {
    for (const timepoint of ['week-4', 'week-12']) {
      const shown = await read('whole', rule, `?timepoint=${timepoint}`)
      const compared = await compare('whole', rule, timepoint)
      const [own, ...others] = compared.definitions
      expect(shown.kind).toBe('computed')
      expect(shown.rate).toEqual(own?.rate)
      expect(shown.rates).toEqual(own?.rates)
      expect(shown.others.map(({ definition, rate }) => ({ definition, rate }))).toEqual(
        others.map(({ definition, rate }) => ({ definition, rate })),
      )
      const pairs = compared.comparisons.filter(({ first }) => first === 'own-relief@1.0.0')
      expect(pairs).toHaveLength(others.length)
      for (const [at, pair] of pairs.entries()) {
        const { comparison } = shown.others[at] ?? {}
        expect(comparison).toMatchObject({
          ...pair,
          first: 'own-relief@0.0.0',
          ...(pair.kind === 'compared' && { switchers: { onlyFirst: [], onlySecond: [] } }),
        })
      }
      expect(shown.cuts.map(({ path }) => path)).toEqual(own?.byCut.map(({ path }) => path))
      for (const { path, curve } of own?.byCut ?? []) {
        const one = await read('whole', rule, `?timepoint=${timepoint}&cut=${path}`)
        expect(one.curve).toMatchObject({ path, curve })
      }
    }
  })

  test('names nobody, and hides what is small at clinics that are not the lead’s', async () => {
    const [rule] = RULES as [object]
    for (const user of ['whole', 'harbor-lead', 'lead'])
      expect((await preview(user, rule)).text).not.toMatch(/(harbor|mesa|lakeside)-\d{8}/)
    // Nine people at Lakeside, fewer than the eleven that a cell must have.
    for (const user of ['harbor-lead', 'lead']) {
      const shown = await read(user, rule)
      expect(shown.rate).toEqual({ kind: 'suppressed' })
      expect(shown.rates).toBeNull()
      expect(shown.curve?.curve.every(({ rate }) => rate.kind === 'suppressed')).toBe(true)
    }
    expect((await read('whole', rule)).rate?.kind).toBe('rate')
  })

  test('singles out nobody: a rule that few meet is hidden from who does not see their clinic', async () => {
    const few = { op: 'treatments', atLeast: 9 }
    expect((await read('harbor-lead', few)).rate).toEqual({ kind: 'suppressed' })
    expect((await read('harbor-lead', { op: 'not', rule: few })).rate).toEqual({ kind: 'suppressed' })
  })
})

describe('a draft on the answers of a blinded trial', () => {
  const TRIAL = 'ketamine-magnesium-trial'

  beforeAll(async () => {
    clinic = await openClinic(TRIAL_ENDS)
    const sites = simulateTrialRows()
    const ids = sites.map(({ site }) => site)
    await grant('trial-lead', TRIAL, ids)
    await grant('blinded-lead', TRIAL, ids, true)
    for (const { site, rows, people } of sites) {
      const arms = new Map([...people].map(([id, { arm }]) => [id, arm]))
      await storeRows(clinic.tables, TRIAL, site, rows, arms)
    }
  })
  afterAll(() => clinic.tables.drop())

  test('is the same for who is blinded and who is not, and names no arm', async () => {
    const [rule] = RULES as [object]
    const [open, blind] = [
      await preview('trial-lead', rule, '?timepoint=week-4', TRIAL),
      await preview('blinded-lead', rule, '?timepoint=week-4', TRIAL),
    ]
    expect(JSON.parse(open.text).kind).toBe('computed')
    expect(blind).toEqual(open)
    expect(open.text.replaceAll(TRIAL, 'trial')).not.toMatch(/placebo|magnesium|"ketamine"|"arm/i)
  })
})

describe('a draft where there are few answers', () => {
  beforeAll(async () => {
    clinic = await openClinic(COHORT_ENDS)
    await grant('whole', STUDY, ['harbor', 'mesa', 'lakeside'])
  })
  afterAll(() => clinic.tables.drop())

  test('says that nobody is due yet, and then that too few are, to whoever looks', async () => {
    const [rule] = RULES as [object]
    expect(await read('whole', rule)).toMatchObject({ rate: { kind: 'no-rate', reason: 'nobody-due' } })
    await storeMadeUpSite(clinic.tables, STUDY, 'harbor', 8, TIMEPOINTS)
    expect(await read('whole', rule)).toMatchObject({
      ...{ kind: 'too-few', rate: null, rates: null, others: [], curve: null },
      cuts: [{ path: 'atLeast', value: 40 }],
    })
  })
})
