import { beforeEach, describe, expect, test } from 'vitest'
import { TREATMENT_CONFIRMATIONS } from '../../../web/api/treatments/treatment-confirmations.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const COORDINATOR = 'coordinator-harbor'
let clinic: Clinic
let participant: string
let of: string

beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  participant = await clinic.enrol()
  of = `/api/studies/${STUDY}/participants/${participant}`
  await clinic.tick()
})

const end = (body: unknown, who = COORDINATOR) => clinic.api(who, 'PUT', `${of}/disposition`, body)
const DIED = { how: 'died', at: '2026-03-02T14:00:00Z' }
async function states(): Promise<Record<string, string>> {
  const reply = await clinic.api(COORDINATOR, 'GET', `${of}/assessments`)
  const { assessments } = (await reply.json()) as { assessments: { timepoint: string; state: string }[] }
  return Object.fromEntries(assessments.map(({ timepoint, state }) => [timepoint, state]))
}
const treat = () =>
  clinic.api(COORDINATOR, 'POST', `${of}/treatments`, {
    kind: 'ketamine-infusion',
    givenAt: '2026-03-02T14:30:00Z',
    confirm: TREATMENT_CONFIRMATIONS,
  })

describe('the end of a participation', () => {
  test('is for coordinators of the site', async () => {
    for (const [who, status] of [
      ['coordinator-mesa', 404],
      ['lead', 404],
    ] as const)
      expect((await end(DIED, who)).status).toBe(status)
    expect((await clinic.api(undefined, 'PUT', `${of}/disposition`, DIED)).status).toBe(401)
    expect(
      (await clinic.api(COORDINATOR, 'PUT', `${of.slice(0, -8)}00000000/disposition`, DIED)).status,
    ).toBe(404)
  })

  test.each([
    [{}, '/how'],
    [{ ...DIED, how: 'gone' }, '/how'],
    [{ ...DIED, at: 'yesterday' }, '/at'],
    [{ ...DIED, at: '2027-01-01T00:00:00Z' }, '/at'],
    [{ ...DIED, reason: 'burden' }, '/reason'],
    [{ ...DIED, note: 'x' }, ''],
  ])('%j is refused', async (body, pointer) => {
    const reply = await end(body)
    expect(reply.status).toBe(422)
    const { errors } = (await reply.json()) as { errors: { pointer: string }[] }
    expect(errors.map((error) => error.pointer)).toContain(pointer)
    expect(await states()).toEqual({ baseline: 'open' })
  })

  test('ends every text at once: nobody’s family is reminded', async () => {
    await treat()
    expect((await end(DIED)).status).toBe(200)
    expect(new Set(Object.values(await states()))).toEqual(new Set(['cancelled']))
    const before = clinic.texts.length
    for (let day = 0; day < 60; day += 1) {
      clinic.advance('P1D')
      await clinic.tick()
    }
    expect(clinic.texts).toHaveLength(before)
    expect((await clinic.page(clinic.newestLink())).status).toBe(404)
  })

  test('keeps what was answered, and is written to the audit trail once', async () => {
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    await treat()
    for (let time = 0; time < 2; time += 1) expect((await end(DIED)).status).toBe(200)
    expect(await states()).toMatchObject({ baseline: 'completed', 'week-1': 'cancelled' })
    const chain = await clinic.audit.listChain(`${STUDY}#${participant}`)
    expect(chain.filter(({ action }) => action === 'participation.ended')).toHaveLength(1)
  })

  test('a treatment that is recorded afterwards brings nothing back', async () => {
    await end({ how: 'withdrawn', at: '2026-03-02T14:00:00Z', reason: 'burden' })
    await treat()
    expect(Object.values(await states()).filter((state) => state !== 'cancelled')).toEqual([])
  })

  test('recorded by mistake is taken back, and everything is planned again', async () => {
    await treat()
    const before = await states()
    await end(DIED)
    const reply = await clinic.api(COORDINATOR, 'DELETE', `${of}/disposition`)
    expect(await reply.json()).toEqual({ participant, ended: null })
    expect(await states()).toEqual(before)
  })
})
