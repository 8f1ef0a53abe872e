import { beforeEach, describe, expect, test } from 'vitest'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/* Enrolled at harbor (New York) on Monday 2 March 2026, 10:00; first infusion on Tuesday 3 March at 10:00. */

const KIND = 'ketamine-infusion'
const FIRST = '2026-03-03T15:00:00.000Z'

let clinic: Clinic
let participant: string
let treatments: string
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  participant = await clinic.enrol()
  treatments = `/api/studies/${STUDY}/participants/${participant}/treatments`
  clinic.advance('P1DT1H')
})

const post = async (path: string, body: object) => {
  const reply = await clinic.api('coordinator-harbor', 'POST', path, body)
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}
const record = (givenAt: string, confirm?: readonly string[]) =>
  post(treatments, { kind: KIND, givenAt, ...(confirm && { confirm }) })
const change = (step: 'move' | 'void' | 'restore', givenAt: string, body: object) =>
  post(`${treatments}/${KIND}/${givenAt}/${step}`, body)
const listed = async () => {
  const reply = await clinic.api('coordinator-harbor', 'GET', treatments)
  return (await reply.json()) as { treatments: { givenAt: string }[]; voided: object[] }
}
const states = async () => {
  const path = `/api/studies/${STUDY}/participants/${participant}/assessments`
  const reply = await clinic.api('coordinator-harbor', 'GET', path)
  const { assessments } = (await reply.json()) as { assessments: { timepoint: string; state: string }[] }
  return Object.fromEntries(assessments.map(({ timepoint, state }) => [timepoint, state]))
}
const FOLLOW_UPS = ['week-1', 'week-4', 'week-12', 'week-24']

describe('a treatment asks for confirmation, and changes nothing until it has it', () => {
  test.each([
    ['before the enrolment', '2026-03-01T15:00:00Z', ['before-enrolment', 'cancels-assessments']],
    ['in the future', '2026-03-05T15:00:00Z', ['in-future']],
    [
      'in 2024 instead of 2026',
      '2024-03-03T15:00:00Z',
      ['before-enrolment', 'long-ago', 'cancels-assessments'],
    ],
  ])('where it lies %s', async (_name, givenAt, confirm) => {
    const { status, body } = await record(givenAt)
    expect(status).toBe(409)
    expect(body).toMatchObject({ type: '/problems/treatment-needs-confirmation', confirm })
    expect((await listed()).treatments).toEqual([])
    expect(await states()).toEqual({ baseline: 'open' })
    expect((await record(givenAt, confirm.slice(1))).status).toBe(409)
    // Nobody has looked at what was not shown.
    expect((await record(givenAt, [...confirm, 'close-to-another'])).status).toBe(409)
    expect((await record(givenAt, confirm)).status).toBe(201)
    expect((await record(givenAt)).status).toBe(200)
  })

  test('where another of its kind was given within minutes: the two are one unless confirmed', async () => {
    expect((await record(FIRST)).status).toBe(201)
    const again = await record('2026-03-03T15:29:00Z')
    expect(again).toMatchObject({ status: 409, body: { confirm: ['close-to-another'], plan: [] } })
    expect((await listed()).treatments).toHaveLength(1)
    expect((await record('2026-03-03T15:30:00Z')).status).toBe(201)
    expect((await record('2026-03-03T15:29:00Z', ['close-to-another'])).status).toBe(201)
  })

  test('a first infusion dated 2024 shows that it would cancel every follow-up', async () => {
    await record(FIRST)
    const { status, body } = await record('2024-03-03T15:00:00Z')
    expect(status).toBe(409)
    expect(body.confirm).toContain('cancels-assessments')
    const plan = body.plan as { timepoint: string; change: string; before: object; after: object | null }[]
    expect(plan.filter(({ change }) => change === 'cancel').map(({ timepoint }) => timepoint)).toEqual([
      ...['baseline', ...FOLLOW_UPS],
    ])
    expect(plan.find(({ timepoint }) => timepoint === 'week-1')).toMatchObject({ after: null })
    expect(await states()).toMatchObject(Object.fromEntries(FOLLOW_UPS.map((one) => [one, 'scheduled'])))
  })

  test('a first one that is too old for anything to follow says what does not come to be', async () => {
    const { body } = await record('2024-03-03T15:00:00Z')
    const plan = body.plan as { timepoint: string; change: string }[]
    expect(plan.filter(({ change }) => change === 'leave-out').map(({ timepoint }) => timepoint)).toEqual(
      FOLLOW_UPS,
    )
  })

  test('a correction shows where each assessment goes, and the schedule then goes there', async () => {
    await record(FIRST)
    clinic.advance('P40D')
    const refused = await change('move', FIRST, { givenAt: '2026-03-04T15:00:00.000Z' })
    expect(refused).toMatchObject({ status: 409, body: { confirm: ['long-ago'] } })
    const plan = refused.body.plan as { timepoint: string; before: object; after: { opensAt: string } }[]
    const week12 = plan.find(({ timepoint }) => timepoint === 'week-12')
    const confirmed = { givenAt: '2026-03-04T15:00:00.000Z', confirm: ['long-ago'] }
    expect((await change('move', FIRST, confirmed)).status).toBe(200)
    const path = `/api/studies/${STUDY}/participants/${participant}/assessments`
    const reply = await clinic.api('coordinator-harbor', 'GET', path)
    const { assessments } = (await reply.json()) as { assessments: { timepoint: string; opensAt: string }[] }
    expect(assessments.find(({ timepoint }) => timepoint === 'week-12')?.opensAt).toBe(week12?.after.opensAt)
  })
})

describe('a treatment that was voided', () => {
  test('asks first, keeps why, and brings back what it had planned when it is restored', async () => {
    await record(FIRST)
    const before = await states()
    expect((await change('void', FIRST, {})).status).toBe(422)
    const refused = await change('void', FIRST, { reason: 'wrong-participant' })
    expect(refused).toMatchObject({ status: 409, body: { confirm: ['cancels-assessments'] } })
    const plan = refused.body.plan as { timepoint: string; change: string }[]
    expect(plan.filter(({ change }) => change === 'cancel').map(({ timepoint }) => timepoint)).toEqual(
      FOLLOW_UPS,
    )
    // The baseline's window opens again.
    expect(plan.find(({ timepoint }) => timepoint === 'baseline')).toMatchObject({ change: 'move' })
    expect(await states()).toEqual(before)

    const voiding = { reason: 'wrong-participant', confirm: ['cancels-assessments'] }
    expect((await change('void', FIRST, voiding)).status).toBe(200)
    expect(await listed()).toMatchObject({
      ...{ treatments: [], voided: [{ kind: KIND, givenAt: FIRST, reason: 'wrong-participant' }] },
    })
    expect(await states()).toMatchObject(Object.fromEntries(FOLLOW_UPS.map((one) => [one, 'cancelled'])))

    const restored = await change('restore', FIRST, {})
    expect(restored).toMatchObject({ status: 200, body: { treatments: [{ givenAt: FIRST }], voided: [] } })
    expect(await states()).toEqual(before)
    expect((await change('restore', FIRST, {})).status).toBe(200)
    expect((await change('restore', '2026-03-03T15:01:00.000Z', {})).status).toBe(404)
  })

  test('keeps the answers that were begun, and gives them back', async () => {
    await record(FIRST)
    clinic.advance('P7D')
    await clinic.tick()
    await clinic.postJson(`${clinic.newestLink()}/1`, { answer: '4' })
    const voiding = { reason: 'not-given', confirm: ['cancels-assessments'] }
    expect((await change('void', FIRST, voiding)).status).toBe(200)
    expect((await change('restore', FIRST, {})).status).toBe(200)
    expect(await clinic.readSurvey(participant, 'week-1')).toMatchObject({
      assessment: { progress: 'started' },
      response: { state: 'draft', answers: { 'peg/pain': '4' } },
    })
  })

  test('is restored under the same conditions as one that is new', async () => {
    await record(FIRST)
    await change('void', FIRST, { reason: 'not-given', confirm: ['cancels-assessments'] })
    await record('2026-03-03T15:10:00Z')
    expect(await change('restore', FIRST, {})).toMatchObject({
      status: 409,
      body: { confirm: ['close-to-another'] },
    })
  })

  test('is in the audit with who voided it and why, what was confirmed, and who restored it', async () => {
    await record(FIRST)
    await change('void', FIRST, { reason: 'duplicate', confirm: ['cancels-assessments'] })
    await change('restore', FIRST, {})
    const entries = (await clinic.readAudit(participant)).filter(({ action }) =>
      action.startsWith('treatment.'),
    )
    const actor = { kind: 'coordinator', sub: 'coordinator-harbor' }
    expect(entries).toMatchObject([
      { action: 'treatment.recorded', actor, about: { kind: KIND, givenAt: FIRST } },
      {
        ...{ action: 'treatment.voided', actor },
        about: { kind: KIND, givenAt: FIRST, reason: 'duplicate', confirmed: 'cancels-assessments' },
      },
      { action: 'treatment.restored', actor, about: { kind: KIND, givenAt: FIRST } },
    ])
  })
})
