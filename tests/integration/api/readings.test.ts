import { hash } from 'node:crypto'
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { formatReadsChain } from '../../../functions/records/audit/audit.store.ts'
import { findFirstBrokenEntry } from '../../../functions/records/audit/audit.ts'
import { createContactDigests } from '../../../functions/records/contact/contact-digests.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, SECRET, STUDY } from '../../support/clinic.ts'

const NAME = 'Quillon Aldermoor'
const NUMBER = '+12025550123'
const DAY = '2026-03-02'
const WHO = 'coordinator-harbor'
const ENROLMENT = { site: 'harbor', locale: 'en', smsConsent: true }
let clinic: Clinic
let participant: string

beforeEach(async () => {
  clinic = await openClinic(`${DAY}T15:00:00.000Z`)
  participant = await clinic.enrol('harbor', NUMBER, { name: NAME, birthYear: 1970 })
  await clinic.tick()
  await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
  await clinic.receive(NUMBER, 'the blue kettle is broken')
})

const ofParticipant = (path: string) => `/api/studies/${STUDY}/participants/${participant}${path}`
const get = (path: string, who: string | undefined = WHO) => clinic.api(who, 'GET', path)
const readChain = async (sub = WHO, day = DAY) => {
  const chain = await clinic.audit.listChain(formatReadsChain(STUDY, sub, day))
  expect(findFirstBrokenEntry(chain)).toBeUndefined()
  return chain.map(({ action, actor, about }) => ({ action, actor, about }))
}
const loseAuditTable = () =>
  clinic.tables.dynamo.send(new DeleteTableCommand({ TableName: clinic.tables.audit }))

const IDENTIFIED = (): [string, string][] => [
  ['contact', ofParticipant('/contact')],
  ['history', ofParticipant('/history')],
  ['contact-log', ofParticipant('/contact-log')],
  ['worklist', `/api/studies/${STUDY}/worklist?site=harbor`],
]
const EXPORTS = (): string[] => [
  ...['json', 'csv', 'spreadsheet'].map(
    (format) => `/api/studies/${STUDY}/responses?site=harbor&format=${format}`,
  ),
  ofParticipant('/responses/baseline/fhir'),
  `/api/studies/${STUDY}/cohort?site=harbor`,
  `/api/studies/${STUDY}/exports/tidy?site=harbor`,
]

describe('what cannot be recorded is not shown', () => {
  test('neither names and numbers nor exports', async () => {
    await loseAuditTable()
    for (const path of [...IDENTIFIED().map(([, path]) => path), ...EXPORTS()]) {
      const reply = await get(path)
      const text = await reply.text()
      expect(reply.status, path).toBe(503)
      expect(JSON.parse(text), path).toMatchObject({ type: expect.stringContaining('not-recorded') })
      for (const word of [NAME, NUMBER, 'kettle', participant]) expect(text, path).not.toContain(word)
    }
  })

  test('what was refused leaves no entry', async () => {
    for (const who of ['', 'nobody', 'coordinator-mesa', 'lead'])
      for (const path of [...IDENTIFIED().map(([, path]) => path), ...EXPORTS()])
        expect([401, 403, 404, 422]).toContain((await get(path, who)).status)
    expect((await get(`/api/studies/${STUDY}/participants/harbor-00000000/contact`)).status).toBe(404)
    for (const sub of [WHO, 'coordinator-mesa', 'lead', 'nobody']) expect(await readChain(sub)).toEqual([])
  })
})

describe('each request that shows who somebody is leaves one entry', () => {
  test('with who, what, whom and how many, and not what it showed', async () => {
    for (const [, path] of IDENTIFIED()) expect((await get(path)).status).toBe(200)
    const actor = { kind: 'coordinator', sub: WHO }
    expect(await readChain()).toEqual(
      IDENTIFIED().map(([what]) => ({
        action: 'identified-data.read',
        actor,
        about: { what, site: 'harbor', people: 1, participants: participant },
      })),
    )
    const kept = JSON.stringify(await clinic.tables.everything(clinic.tables.audit))
    for (const word of [NAME, NUMBER, 'kettle']) expect(kept).not.toContain(word)
  })

  test('also of what a change answers with', async () => {
    const changed = await clinic.api(WHO, 'PATCH', ofParticipant('/contact'), { name: 'Somebody Else' })
    expect(changed.status).toBe(200)
    const [message] = await clinic.deps.messages.listWaiting(clinic.scope('harbor'))
    const path = ofParticipant(`/messages/${message?.id}/handle`)
    const handled = await clinic.api(WHO, 'POST', path, { note: 'called' })
    expect(handled.status).toBe(200)
    expect((await readChain()).map(({ about }) => about?.what)).toEqual(['contact', 'message'])
  })

  test('at once, and on the day that it is in UTC', async () => {
    await Promise.all(Array.from({ length: 5 }, () => get(ofParticipant('/contact'))))
    clinic.advance('P1D')
    await get(ofParticipant('/contact'))
    expect(await readChain()).toHaveLength(5)
    expect(await readChain(WHO, '2026-03-03')).toHaveLength(1)
  })
})

describe('whose a number or a name is, is identified data too', () => {
  const OTHER = '+12025550177'
  const onCall = (phones: string[], site = '/sites/harbor', who = WHO) =>
    clinic.api(who, 'PUT', `/api/studies/${STUDY}${site}/on-call`, { phones })
  const PROBES = (): [string, string, () => Promise<Response>][] => [
    ['possible-duplicates', 'an enrollment', () => clinic.postEnrolment({ ...ENROLMENT, phone: NUMBER })],
    [
      'possible-duplicates',
      'an enrollment by name',
      () => clinic.postEnrolment({ ...ENROLMENT, phone: OTHER, name: NAME, birthYear: 1970 }),
    ],
    [
      'possible-duplicates',
      'a changed contact',
      async () => {
        const own = await clinic.enrol('harbor', OTHER)
        const path = `/api/studies/${STUDY}/participants/${own}/contact`
        return clinic.api(WHO, 'PATCH', path, { phone: NUMBER })
      },
    ],
    ['participant-number', 'an on-call list', () => onCall([NUMBER])],
  ]

  test('a refusal that says it leaves one entry', async () => {
    for (const [at, [what, by, probe]] of PROBES().entries()) {
      expect((await probe()).status, by).toBe(what === 'participant-number' ? 422 : 409)
      const chain = await readChain()
      expect(chain, by).toHaveLength(at + 1)
      expect(chain.at(-1), by).toEqual({
        action: 'identified-data.read',
        actor: { kind: 'coordinator', sub: WHO },
        about: { what, site: 'harbor', people: 1, participants: participant },
      })
    }
    const kept = JSON.stringify(await clinic.tables.everything(clinic.tables.audit))
    for (const word of [NAME, NUMBER, OTHER]) expect(kept).not.toContain(word)
  })

  test('of another clinic’s participant it says no ID either', async () => {
    const theirs = await clinic.enrol('mesa', OTHER)
    expect((await clinic.postEnrolment({ ...ENROLMENT, phone: OTHER })).status).toBe(409)
    expect((await onCall([OTHER])).status).toBe(422)
    expect((await readChain()).map(({ about }) => about?.participants)).toEqual([
      'another-site',
      'another-site',
    ])
    expect((await onCall([OTHER], '', 'lead')).status).toBe(422)
    expect(await readChain('lead')).toMatchObject([
      { actor: { kind: 'lead' }, about: { what: 'participant-number', people: 1, participants: theirs } },
    ])
  })

  test('what matches nobody leaves no reading', async () => {
    expect((await clinic.postEnrolment({ ...ENROLMENT, phone: OTHER })).status).toBe(201)
    expect((await onCall(['+12025550199'])).status).toBe(200)
    expect(await readChain()).toEqual([])
  })

  test('and is not said where that cannot be recorded', async () => {
    const probes = PROBES().filter(([, by]) => by !== 'a changed contact')
    await loseAuditTable()
    for (const [, by, probe] of probes) {
      const reply = await probe()
      const text = await reply.text()
      expect(reply.status, by).toBe(503)
      for (const word of [participant, 'same-', 'participant-number']) expect(text, by).not.toContain(word)
    }
  })
})

describe('each export leaves one entry', () => {
  test.each([
    ['responses.exported', (): string => EXPORTS()[0] as string, { format: 'json', language: 'en', rows: 1 }],
    ['responses.exported', (): string => EXPORTS()[1] as string, { format: 'csv', language: 'en', rows: 1 }],
    ['response.exported', (): string => EXPORTS()[3] as string, { format: 'fhir', timepoint: 'baseline' }],
    ['cohort.exported', (): string => EXPORTS()[4] as string, { format: 'json', rows: 1 }],
  ])('%s, with the hash of what went out', async (action, path, about) => {
    const reply = await get(path())
    const bytes = Buffer.from(await reply.arrayBuffer())
    const sha256 = hash('sha256', bytes)
    expect(await readChain()).toMatchObject([
      { action, about: { ...about, site: 'harbor', bytes: bytes.length, sha256 } },
    ])
  })
})

describe('what somebody read is listed', () => {
  const path = (query: string) => `/api/studies/${STUDY}/members/${WHO}/readings?${query}`
  beforeEach(() =>
    grantMembership(
      clinic.deps,
      { kind: 'operator', by: 'test' },
      {
        ...{ sub: 'office', name: 'Office', study: STUDY, role: 'lead', sites: [] },
        ...{ administers: true, blinded: false },
      },
    ),
  )

  test('for those alone who administer the study', async () => {
    expect((await get(path(`day=${DAY}`))).status).toBe(403)
    expect((await get(path(`day=${DAY}`), 'lead')).status).toBe(403)
    expect((await get(path(`day=${DAY}`), 'nobody')).status).toBe(404)
    expect((await get(path('day=yesterday'), 'office')).status).toBe(422)
  })

  test('of one day, and of one participant', async () => {
    await get(ofParticipant('/contact'))
    await get(ofParticipant('/responses/baseline/fhir'))
    await get(`/api/studies/${STUDY}/cohort?site=harbor`)
    const list = async (query: string) => {
      const { readings } = (await (await get(path(query), 'office')).json()) as {
        readings: { action: string }[]
      }
      return readings.map(({ action }) => action)
    }
    expect(await list(`day=${DAY}`)).toEqual(['identified-data.read', 'response.exported', 'cohort.exported'])
    expect(await list(`day=${DAY}&participant=${participant}`)).toEqual([
      'identified-data.read',
      'response.exported',
    ])
    expect(await list('day=2026-03-01')).toEqual([])
  })
})

describe('a change of a contact keeps before and after', () => {
  const readChange = async (body: object) => {
    expect((await clinic.api(WHO, 'PATCH', ofParticipant('/contact'), body)).status).toBe(200)
    return (await clinic.readAudit(participant)).findLast(({ action }) => action === 'contact.changed')?.about
  }

  test('as digests under a key, of what changed and nothing else', async () => {
    const first = await readChange({ phone: '+12025550188' })
    expect(first?.before).toMatch(/^phone [\w-]{22}$/)
    expect(first?.after).toMatch(/^phone [\w-]{22}$/)
    expect(first?.before).not.toBe(first?.after)
    const back = await readChange({ phone: NUMBER, birthYear: null })
    expect(back?.before).toMatch(new RegExp(`^${first?.after}, birthYear [\\w-]{22}$`))
    expect(back?.after).toBe(`${first?.before}, birthYear none`)
    expect(back?.digestKey).toBe(first?.digestKey)
    expect(await readChange({ smsConsent: false })).not.toHaveProperty('before')
  })

  test('that nobody finds by trying all numbers, and that differ between participants and keys', () => {
    const contact = { revision: 0, smsConsent: true, smsConsentAt: '' }
    const of = (id: string, secret = SECRET) =>
      createContactDigests(secret).describeChange(
        clinic.participantScope('harbor', id),
        { ...contact, phone: NUMBER },
        { ...contact, phone: '+12025550188' },
      )
    const own = of(participant)
    expect(of(participant)).toEqual(own)
    expect(of('harbor-00000000').before).not.toBe(own.before)
    const other = of(participant, `${SECRET} another`)
    expect(other.before).not.toBe(own.before)
    expect(other.digestKey).not.toBe(own.digestKey)
    for (const text of [NUMBER, JSON.stringify([STUDY, participant, 'phone', NUMBER])])
      expect(own.before).not.toContain(
        Buffer.from(hash('sha256', text, 'buffer'))
          .subarray(0, 16)
          .toString('base64url'),
      )
  })
})
