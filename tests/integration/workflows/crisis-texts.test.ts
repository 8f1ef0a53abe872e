import { beforeEach, describe, expect, test } from 'vitest'
import { formatIso } from '../../../functions/platform/core/clock.ts'
import { listRaisingGroups, type SafetyAlert } from '../../../functions/records/alert/alert.ts'
import type { Message } from '../../../functions/records/message/message.ts'
import type { Notice } from '../../../functions/records/notice/notice.ts'
import { receiveReply } from '../../../functions/workflows/texting/receive-reply.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { type CrashingTables, createCrashingTables } from '../../support/crashing-tables.ts'

const START = '2026-03-02T15:00:00.000Z'
const PHONE = '+12025550123'
const ON_CALL = '+12025550161'
const ALERT = 'reply~study~self-harm'

let tables: CrashingTables
let clinic: Clinic
let participant: string

beforeEach(async () => {
  tables = await createCrashingTables()
  tables.live()
  clinic = await openClinic(START, tables)
  participant = await clinic.enrol('harbor', PHONE)
  await clinic.setOnCall('harbor', { phones: [ON_CALL] })
  await clinic.tick()
  clinic.texts.length = 0
})

async function list<Item>(table: string, prefix: string): Promise<readonly Item[]> {
  const items = await tables.everything(table)
  return items.filter(({ sk }) => String(sk).startsWith(prefix)) as unknown as readonly Item[]
}
const alerts = () => list<SafetyAlert>(tables.study, 'ALERT#')
const notices = () => list<Notice>(tables.study, 'NOTICE#')
const bodies = async (ids: readonly string[]) => {
  const kept = [
    ...(await list<Message>(tables.contacts, 'MESSAGE#')),
    ...(await list<Message>(tables.contacts, 'TEXT#')),
  ]
  return ids.map((id) => kept.find((one) => one.id === id)?.body)
}
const readEvidence = async () => {
  const [alert] = await alerts()
  return Promise.all(
    (alert?.evidence ?? []).map((one) => ('messages' in one ? bodies(one.messages) : undefined)),
  )
}
const step = async (kind: 'acknowledge' | 'close') => {
  const [alert] = await alerts()
  const path = `/api/studies/${STUDY}/participants/${participant}/alerts/${encodeURIComponent(ALERT)}/${kind}`
  const body = { revision: alert?.revision, ...(kind === 'close' && { reason: 'contacted' }) }
  expect((await clinic.api('coordinator-harbor', 'POST', path, body)).status).toBe(200)
}
const receiveLate = (messageBody: string, sent: Clinic['time']['now']) =>
  receiveReply(clinic.sendDeps, {
    ...{ originationNumber: PHONE, messageBody, inboundMessageId: messageBody },
    receivedAt: formatIso(sent),
  })
const alarms = () => clinic.texts.filter(({ to }) => to === ON_CALL)
async function tickFor(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    clinic.advance('PT1M')
    await clinic.tick()
  }
}

describe('self-harm that is spoken of in two texts', () => {
  test('raises no alert where a day lies between them', async () => {
    await clinic.receive(PHONE, 'I want to')
    clinic.advance('P1D')
    expect(await clinic.receive(PHONE, 'die')).toBe('received')
    expect(await alerts()).toEqual([])
  })

  test('raises one alert with both, and is answered with help lines', async () => {
    await clinic.receive(PHONE, 'I want to')
    clinic.advance('PT4M')
    expect(await clinic.receive(PHONE, 'die')).toBe('crisis')
    expect(await alerts()).toMatchObject([{ id: ALERT, participant, state: 'open', raises: 1 }])
    expect(await readEvidence()).toEqual([['I want to', 'die']])
    await clinic.sendUrgent()
    expect(clinic.texts.at(-1)).toMatchObject({ to: PHONE, body: expect.stringContaining('988') })
  })

  test('is heard also where the second part is read before the first', async () => {
    const second = clinic.time.now.add({ seconds: 40 })
    const first = clinic.time.now
    clinic.time.now = second
    expect(await clinic.receive(PHONE, 'die', 'second')).not.toBe('crisis')
    clinic.time.now = first
    expect(await clinic.receive(PHONE, 'I want to', 'first')).toBe('crisis')
    expect(await readEvidence()).toEqual([['I want to', 'die']])
  })

  test('is heard where both reach us hours late, behind a text that was sent after them', async () => {
    const sent = clinic.time.now
    clinic.advance('PT6H')
    await clinic.receive(PHONE, 'thank you')
    expect(await receiveLate('I want to', sent)).not.toBe('crisis')
    expect(await receiveLate('die', sent.add({ minutes: 2 }))).toBe('crisis')
    expect(await readEvidence()).toEqual([['I want to', 'die']])
  })

  test('is heard by one of two that are taken in at the same moment', async () => {
    const results = await Promise.all([clinic.receive(PHONE, 'I want to'), clinic.receive(PHONE, 'die')])
    expect(results).toContain('crisis')
    expect(await alerts()).toMatchObject([{ raises: 1 }])
  })

  test('counts once, however often either is delivered', async () => {
    for (const id of ['a', 'a', 'b', 'a', 'b'])
      await clinic.receive(PHONE, id === 'a' ? 'I want to' : 'die', id)
    expect(await alerts()).toMatchObject([{ raises: 1 }])
    expect((await notices()).filter(({ kind }) => kind === 'crisis-reply')).toHaveLength(1)
  })

  test('raises an alert for everyone who shares the number, and one reply', async () => {
    const other = await clinic.enrol('harbor', PHONE)
    await clinic.receive(PHONE, 'I want to')
    await clinic.receive(PHONE, 'die')
    expect((await alerts()).map((one) => one.participant).sort()).toEqual([participant, other].sort())
    expect((await notices()).filter(({ kind }) => kind === 'crisis-reply')).toHaveLength(1)
  })

  test('leaves no word in the log, the audit chain or the Study table', async () => {
    await clinic.receive(PHONE, 'Zaphira, I want to')
    await clinic.receive(PHONE, 'die')
    const everywhere = [
      clinic.log,
      await tables.everything(tables.study),
      await tables.everything(tables.audit),
    ]
    expect(JSON.stringify(everywhere)).not.toContain('Zaphira')
    await tickFor(2)
    expect(alarms()).toHaveLength(1)
    expect(JSON.stringify(alarms())).not.toContain('Zaphira')
  })
})

describe('several texts of one person that speak of self-harm', () => {
  test('are one alert with one cycle of sending, and each is kept with it', async () => {
    for (let n = 0; n < 12; n += 1) {
      await clinic.receive(PHONE, `I want to die ${n}`)
      await tickFor(5)
    }
    const [alert, ...others] = await alerts()
    expect(others).toEqual([])
    expect(alert).toMatchObject({ raisedAt: START, lastRaisedAt: '2026-03-02T15:55:00.000Z', raises: 12 })
    expect(await readEvidence()).toEqual(Array.from({ length: 12 }, (_, n) => [`I want to die ${n}`]))
    // At once, and every 15 minutes of the hour.
    expect(alarms()).toHaveLength(4)
    expect((await notices()).filter(({ kind }) => kind === 'crisis-reply')).toHaveLength(12)
  })

  test('of two people are two alerts', async () => {
    await clinic.enrol('harbor', '+12025550124')
    await clinic.receive(PHONE, 'I want to die')
    await clinic.receive('+12025550124', 'I want to die')
    expect(await alerts()).toHaveLength(2)
  })

  test('are taken together, and nothing more is sent about them', async () => {
    await clinic.receive(PHONE, 'I want to die')
    await clinic.receive(PHONE, 'kill me')
    await step('acknowledge')
    await tickFor(60)
    expect(alarms()).toEqual([])
  })

  test('one that comes after somebody took the alert begins the cycle again', async () => {
    await clinic.receive(PHONE, 'I want to die')
    await tickFor(2)
    await step('acknowledge')
    await tickFor(60)
    expect(alarms()).toHaveLength(1)
    await clinic.receive(PHONE, 'I will do it tonight, kill myself')
    expect(await alerts()).toMatchObject([{ state: 'open', raises: 2, escalations: 0 }])
    expect((await alerts())[0]).not.toHaveProperty('owner')
    await tickFor(2)
    expect(alarms()).toHaveLength(2)
    expect(await readEvidence()).toHaveLength(2)
  })

  test('are handled with the alert when it is closed, each once, and no other text is', async () => {
    await clinic.receive(PHONE, 'I want to')
    await clinic.receive(PHONE, 'die')
    await clinic.receive(PHONE, 'the bus is late')
    const waiting = () => clinic.deps.messages.listWaiting(clinic.scope('harbor'))
    const handled = (await waiting()).find(({ body }) => body === 'die')
    const path = `/api/studies/${STUDY}/participants/${participant}/messages/${handled?.id}/handle`
    expect((await clinic.api('coordinator-harbor', 'POST', path, { note: 'Rang.' })).status).toBe(200)
    expect((await waiting()).map(({ body }) => body).sort()).toEqual(['I want to', 'the bus is late'])
    await step('close')
    expect((await waiting()).map(({ body }) => body)).toEqual(['the bus is late'])
    const kept = await clinic.deps.messages.listByParticipant(clinic.participantScope('harbor', participant))
    expect(kept.map(({ body, handling }) => [body, handling.length]).sort()).toEqual([
      ['I want to', 1],
      ['die', 1],
      ['the bus is late', 0],
    ])
    expect(kept.find(({ body }) => body === 'die')?.handling).toMatchObject([{ note: 'Rang.' }])
  })

  test('one that comes after the alert was closed opens it again, and counts from there', async () => {
    await clinic.receive(PHONE, 'I want to die')
    await tickFor(2)
    await step('close')
    await tickFor(60)
    await clinic.receive(PHONE, 'kill me')
    expect(await alerts()).toMatchObject([{ state: 'open', raises: 1 }])
    await tickFor(2)
    expect(alarms()).toHaveLength(2)
  })

  test('one that was sent before the alert was closed, and is read after it, opens it and is shown', async () => {
    await clinic.receive(PHONE, 'I want to die')
    const sent = clinic.time.now
    clinic.advance('PT1M')
    await step('close')
    clinic.advance('PT1M')
    const now = clinic.time.now
    expect(await receiveLate('kill me', sent)).toBe('crisis')
    const [alert] = await alerts()
    expect(alert).toMatchObject({ state: 'open', raisedAt: now.toString({ smallestUnit: 'millisecond' }) })
    expect(alert && (await Promise.all(listRaisingGroups(alert).map(bodies)))).toEqual([['kill me']])
  })

  test('one that comes when the alert has been sent for a day is sent at once', async () => {
    await clinic.receive(PHONE, 'I want to die')
    for (let quarter = 0; quarter < 100; quarter += 1) {
      clinic.advance('PT15M')
      await clinic.tick()
    }
    const before = (await alerts())[0]?.escalations ?? 0
    expect(before).toBeGreaterThanOrEqual(96)
    const sent = alarms().length
    await clinic.receive(PHONE, 'kill me')
    await tickFor(2)
    expect(alarms()).toHaveLength(sent + 1)
  })

  test('keep the newest where there are very many, and the count of all', async () => {
    for (let n = 0; n < 33; n += 1) await clinic.receive(PHONE, `I want to die ${n}`)
    const [alert] = await alerts()
    expect(alert?.raises).toBe(33)
    expect((await readEvidence()).at(-1)).toEqual(['I want to die 32'])
    expect(alert?.evidence).toHaveLength(30)
  }, 30_000)
})

describe.each(['before', 'after'] as const)('killed %s any command of a second text', (when) => {
  test('and delivered again, it is in the alert once, and answered once', async () => {
    await clinic.receive(PHONE, 'I want to', 'first')
    const say = (number: string, id: string) => clinic.receive(number, 'die', id)
    tables.live()
    await say(PHONE, 'second')
    const steps = tables.commands()
    expect(steps).toBeGreaterThan(4)
    for (let step = 0; step < steps; step += 1) {
      const phone = `+120255502${String(step).padStart(2, '0')}`
      tables.live()
      const own = await clinic.enrol('harbor', phone)
      await clinic.receive(phone, 'I want to', `first-${step}`)
      tables.crashDuringStep(step, when)
      await say(phone, `second-${step}`).catch(() => {})
      tables.live()
      expect(await say(phone, `second-${step}`)).toBe('crisis')
      const ofOwn = (await alerts()).filter((one) => one.participant === own)
      expect(ofOwn, `step ${step}`).toMatchObject([{ raises: 1, evidence: [{}] }])
      const replies = (await notices()).filter(
        (one) => one.participant === own && one.kind === 'crisis-reply',
      )
      expect(replies, `step ${step}`).toHaveLength(1)
    }
  }, 60_000)
})
