import { beforeEach, describe, expect, test } from 'vitest'
import { summarizeProvenance } from '../../../functions/records/response/provenance.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { submitReviewed } from '../../support/open-page.ts'

const START = '2026-03-02T15:00:00.000Z'
const PHONE = '+12025550123'
const COORDINATOR = 'coordinator-harbor'
const OF_STUDY = `/api/studies/${STUDY}`

let clinic: Clinic
let participant: string
let ofParticipant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic(START)
  participant = await clinic.enrol('harbor', PHONE)
  ofParticipant = `${OF_STUDY}/participants/${participant}`
  await clinic.tick()
  link = clinic.newestLink()
})

const get = async (path: string, who = COORDINATOR) => {
  const reply = await clinic.api(who, 'GET', path)
  return { status: reply.status, body: await reply.json() }
}
const send = async (method: string, path: string, body: unknown, headers = {}, who = COORDINATOR) => {
  const reply = await clinic.api(who, method, path, body, headers)
  return { status: reply.status, body: await reply.json() }
}
const tasks = async () => (await get(`${OF_STUDY}/worklist`)).body.tasks
const kinds = async () =>
  (await tasks()).flatMap((task: { reasons: { kind: string }[] }) => task.reasons.map(({ kind }) => kind))
/** Four days and more: every reminder is over, the window is open still. */
async function letRemindersPass() {
  for (let day = 0; day < 5; day += 1) {
    clinic.advance('P1D')
    await clinic.tick()
  }
}
const call = (body: object, headers = {}) =>
  send('POST', `${ofParticipant}/contact-log`, { kind: 'call', timepoint: 'baseline', ...body }, headers)

describe('nobody is shown to whom they are no concern', () => {
  const paths = [
    ['GET', '/worklist?site=harbor'],
    ['GET', '/alerts?site=harbor'],
    ['GET', '/sites/harbor/on-call'],
    ['PUT', '/sites/harbor/on-call', { phones: [] }],
    ['GET', '/participants/P/contact-log'],
    ['POST', '/participants/P/contact-log', { kind: 'note', text: 'x' }],
    ['POST', '/participants/P/messages/m/read'],
    ['POST', '/participants/P/alerts/a/acknowledge', { revision: 1 }],
    ['POST', '/participants/P/alerts/a/close', { revision: 1, reason: 'no-risk' }],
    ['GET', '/participants/P/contact'],
    ['PATCH', '/participants/P/contact', { smsConsent: false }],
    ['GET', '/participants/P/texts'],
    ['POST', '/participants/P/assessments/baseline/interview'],
  ] as const
  test.each(paths)('%s %s', async (method, path, body?: object) => {
    const full = `${OF_STUDY}${path.replace('/P/', `/${participant}/`)}`
    for (const who of ['coordinator-mesa', 'lead'])
      expect((await clinic.api(who, method, full, body)).status, who).toBe(404)
    expect((await clinic.api(undefined, method, full, body)).status).toBe(401)
  })

  test('a participant who was never enrolled is 404', async () => {
    const nobody = `${OF_STUDY}/participants/harbor-00000000`
    expect((await clinic.api(COORDINATOR, 'GET', `${nobody}/contact`)).status).toBe(404)
    expect((await send('POST', `${nobody}/contact-log`, { kind: 'note', text: 'x' })).status).toBe(404)
  })
})

describe('who is on the worklist', () => {
  test('nobody, while texts are still to go out', async () => {
    expect(await tasks()).toEqual([])
    clinic.advance('P1D')
    expect(await tasks()).toEqual([])
  })

  test('one who has not answered when the last reminder has gone out and it is due', async () => {
    await letRemindersPass()
    expect(await tasks()).toMatchObject([
      {
        participant,
        phone: PHONE,
        reasons: [{ kind: 'overdue', timepoint: 'baseline' }],
        calls: [],
        messages: [],
      },
    ])
    await clinic.postJson(`${clinic.newestLink()}/1`, { answer: '5' })
    expect(await kinds()).toEqual(['partly-answered'])
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    expect(await tasks()).toEqual([])
  })

  test('one who ended the texts, while questions are open', async () => {
    await clinic.receive(PHONE, 'STOP')
    expect(await kinds()).toEqual(['opted-out'])
    await clinic.receive(PHONE, 'START')
  })

  test('one whose message waits, above one who is overdue; it goes when it is read', async () => {
    await letRemindersPass()
    const other = await clinic.enrol('harbor', '+12025550177')
    await clinic.receive('+12025550177', 'Can you call me?')
    const [first, second] = await tasks()
    expect(first).toMatchObject({ participant: other, messages: [{ body: 'Can you call me?' }] })
    expect(second.participant).toBe(participant)
    const read = `${OF_STUDY}/participants/${other}/messages/${first.messages[0].id}/handle`
    const note = { note: 'Called back, all is well.' }
    expect((await send('POST', read, note)).status).toBe(200)
    expect((await send('POST', read, note)).status).toBe(200)
    expect(await kinds()).toEqual(['overdue'])
    expect((await send('POST', read.replace(first.messages[0].id, 'unknown'), note)).status).toBe(404)
  })

  test('one who never agreed to texts', async () => {
    const body = { site: 'harbor', phone: '+12025550178', locale: 'en', smsConsent: false, name: 'A Name' }
    await clinic.postEnrolment(body)
    expect(await tasks()).toMatchObject([{ name: 'A Name', reasons: [{ kind: 'not-texted' }], texts: 0 }])
  })

  test('an alert comes first, and the text that raised it is no reason of its own', async () => {
    await letRemindersPass()
    await clinic.receive(PHONE, 'I want to die')
    expect(await kinds()).toEqual(['alert-open', 'overdue'])
  })

  test('of alerts about self-harm the one that has waited longest comes first', async () => {
    await clinic.receive(PHONE, 'I want to die')
    clinic.advance('P30D')
    const other = await clinic.enrol('harbor', '+12025550177')
    await clinic.receive('+12025550177', 'I want to kill myself')
    expect((await tasks()).map(({ participant: one }: { participant: string }) => one)).toEqual([
      participant,
      other,
    ])
  })
})

describe('a call', () => {
  beforeEach(letRemindersPass)

  test.each([
    [{ outcome: 'call-back' }, '/callBackAt'],
    [{ outcome: 'no-answer', callBackAt: '2026-03-09T15:00:00Z' }, '/callBackAt'],
    [{ outcome: 'declined', timepoint: undefined }, '/timepoint'],
    [{ outcome: 'no-answer', timepoint: 'week-99' }, '/timepoint'],
    [{ outcome: 'busy' }, '/outcome'],
    [{ outcome: 'no-answer', text: '' }, '/text'],
  ])('%j is refused', async (body, pointer) => {
    const { status, body: problem } = await call(body)
    expect(status).toBe(422)
    expect(problem.errors[0].pointer).toBe(pointer)
    expect((await get(`${ofParticipant}/contact-log`)).body.entries).toEqual([])
  })

  test('without an answer takes them off until tomorrow, where they live', async () => {
    expect((await call({ outcome: 'no-answer', text: 'rang twice' })).status).toBe(201)
    expect(await tasks()).toEqual([])
    clinic.advance('PT14H')
    expect(await tasks()).toMatchObject([{ calls: [{ outcome: 'no-answer', text: 'rang twice' }] }])
  })

  test('to be made again at a time brings them back then', async () => {
    await call({ outcome: 'call-back', callBackAt: '2026-03-07T17:30:00-05:00' })
    clinic.advance('PT7H')
    expect(await tasks()).toEqual([])
    clinic.advance('PT1H')
    expect(await kinds()).toEqual(['overdue'])
  })

  test('in which they declined these questions is for these alone', async () => {
    await call({ outcome: 'declined' })
    clinic.advance('P1D')
    expect(await tasks()).toEqual([])
  })

  test('to a wrong number ends the texts to it, and asks for another one', async () => {
    await call({ outcome: 'wrong-number' })
    expect(await kinds()).toEqual(['number-failed'])
    expect((await get(`${ofParticipant}/contact`)).body.mayBeTexted).toBe('unreachable')
    const changed = await send('PATCH', `${ofParticipant}/contact`, { phone: '+1 202 555 0199' })
    expect(changed).toMatchObject({ status: 200, body: { phone: '+12025550199', mayBeTexted: 'given' } })
    // It is sent to the new number first.
    expect(await kinds()).toEqual([])
    expect(await clinic.tick()).toEqual(['sent'])
    expect(clinic.texts.at(-1)?.to).toBe('+12025550199')
    clinic.advance('P4D')
    await clinic.tick()
    await clinic.tick()
    expect(await kinds()).toEqual(['overdue'])
  })

  test('that is told twice with the same key is one', async () => {
    const key = { 'idempotency-key': 'one' }
    await Promise.all([call({ outcome: 'no-answer' }, key), call({ outcome: 'no-answer' }, key)])
    expect((await get(`${ofParticipant}/contact-log`)).body.entries).toHaveLength(1)
  })

  test('leaves its words in no log, chain or Study table', async () => {
    await call({ outcome: 'no-answer', text: 'spoke to Zaphira' })
    const { study, audit } = clinic.tables
    const everywhere = [
      clinic.log,
      await clinic.tables.everything(study),
      await clinic.tables.everything(audit),
    ]
    expect(JSON.stringify(everywhere)).not.toMatch(/Zaphira|2025550123/)
  })
})

describe('a safety alert', () => {
  const alert = async () => (await get(`${OF_STUDY}/alerts`)).body.alerts[0]
  const step = (kind: string, body: object, who = COORDINATOR) =>
    alert().then(({ id }) => send('POST', `${ofParticipant}/alerts/${id}/${kind}`, body, {}, who))

  beforeEach(async () => {
    await clinic.receive(PHONE, 'I want to die')
  })

  test('is refused what it is not, and not there', async () => {
    expect((await step('close', { revision: 1, reason: 'tired' })).status).toBe(422)
    expect((await step('close', { reason: 'no-risk' })).status).toBe(422)
    const unknown = `${ofParticipant}/alerts/unknown/acknowledge`
    expect((await send('POST', unknown, { revision: 1 })).status).toBe(404)
  })

  test('has an owner once it is taken on, and is escalated no more', async () => {
    const taken = await step('acknowledge', { revision: 1, note: 'calling now' })
    expect(taken).toMatchObject({ status: 200, body: { state: 'acknowledged', owner: COORDINATOR } })
    expect((await step('acknowledge', { revision: 1 })).status).toBe(200)
    clinic.advance('P2D')
    expect(await clinic.tick()).not.toContain('escalated')
    expect((await get(`${ofParticipant}/contact-log`)).body.entries).toMatchObject([
      { kind: 'note', text: 'calling now', by: COORDINATOR },
    ])
  })

  test('that is stepped on twice at once is one step; the same note is one, and another one is kept', async () => {
    const twice = (note: string) => Promise.all([1, 2].map(() => step('acknowledge', { revision: 1, note })))
    expect((await twice('calling now')).map(({ status }) => status)).toEqual([200, 200])
    expect((await step('acknowledge', { revision: 1, note: 'no answer yet' })).status).toBe(200)
    const { entries } = (await get(`${ofParticipant}/contact-log`)).body
    expect(entries.map(({ text }: { text: string }) => text).sort()).toEqual(['calling now', 'no answer yet'])
  })

  test('is closed with a reason, once; then it is on no list', async () => {
    await step('acknowledge', { revision: 1 })
    const closed = await step('close', { revision: 2, reason: 'contacted' })
    expect(closed.body).toMatchObject({ state: 'closed', closingReason: 'contacted', closedBy: COORDINATOR })
    expect((await step('close', { revision: 2, reason: 'contacted' })).status).toBe(200)
    expect((await step('close', { revision: 2, reason: 'no-risk' })).body.type).toBe(
      '/problems/alert-changed',
    )
    expect(await kinds()).not.toContain('alert-open')
    expect((await get(`${OF_STUDY}/alerts?state=open`)).body.alerts).toEqual([])
  })

  test('that has fired again since it was looked at is not closed unseen', async () => {
    const [id, place] = ['baseline~phq-9~self-harm', 15]
    const close = { revision: 1, reason: 'no-risk' }
    await clinic.postJson(`${link}/${place}`, { answer: '1' })
    await clinic.postJson(`${link}/${place}`, { answer: '2' })
    const refused = await send('POST', `${ofParticipant}/alerts/${id}/close`, close)
    expect(refused.body.type).toBe('/problems/alert-changed')
    const closed = await send('POST', `${ofParticipant}/alerts/${id}/close`, { ...close, revision: 2 })
    expect(closed.body).toMatchObject({ id, state: 'closed' })
    await clinic.postJson(`${link}/${place}`, { answer: '3' })
    const { alerts } = (await get(`${OF_STUDY}/alerts?state=open`)).body
    expect(alerts.map((one: { id: string }) => one.id)).toContain(id)
  })

  test('taken on by two at once belongs to one, and the other is told', async () => {
    const both = await Promise.all([
      step('acknowledge', { revision: 1 }),
      step('close', { revision: 1, reason: 'duplicate' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('a contact', () => {
  const contact = `contact`
  test.each([
    [{}, 422],
    [{ phone: '2025550123' }, 422],
    [{ phone: '+4930123456' }, 422],
    [{ isReachable: false }, 422],
    [{ surprise: 1 }, 422],
  ])('%j is refused', async (body, status) => {
    expect((await send('PATCH', `${ofParticipant}/${contact}`, body)).status).toBe(status)
  })

  test('that changes takes the texts with it, and leaves the STOP with its number', async () => {
    await clinic.receive(PHONE, 'STOP')
    await send('PATCH', `${ofParticipant}/contact`, { phone: '+12025550166', name: 'B Name' })
    expect(await clinic.tick()).toEqual(['sent'])
    expect(clinic.texts.at(-1)?.to).toBe('+12025550166')
    expect(await clinic.receive(PHONE, 'START')).toBe('nobody')
    expect(await clinic.receive('+12025550166', 'STOP')).toBe('stopped')
    expect((await get(`${ofParticipant}/contact`)).body).toMatchObject({
      name: 'B Name',
      mayBeTexted: 'stopped',
    })
    await send('PATCH', `${ofParticipant}/contact`, { name: null })
    expect((await get(`${ofParticipant}/contact`)).body.name).toBeNull()
  })

  test('whose number is right after all is texted again', async () => {
    await call({ outcome: 'wrong-number' })
    const made = await send('PATCH', `${ofParticipant}/contact`, { isReachable: true })
    expect(made.body.mayBeTexted).toBe('given')
  })

  test('changed by two at once keeps both', async () => {
    await Promise.all([
      send('PATCH', `${ofParticipant}/contact`, { name: 'C Name' }),
      send('PATCH', `${ofParticipant}/contact`, { smsConsent: false }),
    ])
    expect((await get(`${ofParticipant}/contact`)).body).toMatchObject({
      name: 'C Name',
      mayBeTexted: 'no-consent',
    })
  })
})

describe('the ledger of texts', () => {
  test('says for each one whether it was sent, or why not', async () => {
    await clinic.deliver('TEXT_DELIVERED')
    await clinic.receive(PHONE, 'STOP')
    clinic.advance('P3D')
    await clinic.tick()
    expect((await get(`${ofParticipant}/texts`)).body.texts).toMatchObject([
      { timepoint: 'baseline', text: 'invitation', outcome: 'delivered', reason: null },
      { timepoint: 'baseline', text: 'reminder', outcome: 'not-sent', reason: 'stopped' },
    ])
  })
})

describe('an interview', () => {
  const open = (timepoint = 'baseline') =>
    send('POST', `${ofParticipant}/assessments/${timepoint}/interview`, undefined)
  const path = ({ body }: { body: { url: string } }) => new URL(body.url).pathname
  /** The response, with who and how it was answered in one word each. */
  const stored = async () => {
    const response = (await clinic.readSurvey(participant))?.response
    return response && { ...response, ...summarizeProvenance(response) }
  }

  test('is refused for what is not there, and for what was answered', async () => {
    expect((await open('week-99')).status).toBe(404)
    await clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS })
    expect(await open()).toMatchObject({
      status: 409,
      body: { type: '/problems/response-already-submitted' },
    })
  })

  test('keeps who told whom, and how', async () => {
    const asked = path(await open())
    expect(asked).not.toBe(link)
    expect(await (await clinic.page(asked)).text()).toContain(`On the telephone with ${participant}`)
    expect(await (await clinic.page(link)).text()).not.toContain('On the telephone')
    await clinic.postJson(`${asked}/1`, { answer: '5' })
    expect((await clinic.postJson(`${asked}/submit`, { answers: BASELINE_ANSWERS })).status).toBe(200)
    expect(await stored()).toMatchObject({ answeredBy: 'proxy', mode: 'phone', state: 'submitted' })
    const chain = await clinic.readAudit(participant)
    expect(chain.find(({ action }) => action === 'response.submitted')?.actor).toEqual({
      kind: 'coordinator',
      sub: COORDINATOR,
    })
  })

  test('stays one when the participant sends in what was told', async () => {
    const asked = path(await open())
    await clinic.postJson(`${asked}/1`, { answer: '5' })
    await clinic.postJson(`${asked}/2`, { answer: '6' })
    expect((await submitReviewed(clinic, link)).status).toBe(200)
    expect(await stored()).toMatchObject({ answeredBy: 'proxy', mode: 'phone', state: 'submitted' })
  })

  test('and a participant who answer some each make it mixed, whoever was first', async () => {
    const asked = path(await open())
    await clinic.postJson(`${link}/1`, { answer: '5' })
    await clinic.postJson(`${asked}/2`, { answer: '6' })
    await clinic.postJson(`${link}/3`, { answer: '3' })
    expect((await submitReviewed(clinic, link)).status).toBe(200)
    expect(await stored()).toMatchObject({ answeredBy: 'mixed', mode: 'mixed' })
  })

  test('that changes an answer leaves its trace', async () => {
    const asked = path(await open())
    await clinic.postJson(`${link}/1`, { answer: '5' })
    await clinic.postJson(`${asked}/1`, { answer: '6' })
    await submitReviewed(clinic, link)
    expect(await stored()).toMatchObject({ answeredBy: 'mixed', answers: { 'peg/pain': '6' } })
  })

  test('runs out; what was saved is kept, and the participant’s own link opens still', async () => {
    const asked = path(await open())
    await clinic.postJson(`${asked}/1`, { answer: '5' })
    clinic.advance('PT2H')
    expect((await clinic.page(asked)).status).toBe(404)
    expect((await clinic.postJson(`${asked}/1`, { answer: '6' })).status).toBe(404)
    expect((await clinic.page(link)).status).toBe(200)
  })
})

describe('what is told twice under one key', () => {
  const call = (outcome: string) =>
    clinic.api(
      COORDINATOR,
      'POST',
      `${ofParticipant}/contact-log`,
      { kind: 'call', outcome },
      { 'idempotency-key': 'k' },
    )

  test('is recorded once; another thing is refused, and changes nothing', async () => {
    expect((await call('no-answer')).status).toBe(201)
    expect((await call('no-answer')).status).toBe(201)
    expect((await call('wrong-number')).status).toBe(409)
    expect((await get(`${ofParticipant}/contact-log`)).body.entries).toMatchObject([{ outcome: 'no-answer' }])
    expect((await clinic.sendDeps.findPhone(PHONE)).unreachableSince).toBeUndefined()
  })
})

describe('a call back', () => {
  test.each([
    ['in the past', '2026-03-01T15:00:00Z'],
    ['in another age', '2062-03-01T15:00:00Z'],
  ])('%s is refused', async (_, callBackAt) => {
    const { status, body } = await send('POST', `${ofParticipant}/contact-log`, {
      ...{ kind: 'call', outcome: 'call-back', callBackAt },
    })
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ pointer: '/callBackAt' }])
  })
})

describe('what cannot be stored is refused', () => {
  test('half a character', async () => {
    const half = String.raw`{"kind":"note","text":"\ud800"}`
    expect((await clinic.api(COORDINATOR, 'POST', `${ofParticipant}/contact-log`, half)).status).toBe(422)
    const whole = String.raw`{"kind":"note","text":"\ud83d\ude00"}`
    expect((await clinic.api(COORDINATOR, 'POST', `${ofParticipant}/contact-log`, whole)).status).toBe(201)
  })

  test('an instant with ten digits after the second', async () => {
    const { status, body } = await send('POST', `${ofParticipant}/treatments`, {
      ...{ kind: 'ketamine-infusion', givenAt: '2026-03-02T14:00:00.1234567890Z' },
    })
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ pointer: '/givenAt' }])
  })
})

describe('the on-call list', () => {
  test.each([
    ['/sites/harbor/on-call', COORDINATOR],
    ['/on-call', 'lead'],
  ])('refuses the number of a participant: %s', async (path, who) => {
    const refused = await send('PUT', OF_STUDY + path, { phones: ['+12025550144', PHONE] }, {}, who)
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toMatchObject([{ pointer: '/phones/1', code: 'participant-number' }])
  })

  test('texts each number once, and none that said STOP', async () => {
    const onCall = `${OF_STUDY}/sites/harbor/on-call`
    await send('PUT', onCall, { phones: ['+12025550144', '+1 202 555 0144', '+12025550145'] })
    await clinic.receive('+12025550145', 'STOP')
    await clinic.receive(PHONE, 'I want to die')
    const before = clinic.texts.length
    await clinic.tick()
    await clinic.tick()
    const numbers = clinic.texts.slice(before).map(({ to }) => to)
    expect(numbers.filter((to) => to !== PHONE)).toEqual(['+12025550144'])
    // And those who rely on it are told.
    expect((await get(onCall)).body).toEqual({
      phones: ['+12025550144', '+12025550145'],
      emails: [],
      stopped: ['+12025550145'],
    })
    expect((await get(`${OF_STUDY}/worklist`)).body.onCallStopped).toEqual(['+12025550145'])
    clinic.advance('PT1M')
    await clinic.receive('+12025550145', 'START')
    expect((await get(onCall)).body.stopped).toEqual([])
  })

  test('is refused with what is no number, and is replaced whole', async () => {
    const onCall = `${OF_STUDY}/sites/harbor/on-call`
    const refused = await send('PUT', onCall, { phones: ['+12025550144', 'nobody'] })
    expect(refused.body.errors).toMatchObject([{ pointer: '/phones/1' }])
    const before = (await get(onCall)).body
    expect(before).toEqual({ phones: ['+12025550191'], emails: [], stopped: [] })
    await send('PUT', onCall, { phones: ['+1 (202) 555-0144'], emails: ['on-call@example.org'] })
    expect((await get(onCall)).body).toMatchObject({
      phones: ['+12025550144'],
      emails: ['on-call@example.org'],
    })
    await clinic.receive(PHONE, 'I want to die')
    expect(await clinic.tick()).toContain('escalated')
    await clinic.tick()
    expect(clinic.texts.filter(({ to }) => to === '+12025550144')).toHaveLength(1)
  })
})
