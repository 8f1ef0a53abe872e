import { beforeEach, describe, expect, test } from 'vitest'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/** A program that a hospital's records are kept by, with every scope and the membership of a coordinator who administers. */
const PROGRAM = 'program.ehr'
let clinic: Clinic
let participant: string

beforeEach(async () => {
  clinic = await openClinic()
  await grantMembership(
    clinic.deps,
    { kind: 'operator', by: 'test' },
    {
      ...{ sub: 'ehr', name: 'Hospital records', study: STUDY, role: 'coordinator', sites: ['harbor'] },
      ...{ administers: true, blinded: false },
    },
  )
  participant = await clinic.enrol()
})

const call = (method: string, path: string, body?: unknown, headers = {}) =>
  clinic.api(PROGRAM, method, `/api/studies/${STUDY}${path}`, body, headers)

describe('what takes a person', () => {
  test.each<[string, string, string, unknown]>([
    ['granting a membership', 'PUT', '/members/new', { name: 'New', role: 'lead', sites: [] }],
    ['revoking one', 'DELETE', '/members/lead', undefined],
  ])('%s is refused to a program', async (_, method, path, body) => {
    const reply = await call(method, path, body)
    expect(reply.status).toBe(403)
    expect(await reply.json()).toMatchObject({ type: '/problems/person-needed' })
  })

  test('asking for an erasure, confirming and cancelling one are refused to a program', async () => {
    const path = `/participants/${participant}/erasure`
    for (const [method, to, body] of [
      ['PUT', '', { grade: 'erase' }],
      ['POST', '/confirmation', { grade: 'erase' }],
      ['POST', '/cancellation', { reason: 'changed-mind' }],
    ] as const) {
      const reply = await call(method, path + to, body)
      expect([403, 422], `${method} ${to}`).toContain(reply.status)
      if (reply.status === 403) expect(await reply.json()).toMatchObject({ type: '/problems/person-needed' })
    }
    expect((await call('GET', path)).status).toBe(404)
  })

  test('taking and closing a safety alert are refused to a program: it calls nobody', async () => {
    await clinic.receive('+12025550123', 'I want to die')
    const { alerts } = (await (await call('GET', '/alerts?site=harbor')).json()) as {
      alerts: { id: string; revision: number; participant: string }[]
    }
    const [alert] = alerts
    if (!alert) throw new Error('no alert')
    const path = `/participants/${alert.participant}/alerts/${encodeURIComponent(alert.id)}`
    const { revision } = alert
    for (const [step, body] of [
      ['acknowledge', { revision }],
      ['close', { revision, reason: 'contacted' }],
    ] as const) {
      const reply = await call('POST', `${path}/${step}`, body)
      expect(reply.status).toBe(403)
      expect(await reply.json()).toMatchObject({ type: '/problems/person-needed' })
    }
  })
})

test('a program enrols and reads as its membership says, at no other clinic', async () => {
  const enrolled = await call(
    'POST',
    '/participants',
    { site: 'harbor', phone: '+14155550199', locale: 'en', smsConsent: true },
    { 'idempotency-key': 'from-the-hospital-1' },
  )
  expect(enrolled.status).toBe(201)
  expect((await call('GET', '/participants?site=harbor')).status).toBe(200)
  expect((await call('GET', '/participants?site=mesa')).status).toBe(404)
})
