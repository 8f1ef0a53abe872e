import { beforeEach, describe, expect, test } from 'vitest'
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

const end = (body: unknown, who = COORDINATOR) => clinic.apiConfirmed(who, 'PUT', `${of}/disposition`, body)
const DIED = { how: 'died', at: '2026-03-02T14:00:00Z' }
async function states(): Promise<Record<string, string>> {
  const reply = await clinic.apiConfirmed(COORDINATOR, 'GET', `${of}/assessments`)
  const { assessments } = (await reply.json()) as { assessments: { timepoint: string; state: string }[] }
  return Object.fromEntries(assessments.map(({ timepoint, state }) => [timepoint, state]))
}
const treat = () =>
  clinic.apiConfirmed(COORDINATOR, 'POST', `${of}/treatments`, {
    kind: 'ketamine-infusion',
    givenAt: '2026-03-02T14:30:00Z',
  })

describe('the end of a participation', () => {
  test('is for coordinators of the site', async () => {
    for (const [who, status] of [
      ['coordinator-mesa', 404],
      ['lead', 404],
    ] as const)
      expect((await end(DIED, who)).status).toBe(status)
    expect((await clinic.apiConfirmed(undefined, 'PUT', `${of}/disposition`, DIED)).status).toBe(401)
    expect(
      (await clinic.apiConfirmed(COORDINATOR, 'PUT', `${of.slice(0, -8)}00000000/disposition`, DIED)).status,
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

  test('before the enrolment, long ago or before a treatment is asked about, and changes nothing until it is confirmed', async () => {
    await treat()
    const before = await states()
    const ending = { how: 'died', at: '2020-03-02T14:00:00Z' }
    const ask = (confirm?: readonly string[]) =>
      clinic.api(COORDINATOR, 'PUT', `${of}/disposition`, { ...ending, ...(confirm && { confirm }) })
    const asked = await ask()
    expect(asked.status).toBe(409)
    const { type, confirm, plan } = (await asked.json()) as {
      type: string
      confirm: string[]
      plan: { timepoint: string; change: string }[]
    }
    expect(type).toBe('/problems/disposition-needs-confirmation')
    expect(confirm).toEqual(['before-enrolment', 'long-ago', 'before-treatment'])
    expect(plan).toContainEqual(expect.objectContaining({ timepoint: 'week-1', change: 'cancel' }))
    expect(await states()).toEqual(before)
    expect((await ask(['before-enrolment', 'long-ago'])).status).toBe(409)
    expect((await ask(['gone'])).status).toBe(422)
    expect((await ask(confirm)).status).toBe(200)
    const chain = await clinic.audit.listChain(`${STUDY}#${participant}`)
    expect(chain.at(-1)?.about).toMatchObject({ confirmed: confirm.join(' ') })
    // Recorded already: the same once more asks nothing.
    expect((await ask()).status).toBe(200)
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
    const reply = await clinic.apiConfirmed(COORDINATOR, 'DELETE', `${of}/disposition`)
    expect(await reply.json()).toEqual({ participant, ended: null })
    expect(await states()).toEqual(before)
  })
})
