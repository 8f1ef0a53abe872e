import { beforeEach, describe, expect, test } from 'vitest'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/* Many at once: each is answered as its contract says, as if one had come after the other. Nobody is sent away as `busy`. */

const AT_ONCE = 24

let clinic: Clinic
let participant: string

beforeEach(async () => {
  clinic = await openClinic()
  participant = await clinic.enrol()
  await clinic.tick()
})

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  clinic.apiConfirmed(
    'coordinator-harbor',
    'POST',
    `/api/studies/${STUDY}/participants${path}`,
    body,
    headers,
  )
const repeat = (make: (n: number) => Promise<Response> | Response) =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, n) => make(n)))
const countStatuses = (replies: readonly Response[]) =>
  Object.fromEntries([...Map.groupBy(replies, ({ status }) => status)].map(([k, all]) => [k, all.length]))

describe('at once', () => {
  test('the same enrolment is one participant', async () => {
    const body = { site: 'harbor', phone: '+12025550177', locale: 'en', smsConsent: true }
    const replies = await repeat(() => post('', body, { 'idempotency-key': 'first-visit' }))
    expect(countStatuses(replies)).toEqual({ 200: AT_ONCE - 1, 201: 1 })
    const names = await Promise.all(replies.map(async (one) => (await one.json()) as { participant: string }))
    expect(new Set(names.map((one) => one.participant)).size).toBe(1)
  })

  test('the same treatment is recorded once', async () => {
    clinic.advance('P1D')
    const treatment = { kind: 'ketamine-infusion', givenAt: '2026-03-03T14:00:00Z' }
    const replies = await repeat(() => post(`/${participant}/treatments`, treatment))
    expect(countStatuses(replies)).toEqual({ 200: AT_ONCE - 1, 201: 1 })
  })

  test('different treatments are all recorded', async () => {
    clinic.advance('P40D')
    const replies = await repeat((n) =>
      post(`/${participant}/treatments`, {
        ...{ kind: 'ketamine-infusion', givenAt: `2026-03-${String(5 + n).padStart(2, '0')}T14:00:00Z` },
      }),
    )
    expect(countStatuses(replies)).toEqual({ 201: AT_ONCE })
  })

  test('submissions that bring answers are one, and the others are told that it was submitted', async () => {
    const link = clinic.newestLink()
    const replies = await repeat((n) =>
      clinic.postJson(`${link}/submit`, { answers: { ...BASELINE_ANSWERS, 'peg/pain': String(n % 8) } }),
    )
    const counted = countStatuses(replies)
    expect(Object.keys(counted).sort()).toEqual(['200', '409'])
    expect(counted[200]).toBe(1)
  })

  test('different answers to one question are all taken, one after the other', async () => {
    const link = clinic.newestLink()
    const replies = await repeat((n) => clinic.postJson(`${link}/${1 + (n % 3)}`, { answer: String(n % 8) }))
    expect(countStatuses(replies)).toEqual({ 200: AT_ONCE })
  })

  test('changes of a participant are all made', async () => {
    const path = `/api/studies/${STUDY}/participants/${participant}`
    const replies = await repeat((n) =>
      clinic.apiConfirmed('coordinator-harbor', 'PATCH', path, { textAt: `${10 + (n % 8)}:00` }),
    )
    expect(countStatuses(replies)).toEqual({ 200: AT_ONCE })
  })
})
