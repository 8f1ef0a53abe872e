import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { formatIso } from '../../../functions/platform/core/clock.ts'
import { buildAssessmentScope } from '../../../functions/platform/core/scope.ts'
import { getDefinitionComparison } from '../../../web/api/analyses/definition-comparison.ts'
import { exportCohort } from '../../../web/api/analyses/export-cohort.ts'
import { recordMissedReasonContract } from '../../../web/api/participants/missed-reason.ts'
import { MISSED_REASONS } from '../../../web/api/participants/missed-reasons.ts'
import { findText } from '../../../web/text/index.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const COORDINATOR = 'coordinator-harbor'
const ORIGIN = 'https://concord.example'
let clinic: Clinic
let participant: string
let of: string

/** Enrolled, and their first questions sent; those of week 1 follow an infusion. */
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  participant = await clinic.enrol()
  of = `/api/studies/${STUDY}/participants/${participant}`
  await clinic.tick()
})

const record = (reason: unknown, timepoint = 'baseline', who: string | undefined = COORDINATOR) =>
  clinic.apiConfirmed(who, 'PUT', `${of}/assessments/${timepoint}/reason`, { reason })
const missBaseline = () => clinic.advance('P60D')
const read = async <T>(path: string) =>
  (await (await clinic.apiConfirmed(COORDINATOR, 'GET', path)).json()) as T
async function listed(timepoint = 'baseline') {
  type Listed = { assessments: { timepoint: string; state: string; missedReason?: object }[] }
  const { assessments } = await read<Listed>(`${of}/assessments`)
  return assessments.find((one) => one.timepoint === timepoint)
}
const recorded = async () => {
  const chain = await clinic.audit.listChain(`${STUDY}#${participant}`)
  return chain.filter(({ action }) => action.startsWith('missed-reason'))
}
const treat = (givenAt: string) =>
  clinic.apiConfirmed(COORDINATOR, 'POST', `${of}/treatments`, {
    ...{ kind: 'ketamine-infusion', givenAt },
  })

describe('a reason is refused', () => {
  test('to whoever is not a coordinator of the site', async () => {
    missBaseline()
    expect(
      (await clinic.apiConfirmed(undefined, 'PUT', `${of}/assessments/baseline/reason`, {})).status,
    ).toBe(401)
    expect((await record('too-ill', 'baseline', 'coordinator-mesa')).status).toBe(404)
    expect((await record('too-ill', 'baseline', 'lead')).status).toBe(404)
    expect(await recorded()).toEqual([])
  })

  test.each([
    ['gone', '/reason'],
    ['not-recorded', '/reason'],
    [undefined, '/reason'],
    [3, '/reason'],
  ])('that is %j', async (reason, pointer) => {
    missBaseline()
    const reply = await record(reason)
    expect(reply.status).toBe(422)
    const { errors } = (await reply.json()) as { errors: { pointer: string }[] }
    expect(errors.map((error) => error.pointer)).toContain(pointer)
  })

  test('for what is not there', async () => {
    missBaseline()
    for (const timepoint of ['week-99', 'week-1', '%23'])
      expect((await record('other', timepoint)).status).toBe(404)
    of = `${of.slice(0, -8)}00000000`
    expect((await record('other')).status).toBe(404)
  })

  test('while it can still be answered, and after an answer in time', async () => {
    expect((await record('too-ill')).status).toBe(409)
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    const reply = await record('too-ill')
    expect(reply.status).toBe(409)
    expect(await reply.json()).toMatchObject({
      type: expect.stringMatching(/assessment-neither-missed-nor-late$/),
    })
    expect(await recorded()).toEqual([])
  })

  test('for what was cancelled', async () => {
    await clinic.apiConfirmed(COORDINATOR, 'PUT', `${of}/disposition`, {
      how: 'died',
      at: formatIso(clinic.time.now),
    })
    missBaseline()
    expect(await listed()).toMatchObject({ state: 'cancelled' })
    expect((await record('too-ill')).status).toBe(409)
  })
})

describe('a reason', () => {
  test('is recorded with who and when, shown where assessments are listed, and is written to the audit trail', async () => {
    missBaseline()
    const reply = await record('too-ill')
    expect(reply.status).toBe(200)
    const missedReason = { reason: 'too-ill', recordedAt: formatIso(clinic.time.now), by: COORDINATOR }
    expect(recordMissedReasonContract.reply.parse(await reply.json())).toEqual({
      ...{ timepoint: 'baseline', missedReason },
    })
    expect(await listed()).toMatchObject({ state: 'missed', missedReason })
    const [entry, ...others] = await recorded()
    expect(entry).toMatchObject({
      ...{ action: 'missed-reason.recorded', actor: { kind: 'coordinator', sub: COORDINATOR } },
      about: { timepoint: 'baseline', reason: 'too-ill' },
    })
    expect(others).toEqual([])
  })

  test('is recorded once, however often it is sent, and a dozen at once leave one', async () => {
    missBaseline()
    const replies = await Promise.all(Array.from({ length: 12 }, () => record('technical')))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await record('technical')).status).toBe(200)
    expect(await recorded()).toHaveLength(1)
  })

  test('is corrected and taken back, and what it was is kept', async () => {
    missBaseline()
    await record('unknown')
    clinic.advance('PT1H')
    await record('side-effects')
    expect(await listed()).toMatchObject({ missedReason: { reason: 'side-effects' } })
    clinic.advance('PT1H')
    expect(await (await record(null)).json()).toEqual({ timepoint: 'baseline', missedReason: null })
    expect((await listed())?.missedReason).toBeUndefined()
    expect((await record(null)).status).toBe(200)
    const scope = buildAssessmentScope(clinic.participantScope('harbor', participant), 'baseline')
    const stored = await clinic.deps.assessments.find(scope)
    expect(stored?.missedReasons?.map(({ reason }) => reason)).toEqual(['unknown', 'side-effects', null])
    expect((await recorded()).map(({ action }) => action)).toEqual([
      ...['missed-reason.recorded', 'missed-reason.recorded', 'missed-reason.voided'],
    ])
  })

  test('is for an answer after it was due, too', async () => {
    const { dueAt } = (await listed()) as unknown as { dueAt: string }
    while (formatIso(clinic.time.now) <= dueAt) clinic.advance('PT6H')
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    expect((await record('too-busy-or-forgot')).status).toBe(200)
    expect(await listed()).toMatchObject({
      ...{ state: 'completed', missedReason: { reason: 'too-busy-or-forgot' } },
    })
  })

  test('stays with the window that it was of: of one that is moved it tells nothing', async () => {
    await treat('2026-03-02T14:00:00Z')
    clinic.advance('P30D')
    expect((await record('clinic-error', 'week-1')).status).toBe(200)
    const move = `${of}/treatments/ketamine-infusion/2026-03-02T14:00:00.000Z/move`
    const givenAt = formatIso(clinic.time.now.subtract({ hours: 1 }))
    expect((await clinic.apiConfirmed(COORDINATOR, 'POST', move, { givenAt })).status).toBe(200)
    expect(await listed('week-1')).toMatchObject({ state: 'scheduled' })
    expect((await listed('week-1'))?.missedReason).toBeUndefined()
    clinic.advance('P30D')
    expect((await record('clinic-error', 'week-1')).status).toBe(200)
    const scope = buildAssessmentScope(clinic.participantScope('harbor', participant), 'week-1')
    expect((await clinic.deps.assessments.find(scope))?.missedReasons).toHaveLength(2)
  })

  test('is counted in the completion of the site and exported without who recorded it, and a past instant knows none', async () => {
    await treat('2026-03-02T14:00:00Z')
    clinic.advance('P30D')
    const before = formatIso(clinic.time.now)
    clinic.advance('PT1M')
    await record('not-reached', 'week-1')
    const lab = async (asOf: string) => {
      const path = `/api/studies/${STUDY}/analyses/definition-comparison?timepoint=week-1&asOf=${asOf}`
      const { completion } = z.strictObject(getDefinitionComparison.reply.shape).parse(await read(path))
      return completion.find(({ site, timepoint }) => site === 'harbor' && timepoint === 'week-1')
    }
    expect(await lab(before)).toMatchObject({ missedReasons: [{ reason: 'not-recorded', count: 1 }] })
    expect(await lab(formatIso(clinic.time.now))).toMatchObject({
      ...{ missedReasons: [{ reason: 'not-reached', count: 1 }], late: { count: 0, reasons: [] } },
    })
    const file = z
      .strictObject(exportCohort.reply.shape)
      .parse(await read(`/api/studies/${STUDY}/cohort?site=harbor`))
    const exported = file.participants[0]?.assessments.find(({ timepoint }) => timepoint === 'week-1')
    expect(exported?.missedReasons).toEqual([
      { reason: 'not-reached', recordedAt: formatIso(clinic.time.now), ofPlan: 0 },
    ])
    expect(JSON.stringify(file)).not.toContain(COORDINATOR)
  })
})

test('every reason has its words, in every language, and in the same order', () => {
  for (const locale of ['en', 'es'])
    expect(Object.keys(findText(locale).missedReason.reasons)).toEqual([...MISSED_REASONS, 'not-recorded'])
})

describe('the form', () => {
  const post = async (
    fields: Record<string, string>,
    who = COORDINATOR,
    origin = ORIGIN,
    timepoint = 'baseline',
  ) => {
    const pages = callingConsole({
      ...clinic.deps,
      callApi: createApiCall(clinic.deps),
      session: createSession(ORIGIN),
    })
    const path = `/console/studies/${STUDY}/participants/${participant}/assessments/${timepoint}/reason`
    const reply = await pages.request(path, {
      ...{ method: 'POST', body: new URLSearchParams(fields) },
      headers: { ...(who && { cookie: `__Host-concord-session=${who}` }), origin },
    })
    return { status: reply.status, text: await reply.text(), to: reply.headers.get('location') ?? '' }
  }

  test('is for coordinators of the site, and from our own pages', async () => {
    missBaseline()
    expect((await post({ reason: 'other' }, '')).to).toContain('/console/sign-in')
    expect((await post({ reason: 'other' }, 'coordinator-mesa')).status).toBe(404)
    expect((await post({ reason: 'other' }, 'lead')).status).toBe(404)
    expect((await post({ reason: 'other' }, COORDINATOR, 'https://evil.example')).status).toBe(403)
    expect((await post({ reason: 'other' }, COORDINATOR, ORIGIN, 'week-99')).status).toBe(404)
    expect(await recorded()).toEqual([])
  })

  test('says what is wrong, with the form where that can be put right', async () => {
    const early = await post({ reason: 'other' })
    expect(early.status).toBe(409)
    expect(early.text).toContain('neither missed nor late')
    expect(early.text).not.toContain('<select')
    missBaseline()
    for (const fields of [{ reason: 'gone' }, {}] as Record<string, string>[]) {
      const { status, text } = await post(fields)
      expect(status).toBe(422)
      expect(text).toContain('Choose one of the reasons.')
      expect(text).toContain('<select')
      expect(text).not.toContain('<script')
    }
    expect(await recorded()).toEqual([])
  })

  test('records and takes back, and leads back to the participant', async () => {
    missBaseline()
    const { status, to } = await post({ reason: 'did-not-want-to' })
    expect([status, to]).toEqual([
      ...[303, `/console/studies/${STUDY}/participants/${participant}?notice=reasonSaved`],
    ])
    expect(await listed()).toMatchObject({ missedReason: { reason: 'did-not-want-to' } })
    await post({ reason: '' })
    expect((await listed())?.missedReason).toBeUndefined()
  })
})
