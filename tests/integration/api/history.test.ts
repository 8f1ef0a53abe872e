import { beforeEach, describe, expect, test } from 'vitest'
import type { HistoryEntry, HistoryReply } from '../../../web/api/worklist/history.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const PHONE = '+12025550123'
const COORDINATOR = 'coordinator-harbor'

let clinic: Clinic
let participant: string

const ofParticipant = (path: string, of = participant) => `/api/studies/${STUDY}/participants/${of}${path}`
const send = (method: string, path: string, body?: unknown, who = COORDINATOR) =>
  clinic.api(who, method, ofParticipant(path), body)
async function readPage(query = '', of = participant): Promise<HistoryReply> {
  const reply = await clinic.api(COORDINATOR, 'GET', ofParticipant(`/history${query}`, of))
  expect(reply.status).toBe(200)
  return (await reply.json()) as HistoryReply
}
/** Oldest first, as it happened. */
const readEntries = async (of = participant) => [...(await readPage('?limit=200', of)).entries].reverse()
const pick = <Kind extends HistoryEntry['kind']>(entries: readonly HistoryEntry[], kind: Kind) =>
  entries.filter((entry): entry is Extract<HistoryEntry, { kind: Kind }> => entry.kind === kind)

beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  participant = await clinic.enrol('harbor', PHONE, { channel: 'text' })
  await clinic.tick()
})

describe('the history of a participant', () => {
  test('is for coordinators of the site alone', async () => {
    for (const who of ['coordinator-mesa', 'lead', 'stranger'])
      expect((await send('GET', '/history', undefined, who)).status, who).toBe(404)
    expect((await clinic.api(undefined, 'GET', ofParticipant('/history'))).status).toBe(401)
    expect((await clinic.api(COORDINATOR, 'GET', ofParticipant('/history', 'harbor-00000000'))).status).toBe(
      404,
    )
  })

  test('refuses a cursor that names nothing, and a page of none', async () => {
    for (const query of ['?cursor=message:x', '?limit=0', '?limit=201'])
      expect((await send('GET', `/history${query}`)).status, query).toBe(422)
  })

  test('has each text of the plan, and what became of it', async () => {
    await clinic.deliver('TEXT_INVALID')
    await clinic.receive(PHONE, 'STOP')
    clinic.advance('P2D')
    await clinic.tick()
    expect(pick(await readEntries(), 'text')).toMatchObject([
      { text: 'invitation', timepoint: 'baseline', outcome: 'undelivered', reason: 'TEXT_INVALID' },
      { text: 'reminder', timepoint: 'baseline', outcome: 'not-sent', reason: 'stopped' },
    ])
  })

  test('has STOP, START, HELP, thanks and a wrong number, each with what was answered by itself', async () => {
    const said = ['STOP', 'start', 'HELP', 'Thank you!', 'wrong number']
    for (const body of said) {
      clinic.advance('PT1M')
      await clinic.receive(PHONE, body)
    }
    const entries = await readEntries()
    expect(pick(entries, 'message').map(({ body, intent, state }) => [body, intent, state])).toEqual([
      ['STOP', 'stop', 'for-nobody'],
      ['start', 'start', 'for-nobody'],
      ['HELP', 'help', 'for-nobody'],
      ['Thank you!', 'courtesy', 'for-nobody'],
      ['wrong number', 'wrong-number', 'waiting'],
    ])
    const replies = pick(entries, 'reply')
    expect(replies.map(({ reply, outcome }) => [reply, outcome])).toEqual([
      ['stopped', 'sent'],
      ['started', 'sent'],
      ['help', 'sent'],
      ['stopped', 'sent'],
    ])
    // Word for word what went out.
    expect(replies.map(({ body }) => body)).toEqual(clinic.texts.slice(1).map(({ body }) => body))
  })

  test('says that a reply was refused, and that it is not known whether one went out', async () => {
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'transient', code: 'ThrottlingException' }))
    await clinic.receive(PHONE, 'HELP')
    clinic.setTextService(async () => {
      throw new Error('the reply of the service is lost')
    })
    clinic.advance('PT1M')
    await clinic.receive(PHONE, 'help')
    expect(pick(await readEntries(), 'reply').map(({ outcome }) => outcome)).toEqual(['refused', 'unknown'])
  })

  test('has the questions asked by text and the answers to them, and no word of them stands elsewhere', async () => {
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    const given = { kind: 'ketamine-infusion', givenAt: clinic.time.now.toString() }
    expect((await send('POST', '/treatments', given)).status).toBe(201)
    for (let day = 0; day < 9; day += 1) {
      clinic.advance('P1D')
      await clinic.tick()
    }
    for (const body of ['GO', '7', '7 or 8', 'I fell on the stairs']) {
      clinic.advance('PT1M')
      await clinic.receive(PHONE, body)
    }
    const entries = await readEntries()
    expect(pick(entries, 'message').map(({ body, intent, state }) => [body, intent, state])).toEqual([
      ['GO', 'answer', 'for-nobody'],
      ['7', 'answer', 'for-nobody'],
      ['7 or 8', 'answer', 'for-nobody'],
      ['I fell on the stairs', 'unclear', 'waiting'],
    ])
    expect(pick(entries, 'reply').map(({ reply, body }) => [reply, body.slice(0, 18)])).toEqual([
      ['asked', '1/7 What number be'],
      ['asked', '2/7 What number be'],
      ['asked', 'Please reply with '],
      ['asked', expect.stringMatching(/^Thank you|^Thanks|^Your message/)],
    ])
    const { tables } = clinic
    for (const table of [tables.study, tables.audit])
      expect(JSON.stringify(await tables.everything(table))).not.toMatch(/stairs|What number|"7 or 8"/)
    expect(JSON.stringify(clinic.log)).not.toMatch(/stairs|What number/)
  })

  test('has a crisis reply, the alert, who was sent it, who took and closed it, and why', async () => {
    await clinic.receive(PHONE, 'I want to die')
    await clinic.sendUrgent()
    await clinic.tick()
    await clinic.tick()
    const [alert] = await clinic.deps.alerts.listBySite(clinic.scope('harbor'))
    const path = `/alerts/${encodeURIComponent(alert?.id ?? '')}`
    const revision = async () =>
      (await clinic.deps.alerts.listBySite(clinic.scope('harbor')))[0]?.revision ?? 0
    clinic.advance('PT1M')
    await send('POST', `${path}/acknowledge`, { revision: await revision(), note: 'Calling now.' })
    clinic.advance('PT1M')
    await send('POST', `${path}/close`, { revision: await revision(), reason: 'referred' })
    const entries = await readEntries()
    expect(pick(entries, 'message')).toMatchObject([
      { body: 'I want to die', speaksOfSelfHarm: true, state: 'handled' },
    ])
    expect(pick(entries, 'urgent')).toMatchObject([
      { urgent: 'crisis-reply', outcome: 'accepted', channel: 'text', list: null },
      { urgent: 'escalation', outcome: 'accepted', channel: 'text', list: 'site', about: alert?.id },
    ])
    expect(pick(entries, 'alert').map(({ step, by, reason }) => [step, by, reason])).toEqual([
      ['raised', null, null],
      ['acknowledged', COORDINATOR, null],
      ['closed', COORDINATOR, 'referred'],
    ])
    expect(pick(entries, 'note')).toMatchObject([{ text: 'Calling now.', alert: alert?.id, by: COORDINATOR }])
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort())
  })

  test('has calls and notes', async () => {
    await send('POST', '/contact-log', {
      kind: 'call',
      outcome: 'no-answer',
      timepoint: 'baseline',
      text: 'Rang twice',
    })
    clinic.advance('PT1M')
    await send('POST', '/contact-log', { kind: 'note', text: 'Prefers mornings' })
    const entries = await readEntries()
    expect(pick(entries, 'call')).toMatchObject([
      { outcome: 'no-answer', timepoint: 'baseline', text: 'Rang twice' },
    ])
    expect(pick(entries, 'note')).toMatchObject([{ text: 'Prefers mornings', alert: null }])
  })

  test('of each who shares a telephone has the message, and says that it is shared', async () => {
    const other = await clinic.enrol('harbor', PHONE)
    await clinic.receive(PHONE, 'Please call me')
    for (const of of [participant, other]) {
      const entries = await readEntries(of)
      expect(pick(entries, 'message')).toMatchObject([{ body: 'Please call me', isShared: true }])
      expect(pick(entries, 'reply')).toMatchObject([{ reply: 'received', outcome: 'sent' }])
    }
  })

  test('comes in pages, newest first, without a gap and without one twice', async () => {
    for (let n = 0; n < 5; n += 1) {
      clinic.advance('PT1M')
      await clinic.receive(PHONE, `message ${n}`)
    }
    const whole = (await readPage('?limit=200')).entries.map(({ id }) => id)
    const paged: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: HistoryReply = await readPage(`?limit=3${next && `&cursor=${encodeURIComponent(next)}`}`)
      paged.push(...page.entries.map(({ id }) => id))
      next = page.next
    }
    expect(paged).toEqual(whole)
    expect(new Set(paged).size).toBe(paged.length)
  })

  test('delivered twice, a message stands once', async () => {
    await clinic.receive(PHONE, 'HELP', 'same')
    await clinic.receive(PHONE, 'HELP', 'same')
    const entries = await readEntries()
    expect([pick(entries, 'message').length, pick(entries, 'reply').length]).toEqual([1, 1])
  })
})

describe('marking a message as handled', () => {
  let message: string
  const handle = (body: object, who = COORDINATOR) => send('POST', `/messages/${message}/handle`, body, who)
  const reopen = (body: object = {}) => send('POST', `/messages/${message}/reopen`, body)
  const listToday = async () => {
    const reply = await clinic.api(COORDINATOR, 'GET', `/api/studies/${STUDY}/worklist`)
    const { tasks } = (await reply.json()) as { tasks: { messages: { id: string }[] }[] }
    return tasks.flatMap(({ messages }) => messages.map(({ id }) => id))
  }
  const actions = async () =>
    (await clinic.audit.listChain(`${STUDY}#${participant}`)).filter(({ action }) =>
      action.startsWith('message.'),
    )

  beforeEach(async () => {
    await clinic.receive(PHONE, 'Please call me')
    message = (await listToday())[0] ?? ''
  })

  test('is refused without a note, for a message that there is not or that nobody has to read, and to others', async () => {
    for (const body of [{}, { note: '' }, { note: '   ' }, { note: 'x'.repeat(2001) }])
      expect((await handle(body)).status).toBe(422)
    expect((await handle({ note: 'Called back' }, 'coordinator-mesa')).status).toBe(404)
    expect((await send('POST', '/messages/unknown/handle', { note: 'Called back' })).status).toBe(404)
    await clinic.receive(PHONE, 'HELP', 'for nobody')
    const [, help] = pick(await readEntries(), 'message')
    expect((await send('POST', `/messages/${help?.message}/handle`, { note: 'Called back' })).status).toBe(
      404,
    )
    expect(await listToday()).toEqual([message])
    expect(await actions()).toEqual([])
  })

  test('takes it off Today; undone, it is there again; both stand in the history and, without a word of it, in the audit', async () => {
    expect(await (await handle({ note: 'Called back, all is well' })).json()).toMatchObject({
      state: 'handled',
    })
    expect(await listToday()).toEqual([])
    clinic.advance('PT1M')
    expect(await (await reopen({ note: 'It was somebody else' })).json()).toMatchObject({ state: 'waiting' })
    expect(await listToday()).toEqual([message])
    clinic.advance('PT1M')
    await handle({ note: 'Reached the right one' })
    expect(await listToday()).toEqual([])
    const entries = await readEntries()
    expect(pick(entries, 'handling').map(({ step, note, by }) => [step, note, by])).toEqual([
      ['handled', 'Called back, all is well', COORDINATOR],
      ['reopened', 'It was somebody else', COORDINATOR],
      ['handled', 'Reached the right one', COORDINATOR],
    ])
    expect((await actions()).map(({ action, about }) => [action, about])).toEqual([
      ['message.handled', { message }],
      ['message.reopened', { message }],
      ['message.handled', { message }],
    ])
  })

  test('twice is once; another note on what is handled already is refused, so that it is not lost in silence', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => handle({ note: 'Called back' })))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    const late = await handle({ note: 'Wrote a letter' })
    expect(late.status).toBe(409)
    expect(await late.json()).toMatchObject({ type: '/problems/message-changed' })
    expect([(await reopen()).status, (await reopen()).status]).toEqual([200, 200])
    expect(pick(await readEntries(), 'handling')).toHaveLength(2)
    const apart = await Promise.all(['Called back', 'Wrote a letter'].map((note) => handle({ note })))
    expect(apart.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})
