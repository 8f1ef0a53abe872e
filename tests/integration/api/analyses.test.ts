import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { requireCounts } from '../../../functions/analysis/disclosure/whole-counts.ts'
import published from '../../../surveys/library/published-hashes.json' with { type: 'json' }
import { getDefinitionComparison } from '../../../web/api/analyses/definition-comparison.ts'
import { getInstrumentQuality } from '../../../web/api/analyses/instrument-quality.ts'
import { getMeanChange } from '../../../web/api/analyses/mean-change.ts'
import { getMeaningfulChange } from '../../../web/api/analyses/meaningful-change.ts'
import { getRepeatedMeasures } from '../../../web/api/analyses/repeated-measures.ts'
import { getResponderRate } from '../../../web/api/analyses/responder-rate.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { COHORT_ENDS } from '../../support/generated-cohort.ts'
import { storeMadeUpSite } from '../../support/store-cohort.ts'

const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12', 'week-24']
const LAB = `/api/studies/${STUDY}/analyses/definition-comparison?timepoint=week-12`
const MODEL = `/api/studies/${STUDY}/analyses/repeated-measures?measure=pain`
const CHANGE = `/api/studies/${STUDY}/analyses/mean-change?measure=pain&timepoint=week-12`
const OUTCOMES = `/api/studies/${STUDY}/analyses/responder-rate?definition=pain-relief-30&timepoint=week-12`
const THRESHOLDS = `/api/studies/${STUDY}/analyses/meaningful-change?measure=function&timepoint=week-12&replicates=50`

let clinic: Clinic

beforeAll(async () => {
  clinic = await openClinic(COHORT_ENDS)
  for (const [site, count] of [
    ['harbor', 60],
    ['mesa', 60],
    ['lakeside', 9],
  ] as const)
    await storeMadeUpSite(clinic.tables, STUDY, site, count, TIMEPOINTS)
})
afterAll(() => clinic.tables.drop())

async function read<T>(user: string, path: string): Promise<T> {
  const reply = await clinic.api(user, 'GET', path)
  expect(reply.status, path).toBe(200)
  return (await reply.json()) as T
}

describe('who may', () => {
  test.each([OUTCOMES, LAB, CHANGE, MODEL, THRESHOLDS])(
    '%s: no token 401, another study 404',
    async (path) => {
      expect((await clinic.api(undefined, 'GET', path)).status).toBe(401)
      expect(
        (await clinic.api('coordinator-harbor', 'GET', path.replace(STUDY, 'no-such-study'))).status,
      ).toBe(404)
    },
  )
})

describe('what is asked wrongly is named', () => {
  test.each([
    [LAB.replace('week-12', 'baseline'), '?timepoint'],
    [LAB.replace('week-12', 'week-99'), '?timepoint'],
    [LAB.replace('week-12', 'week-12.1'), '?timepoint'],
    [OUTCOMES.replace('week-12', 'week-12.0'), '?timepoint'],
    [`${LAB}&definitions=none-such`, '?definitions'],
    [`${LAB}&definitions=pain-relief-30&definitions=pain-relief-50`, '?definitions'],
    [`${OUTCOMES}&timepoint=week-4`, '?timepoint'],
    [`${MODEL}&seed=1&seed=1`, '?seed'],
    [`${MODEL}&imputations=1`, '?imputations'],
    [`${LAB}&definitions=pain-relief-30,pain-relief-30`, '?definitions'],
    [`${LAB}&asOf=2099-01-01T00:00:00Z`, '?asOf'],
    [`${LAB}&asOf=yesterday`, '?asOf'],
    [MODEL.replace('pain', 'happiness'), '?measure'],
    [MODEL.replace('pain', 'Pain!'), '?measure'],
    [`${MODEL}&structures=diagonal`, '?structures'],
    [`${MODEL}&sites=all`, '?sites'],
    [CHANGE.replace('pain', 'happiness'), '?measure'],
    [CHANGE.replace('week-12', 'baseline'), '?timepoint'],
    [`${CHANGE}&tau2=SJ`, '?tau2'],
    [`${CHANGE}&asOf=2099-01-01T00:00:00Z`, '?asOf'],
    [OUTCOMES.replace('pain-relief-30', 'none-such'), '?definition'],
    [OUTCOMES.replace('week-12', 'baseline'), '?timepoint'],
    [`${OUTCOMES}&interval=wald`, '?interval'],
    [`${OUTCOMES}&estimand=none-such`, '?estimand'],
    [`${OUTCOMES}&imputations=1000`, '?imputations'],
    [`${OUTCOMES}&asOf=2099-01-01T00:00:00Z`, '?asOf'],
    [`${THRESHOLDS}&seed=-1`, '?seed'],
    [THRESHOLDS.replace('replicates=50', 'replicates=100000'), '?replicates'],
  ])('%s', async (path, pointer) => {
    const reply = await clinic.api('coordinator-harbor', 'GET', path)
    expect(reply.status).toBe(422)
    const { errors } = (await reply.json()) as { errors: { pointer: string }[] }
    expect(errors.map((error) => error.pointer)).toEqual([pointer])
  })
})

describe('the lab', () => {
  type DefinitionComparisonReply = ReturnType<typeof getDefinitionComparison.reply.parse>

  test('keeps its contract, and is of own sites alone; a lead’s of every site', async () => {
    const lab = z
      .strictObject(getDefinitionComparison.reply.shape)
      .parse(await read('coordinator-harbor', LAB))
    const [first] = lab.definitions
    expect(first?.bySite.map(({ site, rate }) => [site, rate.kind])).toEqual([['harbor', 'rate']])
    const whole = await read<DefinitionComparisonReply>('lead', LAB)
    expect(whole.definitions[0]?.bySite.map(({ site, rate }) => [site, rate.kind])).toEqual([
      ['harbor', 'rate'],
      ['lakeside', 'rate'],
      ['mesa', 'rate'],
      ['summit', 'no-rate'],
    ])
    expect(lab.comparisons.length).toBe((lab.definitions.length * (lab.definitions.length - 1)) / 2)
  })

  test('names participants of own sites alone', async () => {
    const text = JSON.stringify(await read<DefinitionComparisonReply>('coordinator-harbor', LAB))
    expect(text).not.toMatch(/(mesa|lakeside|summit)-[0-9a-z]{8}/)
    const whole = JSON.stringify(await read<DefinitionComparisonReply>('lead', LAB))
    expect(whole).not.toMatch(/(harbor|mesa|lakeside|summit)-[0-9a-z]{8}/)
  })

  test('takes the definitions that are named, in their order', async () => {
    const { definitions } = await read<DefinitionComparisonReply>(
      'lead',
      `${LAB}&definitions=depression-response,pain-relief-50`,
    )
    expect(definitions.map(({ definition }) => definition)).toEqual([
      'depression-response@1.0.0',
      'pain-relief-50@1.0.0',
    ])
  })

  test('an instant of the past gives what was known then, and always the same', async () => {
    const early = `${LAB}&asOf=2026-03-20T00:00:00Z`
    const first = await read<DefinitionComparisonReply>('coordinator-harbor', early)
    expect(first.asOf).toBe('2026-03-20T00:00:00.000Z')
    const own = (lab: DefinitionComparisonReply) =>
      lab.definitions[0]?.bySite.find(({ site }) => site === 'harbor')?.rate
    expect(own(first)).toMatchObject({ kind: 'no-rate', reason: 'nobody-due' })
    clinic.advance('P1D')
    expect(await read<DefinitionComparisonReply>('coordinator-harbor', early)).toEqual(first)
    const whole = await read<DefinitionComparisonReply>('coordinator-harbor', LAB)
    expect(own(whole)).toMatchObject({ kind: 'rate' })
  })
})

describe('the outcome', () => {
  type ResponderRate = ReturnType<typeof getResponderRate.reply.parse>

  test('keeps its contract, names the definition by its hash, and an instant of the past stays as it was', async () => {
    const outcome = z.strictObject(getResponderRate.reply.shape).parse(await read('lead', OUTCOMES))
    expect(outcome.hash).toBe(published['responder-definition pain-relief-30@1.0.0'])
    expect(outcome).toMatchObject({ coverage: 'all-sites', role: 'secondary', comparisons: 3 })
    expect(outcome.estimand.id).toBe('all-treated')
    expect(outcome.sites.map(({ kind }) => kind)).toEqual(['shown', 'shown', 'shown', 'shown'])
    const early = `${OUTCOMES}&asOf=2026-03-20T00:00:00Z`
    const first = await read<ResponderRate>('coordinator-harbor', early)
    expect(first.asOf).toBe('2026-03-20T00:00:00.000Z')
    expect(first.sites.find(({ site }) => site === 'harbor')).toMatchObject({ counts: { due: 0 } })
    clinic.advance('P1D')
    expect(JSON.stringify(await read('coordinator-harbor', early))).toBe(JSON.stringify(first))
  })

  test('is of own sites alone for a coordinator, and under the estimand that is asked for', async () => {
    const own = await read<ResponderRate>('coordinator-harbor', OUTCOMES)
    expect(own).toMatchObject({ coverage: 'own-sites', sites: [{ site: 'harbor' }] })
    const assessed = await read<ResponderRate>('coordinator-harbor', `${OUTCOMES}&estimand=assessed`)
    expect(assessed.counts.due).toBeLessThan(own.counts.due ?? 0)
    expect(assessed.role).toBe('exploratory')
  })

  test('every denominator is of the same people', async () => {
    const { counts: given, rates, imputed, sites } = await read<ResponderRate>('lead', OUTCOMES)
    const counts = requireCounts(given)
    expect(rates).toMatchObject({
      primary: { met: counts.met, of: counts.due },
      observed: { met: counts.observedMet, of: counts.observed },
      worst: { met: counts.met, of: counts.due },
      best: { met: counts.bestMet, of: counts.due },
    })
    const sum = sites.reduce((all, site) => all + (site.kind === 'shown' ? (site.counts.due ?? 0) : 0), 0)
    expect(sum).toBe(counts.due)
    if (imputed.kind !== 'imputed') throw new Error(imputed.reason)
    expect(imputed.rate).toBeGreaterThan(counts.met / counts.due)
    expect(imputed.rate).toBeLessThan(counts.bestMet / counts.due)
    expect(imputed.imputedParticipants).toBe(counts.due - counts.observed)
    expect(imputed.monteCarloError).toBeLessThan(0.005)
  })
})

describe('the change', () => {
  test('keeps its contract, is of own sites alone, and takes the rules asked for', async () => {
    const change = z.strictObject(getMeanChange.reply.shape).parse(await read('coordinator-harbor', CHANGE))
    expect(change.measure).toBe('worst-pain-nrs/worst')
    expect(change.sites.map(({ site, change: { kind } }) => [site, kind])).toEqual([['harbor', 'shown']])
    expect(change.pooled).toEqual({ kind: 'not-pooled', reason: 'fewer-than-three-sites' })
    const whole = getMeanChange.reply.parse(
      await read('lead', `${CHANGE}&tau2=DL&interval=modified-hartung-knapp`),
    )
    expect(whole.differences).toEqual([])
  })
})

describe('the model', () => {
  type Model = ReturnType<typeof getRepeatedMeasures.reply.parse>

  test('keeps its contract, follows the study’s order, and says how it was fitted', async () => {
    const { model, measure } = z
      .strictObject(getRepeatedMeasures.reply.shape)
      .parse(await read('coordinator-harbor', MODEL))
    expect(measure).toBe('worst-pain-nrs/worst')
    if (model.kind !== 'fitted') throw new Error(model.kind)
    expect(model.structure).toBe('unstructured')
    expect(model.means.map(({ visit }) => visit)).toEqual(['week-1', 'week-4', 'week-12', 'week-24'])
    expect(model.convergence?.distance).toBeLessThan(1e-6)
    expect(model.contrasts).toEqual([])
  })

  test('of random sites, with the covariance that was asked for', async () => {
    const { model } = await read<Model>('lead', `${MODEL}&structures=compound-symmetry&sites=random`)
    expect(model).toMatchObject({
      kind: 'fitted',
      structure: 'compound-symmetry',
      sites: 'random',
      fallbacks: [],
    })
  })
})

describe('the instrument', () => {
  const QUALITY = `/api/studies/${STUDY}/analyses/instrument-quality?measure=pain&timepoint=week-12`

  test.each([
    [QUALITY.replace('pain', 'happiness'), '?measure'],
    [QUALITY.replace('week-12', 'week-99'), '?timepoint'],
  ])('%s', async (path, pointer) => {
    const reply = await clinic.api('coordinator-harbor', 'GET', path)
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ errors: [{ pointer }] })
  })

  test('keeps its contract; without stored answers there is no consistency, and scores have their ends', async () => {
    const quality = z
      .strictObject(getInstrumentQuality.reply.shape)
      .parse(await read('coordinator-harbor', QUALITY))
    expect(quality).toMatchObject({ coverage: 'own-sites', measure: 'worst-pain-nrs/worst' })
    expect(quality.consistency).toEqual({ kind: 'not-estimated', reason: 'too-few-participants' })
    expect(quality.itemFunctioning.site.kind).toBe('not-examined')
    expect(quality.distribution.n).toBeGreaterThan(30)
    expect((await read<typeof quality>('lead', QUALITY)).distribution.n).toBeGreaterThan(
      quality.distribution.n,
    )
  })
})

describe('thresholds', () => {
  type Thresholds = ReturnType<typeof getMeaningfulChange.reply.parse>

  test('keep their contract; a lead sees groups and curves', async () => {
    const { result, anchorMeasure } = z
      .strictObject(getMeaningfulChange.reply.shape)
      .parse(await read('lead', THRESHOLDS))
    expect(anchorMeasure).toBe('pgic/change')
    if (result.kind !== 'estimated') throw new Error(result.kind)
    expect(result.detail).toBe('whole')
    expect(result.anchor.groups.length).toBeGreaterThan(1)
    expect(result.thresholds.map(({ kind }) => kind)).toEqual(['estimated', 'estimated', 'estimated'])
  })

  test('the same seed gives the same bytes', async () => {
    const [one, other] = [
      await read<Thresholds>('lead', THRESHOLDS),
      await read<Thresholds>('lead', THRESHOLDS),
    ]
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
  })
})
