import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { computeParticipantTrajectory } from '../../../functions/analysis/trajectory/participant-trajectory.ts'
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { openLibrary } from '../../../surveys/library/library.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { getTrajectory } from '../../../web/api/participants/trajectory.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { followedStudy } from '../../support/followed-study.ts'
import { marchDay, timelineRows } from '../../support/one-timeline.ts'
import { storeRows } from '../../support/store-cohort.ts'

const library = openLibrary(shippedInstruments, [followedStudy])
const PARTICIPANT = 'harbor-7k3f9m2p'
const LATE = 'harbor-8k3f9m2p'
const PATH = `/api/studies/${STUDY}/participants/${PARTICIPANT}/trajectory`
const pain = (value: string) => ({ 'worst-pain-nrs@1.0.0/worst': value })

let clinic: Clinic

beforeAll(async () => {
  clinic = await openClinic(marchDay(400), undefined, library)
  const of = { study: STUDY, site: 'harbor', participant: PARTICIPANT }
  const rows = timelineRows(
    of,
    [
      { timepoint: 'baseline', day: 0, scores: pain('8') },
      { timepoint: 'week-1', day: 9, scores: pain('6') },
      { timepoint: 'week-4', day: 29, scores: { ...pain('4'), 'pgic@1.0.0/change': '2' } },
      { timepoint: 'week-12', day: 86 },
      { timepoint: 'week-24', day: 170, scores: pain('7') },
    ],
    [{ day: 2 }, { day: 16 }, { day: 30 }, { day: 31, voided: true }],
  )
  await storeRows(clinic.tables, STUDY, 'harbor', rows)
  const late = timelineRows(
    { ...of, participant: LATE },
    [
      { timepoint: 'baseline', day: 4, scores: pain('8') },
      { timepoint: 'week-1', day: 9, scores: pain('6') },
    ],
    [{ day: 2 }],
  )
  await storeRows(clinic.tables, STUDY, 'harbor', late)
})
afterAll(() => clinic.tables.drop())

async function read(path = PATH) {
  const reply = await clinic.api('coordinator-harbor', 'GET', path)
  expect(reply.status, path).toBe(200)
  return z.strictObject(getTrajectory.reply.shape).parse(await reply.json())
}
async function worstPain(path = PATH) {
  const found = (await read(path)).measures.find(({ measure }) => measure === 'worst-pain-nrs/worst')
  if (!found) throw new Error('worst pain is not there')
  return found
}
async function definition(id: string, path = PATH) {
  const found = (await read(path)).definitions.find((one) => one.definition === id)
  if (!found) throw new Error(`${id} is not there`)
  return found
}

describe('who may', () => {
  test('no token 401; another site, another study, nobody, and what is no id: the same 404', async () => {
    expect((await clinic.api(undefined, 'GET', PATH)).status).toBe(401)
    for (const [user, path] of [
      ['coordinator-mesa', PATH],
      ['lead', PATH],
      ['coordinator-harbor', PATH.replace(STUDY, 'no-such-study')],
      ['coordinator-harbor', PATH.replace(PARTICIPANT, 'harbor-00000000')],
      ['coordinator-harbor', PATH.replace(PARTICIPANT, 'Harbor!')],
    ] as const) {
      const reply = await clinic.api(user, 'GET', path)
      expect(reply.status, path).toBe(404)
      expect(await reply.json()).toMatchObject({ type: '/problems/not-found' })
    }
  })

  test.each([
    ['asOf=2099-01-01T00:00:00Z', '?asOf'],
    ['asOf=yesterday', '?asOf'],
    ['baselineRule=best-of-three', '?baselineRule'],
    ['measure=pain', '?'],
  ])('%s is refused by its name', async (query, pointer) => {
    const reply = await clinic.api('coordinator-harbor', 'GET', `${PATH}?${query}`)
    expect(reply.status).toBe(422)
    const { errors } = (await reply.json()) as { errors: { pointer: string }[] }
    expect(errors.map((error) => error.pointer)).toEqual([pointer])
  })
})

describe('worst pain of 8, then 6, 4, nothing, and 7', () => {
  test('changes by −2, −4 and −1, of 8 that is −25%, −50% and −12.5%', async () => {
    const { baseline, points, domains } = await worstPain()
    expect(domains).toEqual(['pain'])
    expect(baseline).toMatchObject({ timepoint: 'baseline', value: 8, change: null, day: -2 })
    expect(points.map(({ change, percentChange }) => [change, percentChange])).toEqual([
      [-2, -25],
      [-4, -50],
      [-1, -12.5],
    ])
  })

  test('counts days from the first treatment, and since the last', async () => {
    const { points } = await worstPain()
    // Treated on days 2, 16 and 30 of March; asked on 9, 29 and 170.
    expect(points.map(({ day, daysSinceTreatment }) => [day, daysSinceTreatment])).toEqual([
      [7, 7],
      [27, 13],
      [168, 140],
    ])
  })

  test('is more than error in the one change that is larger than 2.48', async () => {
    const { points, reliability } = await worstPain()
    // SEM = 2·√0.2 = 0.8944; MDC95 = 1.96·√2·SEM = 2.4792 and MDC90 = 1.645·√2·SEM = 2.0806. 4/(√2·SEM) = 3.1623.
    expect(reliability).toMatchObject({ evidence: 'unconfirmed', source: 'Made up' })
    expect(reliability?.mdc95).toBeCloseTo(2.4792, 4)
    expect(reliability?.mdc90).toBeCloseTo(2.0806, 4)
    expect(points.map(({ reliably }) => reliably)).toEqual(['unchanged', 'better', 'unchanged'])
    expect(points[1]?.reliableChange).toBeCloseTo(3.1623, 4)
  })

  test('was best at 4, worst at 7, and lowest in effect before the second and third treatment', async () => {
    const { best, worst, troughs } = await worstPain()
    expect([best?.timepoint, worst?.timepoint]).toEqual(['week-4', 'week-24'])
    expect(troughs.map(({ timepoint }) => timepoint)).toEqual(['week-1', 'week-4'])
  })

  test('has an area of −421.5 over 170 days', async () => {
    // 9·(0 − 2)/2 = −9; 20·(−2 − 4)/2 = −60; 141·(−4 − 1)/2 = −352.5; together −421.5, a day −421.5/170.
    expect((await worstPain()).area).toEqual({ value: -421.5, days: 170, perDay: -421.5 / 170 })
  })

  test('says why the rest is missing; what is unmeasured is there with its reasons, if it stands for a domain', async () => {
    expect((await worstPain()).missing).toEqual([{ timepoint: 'week-12', reason: 'missed' }])
    const { measures } = await read()
    const sleep = measures.find(({ domains }) => domains.includes('sleep'))
    expect(sleep).toMatchObject({ baseline: null, points: [], area: null, reliability: null })
    expect(sleep?.missing.map(({ reason }) => reason)).toEqual([
      ...['not-asked', 'not-asked', 'not-asked', 'missed', 'not-asked'],
    ])
    expect(measures.map(({ measure }) => measure)).not.toContain('own-goal/criterion')
    expect(measures.find(({ measure }) => measure === 'pgic/change')?.points).toHaveLength(1)
  })
})

describe('30% less pain', () => {
  test('was met after day 7 and by day 27, lost after 27 and by 168: it lasted up to 141 days', async () => {
    const found = await definition('pain-relief-30@1.0.0')
    expect(
      found.verdicts.map(({ timepoint, day, result, reasons }) => [timepoint, day, result, reasons]),
    ).toEqual([
      ['week-1', 7, 'not-met', []],
      ['week-4', 27, 'met', []],
      // Not answered: where it was due, a day after the planned one.
      ['week-12', 85, 'not-assessable', ['missed']],
      ['week-24', 168, 'not-met', []],
    ])
    expect(found).toMatchObject({
      toResponse: { kind: 'event', after: 7, by: 27 },
      durationOfResponse: { kind: 'event', after: 0, by: 141 },
      toLoss: { kind: 'event', after: 27, by: 168 },
    })
  })

  test('is named with its evidence and the hash of its content', async () => {
    const { definitions } = await read()
    expect(definitions.map((one) => one.definition)).toEqual(
      library.findStudy(STUDY)?.definition.responderDefinitions.map(({ id, version }) => `${id}@${version}`),
    )
    expect(new Set(definitions.map(({ hash }) => hash)).size).toBe(definitions.length)
    expect((await definition('ketamine-guideline-candidate@2.0.0')).evidence).toBe('unconfirmed')
  })
})

describe('treatments of at most two within a year', () => {
  test.each([
    ['three by September, more than allowed', 184, 3, true],
    ['two on the twentieth day', 20, 2, false],
    // The first was given on the evening of March 1 in New York: a year later to the day it is no longer among them.
    ['all but the first after a year', 367, 2, false],
    ['the day before that still three', 366, 3, true],
  ])('%s', async (_, day, given, exceeded) => {
    const { treatments } = await read(`${PATH}?asOf=${marchDay(day)}`)
    expect(treatments).toMatchObject({ given, exceeded, withinDays: 365 })
    expect(treatments.cap).toMatchObject({ most: 2, evidence: 'unconfirmed', treatment: 'ketamine-infusion' })
  })
})

describe('at an instant of the past', () => {
  const early = `${PATH}?asOf=${marchDay(20)}`

  test('only what was known then is there', async () => {
    const { points, missing, best } = await worstPain(early)
    expect(points.map(({ timepoint }) => timepoint)).toEqual(['week-1'])
    expect(missing).toEqual([])
    expect(best?.value).toBe(6)
    expect(await definition('pain-relief-30@1.0.0', early)).toMatchObject({
      toResponse: { kind: 'censored', until: 7 },
      durationOfResponse: null,
      toLoss: null,
    })
  })

  test('the same instant gives the same bytes, however it is written and whenever it is asked', async () => {
    const text = async (path: string) => (await clinic.api('coordinator-harbor', 'GET', path)).text()
    const first = await text(early)
    expect(first).not.toMatch(/NaN|Infinity/)
    clinic.advance('P1D')
    expect(await text(early)).toBe(first)
    expect(await text(`${PATH}?asOf=2026-03-21T00:00:00Z`)).toBe(first)
  })
})

describe('whoever answered the baseline after the first treatment', () => {
  const path = PATH.replace(PARTICIPANT, LATE)

  test('has no baseline by either rule, and every score is shown', async () => {
    for (const baselineRule of ['baseline-timepoint', 'last-before-treatment']) {
      const reply = await read(`${path}?baselineRule=${baselineRule}`)
      expect(reply.baselineRule).toBe(baselineRule)
      const { baseline, points } = await worstPain(`${path}?baselineRule=${baselineRule}`)
      expect(baseline).toBeNull()
      expect(points.map(({ day, value, change }) => [day, value, change])).toEqual([
        [2, 8, null],
        [7, 6, null],
      ])
    }
  })

  test('has no verdict that needs one, and the reason is told', async () => {
    const { verdicts } = await definition('pain-relief-30@1.0.0', path)
    expect(verdicts).toMatchObject([
      { timepoint: 'week-1', result: 'not-assessable', reasons: ['baseline-after-treatment'] },
    ])
  })

  test('has scores without a change among the readings', async () => {
    const reply = await clinic.api(
      'coordinator-harbor',
      'GET',
      `/api/studies/${STUDY}/participants/${LATE}/scores`,
    )
    const { timepoints } = (await reply.json()) as {
      timepoints: { timepoint: string; scores: { change: number | null; percentChange: number | null }[] }[]
    }
    expect(timepoints.map(({ timepoint, scores }) => [timepoint, scores[0]])).toMatchObject([
      ['baseline', { value: 8, change: null, percentChange: null }],
      ['week-1', { value: 6, change: null, percentChange: null }],
    ])
  })
})

describe('a study that asks for satisfaction and the own goal', () => {
  const study = library.findStudy(STUDY)?.definition
  if (!study) throw new Error('the study is gone')
  const measures = buildStudyMeasures(study, library)
  const of = { study: STUDY, site: 'harbor', participant: PARTICIPANT }
  const judged = (weekTwelve: Record<string, string>, treatedOn = [{ day: 2 }]) => {
    const baseline = { ...pain('8'), 'own-goal@1.1.0/attainment': '2', 'own-goal@1.1.0/criterion': '6' }
    const visits = [
      { timepoint: 'baseline', day: 0, scores: baseline },
      { timepoint: 'week-12', day: 86, scores: weekTwelve },
    ]
    const rows = timelineRows(of, visits, treatedOn)
    const { definitions } = computeParticipantTrajectory(
      study,
      measures,
      { participant: PARTICIPANT, ...rows },
      { asOf: marchDay(90) },
    )
    return (id: string) => definitions.find(({ definition }) => definition === id)?.verdicts[0]
  }

  test('judges the ketamine candidate: 50% less pain, satisfied, 84 days after one infusion', () => {
    const candidate = 'ketamine-guideline-candidate@2.0.0'
    const satisfied = (value: string) => ({ ...pain('4'), 'satisfaction@1.1.0/satisfaction': value })
    expect(judged(satisfied('7'))(candidate)?.result).toBe('met')
    // Not satisfied, and function was not asked: it could still be clearly better.
    expect(judged(satisfied('6'))(candidate)).toMatchObject({
      result: 'not-assessable',
      reasons: ['not-asked'],
    })
    // Treated again 14 days before: six weeks after a series are not over.
    expect(judged(satisfied('7'), [{ day: 2 }, { day: 72 }])(candidate)).toMatchObject({
      result: 'not-assessable',
      reasons: ['too-early'],
    })
  })

  test('judges the own goal: 6 was to be reached', () => {
    const goal = (now: string) =>
      judged({ 'own-goal@1.1.0/attainment': now })('own-goal-reached@1.0.0')?.result
    expect([goal('5'), goal('6'), goal('7')]).toEqual(['not-met', 'met', 'met'])
  })
})

test('of an analysis window the score nearest to its target is told, from its first day on and not on its last', async () => {
  // The first treatment is on day 2, so that answers on days 9, 29 and 170 are 7, 27 and 168 days after it.
  const { windows } = await worstPain()
  expect(windows.map(({ window, point }) => [window, point?.day ?? null, point?.value ?? null])).toEqual([
    ['early', 7, 6],
    ['month-1', 27, 4],
    ['month-3', null, null],
  ])
})
