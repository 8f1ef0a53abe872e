import { beforeEach, describe, expect, test } from 'vitest'
import type { Notice } from '../../../functions/records/notice/notice.ts'
import { MAX_REPLIES_PER_DAY } from '../../../functions/workflows/texting/answer-reply.ts'
import { MAX_STRANGER_REPLIES_PER_DAY } from '../../../functions/workflows/texting/answer-stranger.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const START = '2026-03-02T15:00:00.000Z'
const PHONE = '+12025550123'
const ON_CALL = '+12025550161'
const MAIL = 'on-call@example.org'
const SELF_HARM_PLACE = 15

let clinic: Clinic
let participant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic(START)
  participant = await clinic.enrol('harbor', PHONE)
  await clinic.tick()
  link = clinic.newestLink()
  clinic.texts.length = 0
})

const notices = async () => {
  const items = await clinic.tables.everything(clinic.tables.study)
  return items.filter(({ sk }) => String(sk).startsWith('NOTICE#')) as unknown as Notice[]
}
const refuse = (code: string, passing: boolean) =>
  clinic.setTextService(async () => ({ kind: 'refused', cause: passing ? 'transient' : 'recipient', code }))
const accept = () => clinic.setTextService(async () => ({ kind: 'sent', messageId: 'm' }))
const told = () => clinic.log.filter(({ message }) => message === 'an urgent message is not accepted')
const worklist = async () => {
  const reply = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/worklist`)
  return (await reply.json()) as { onCall: number; tasks: { participant: string; unsent: string[] }[] }
}
/** Ticks of a minute each. */
async function tickFor(minutes: number): Promise<readonly string[]> {
  const results: string[] = []
  for (let minute = 0; minute < minutes; minute += 1) {
    clinic.advance('PT1M')
    results.push(...(await clinic.tick()))
  }
  return results
}

describe('a crisis reply', () => {
  // Only what concerns the reply is sent here.
  beforeEach(async () => {
    await clinic.setOnCall('harbor', {})
    clinic.log.length = 0
  })

  test('that the carrier refuses for a while is tried until it is accepted, and goes out once', async () => {
    refuse('ThrottlingException', true)
    await clinic.receive(PHONE, 'I want to die')
    expect(await clinic.sendUrgent()).toEqual(['tried'])
    await tickFor(3)
    expect(clinic.texts).toEqual([])
    accept()
    await tickFor(30)
    expect(clinic.texts.filter(({ to }) => to === PHONE)).toHaveLength(1)
    expect(await notices()).toMatchObject([{ kind: 'crisis-reply', state: 'accepted' }])
  })

  test('that is refused for good is told to the operator at once, and to the site on Today', async () => {
    refuse('ValidationException', false)
    await clinic.receive(PHONE, 'I want to die')
    await clinic.sendUrgent()
    expect(told()).toMatchObject([{ fields: { site: 'harbor', code: 'ValidationException' } }])
    expect(JSON.stringify(clinic.log)).not.toContain(PHONE)
    expect((await worklist()).tasks).toMatchObject([{ participant, unsent: ['crisis-reply'] }])
  })

  test('that is only busy is told from its third try on', async () => {
    refuse('ThrottlingException', true)
    await clinic.receive(PHONE, 'I want to die')
    await clinic.sendUrgent()
    await tickFor(1)
    expect(told()).toEqual([])
    await tickFor(2)
    expect(told()).toHaveLength(1)
  })

  test('is given up after a day of trying, and told then as well', async () => {
    refuse('ThrottlingException', true)
    await clinic.receive(PHONE, 'I want to die')
    for (let quarter = 0; quarter < 4 * 26; quarter += 1) {
      clinic.advance('PT15M')
      await clinic.tick()
    }
    const [notice] = (await notices()).filter(({ kind }) => kind === 'crisis-reply')
    expect(notice?.state).toBe('given-up')
    expect(told().at(-1)?.fields?.attempt).toBe(notice?.tries)
    clinic.advance('P1D')
    expect((await clinic.tick()).filter((result) => result === 'tried')).toEqual([])
  })

  test('whose last try dies with its process is told as given up all the same', async () => {
    refuse('ThrottlingException', true)
    await clinic.receive(PHONE, 'I want to die')
    clinic.advance('PT23H59M')
    const { notices: store } = clinic.deps
    const { change } = store
    let changes = 0
    store.change = (...call) => {
      changes += 1
      return changes > 1 ? Promise.reject(new Error('killed')) : change(...call)
    }
    await expect(clinic.sendUrgent()).rejects.toThrow('killed')
    store.change = change
    expect(told()).toEqual([])
    await tickFor(5)
    expect((await notices()).map(({ state }) => state)).toEqual(['given-up'])
    expect(told()).toHaveLength(1)
  })

  test('goes out by the next tick where putting it into the queue fails', async () => {
    clinic.deps.urgent.add = () => Promise.reject(new Error('refused'))
    expect(await clinic.receive(PHONE, 'I want to die')).toBe('crisis')
    await clinic.tick()
    expect(clinic.texts).toMatchObject([{ to: PHONE, body: expect.stringContaining('988') }])
  })

  test('whose reply was lost waits for its report, and is not sent again where that came', async () => {
    const sent: string[] = []
    clinic.setTextService(async () => {
      sent.push('sent')
      throw new Error('lost')
    })
    await clinic.receive(PHONE, 'I want to die')
    await clinic.sendUrgent()
    const [notice] = await notices()
    const context = { study: STUDY, site: 'harbor', participant, notice: notice?.id ?? '' }
    expect(await clinic.deliver('TEXT_DELIVERED', { to: PHONE, body: '', context })).toBe('delivered')
    await tickFor(20)
    expect(sent).toHaveLength(1)
    expect(await clinic.deliver('TEXT_INVALID', { to: PHONE, body: '', context })).toBe('known')
  })

  test('that a report says did not arrive is tried again', async () => {
    await clinic.receive(PHONE, 'I want to die')
    await clinic.sendUrgent()
    expect(await clinic.deliver('TEXT_CARRIER_UNREACHABLE')).toBe('undelivered')
    expect(await clinic.deliver('TEXT_CARRIER_UNREACHABLE')).toBe('known')
    expect((await worklist()).tasks).toMatchObject([{ unsent: ['crisis-reply'] }])
    await tickFor(2)
    expect(clinic.texts.filter(({ to }) => to === PHONE)).toHaveLength(2)
  })

  test('to a number that several share goes out once, and each of them has an alert', async () => {
    await clinic.setOnCall('harbor', { phones: [ON_CALL] })
    const other = await clinic.enrol('harbor', PHONE)
    await clinic.receive(PHONE, 'I want to die')
    await tickFor(5)
    expect(clinic.texts.filter(({ body }) => body.includes('988'))).toHaveLength(1)
    const { alerts } = clinic.deps
    const raised = await alerts.listBySite(clinic.scope('harbor'))
    expect(raised.map((alert) => alert.participant).sort()).toEqual([participant, other].sort())
  })

  test('is given to a number that nobody has too, and the operator is told, without the number', async () => {
    expect(await clinic.receive('+12025550177', 'I want to die', 'one')).toBe('crisis')
    expect(await clinic.receive('+12025550177', 'I want to die', 'one')).toBe('nobody')
    expect(await clinic.receive('+447400123456', 'I want to die')).toBe('nobody')
    expect(clinic.texts).toMatchObject([{ to: '+12025550177', body: expect.stringContaining('988') }])
    clinic.log.splice(1)
    expect(clinic.log).toEqual([
      { message: 'a message of self-harm came from a number that nobody has', fields: undefined },
    ])
  })

  test('is given to a number that nobody has when its other answers of the day are used up', async () => {
    const STRANGER = '+12025550177'
    await clinic.setOnCall('harbor', { phones: [STRANGER] })
    for (let one = 0; one < MAX_REPLIES_PER_DAY.help + 1; one += 1) await clinic.receive(STRANGER, 'HELP')
    expect(await clinic.receive(STRANGER, 'HELP')).toBe('nobody')
    expect(await clinic.receive(STRANGER, 'I want to die')).toBe('crisis')
    // Nor does it use up theirs.
    clinic.advance('P1D')
    for (let one = 0; one < 6; one += 1) await clinic.receive(STRANGER, 'I want to die')
    expect(await clinic.receive(STRANGER, 'HELP')).toBe('help')
  })

  test('is given to a number that nobody has so many times a day, and then the operator hears of it', async () => {
    const STRANGER = '+12025550177'
    const bound = 'messages of self-harm from one number are not answered any more'
    const ofFlood = () => clinic.log.filter(({ message }) => message === bound)
    const answers: unknown[] = []
    for (let one = 0; one < MAX_STRANGER_REPLIES_PER_DAY; one += 1)
      answers.push(await clinic.receive(STRANGER, 'I want to die'))
    expect(new Set(answers)).toEqual(new Set(['crisis']))
    expect(ofFlood()).toEqual([])
    expect(await clinic.receive(STRANGER, 'I want to die')).toBe('nobody')
    expect(ofFlood()).toEqual([{ message: bound, fields: undefined }])
    expect(clinic.texts).toHaveLength(MAX_STRANGER_REPLIES_PER_DAY)
    clinic.advance('P1D')
    expect(await clinic.receive(STRANGER, 'I want to die')).toBe('crisis')
  })
})

describe('an alert of self-harm', () => {
  const raise = async () => {
    const reply = await clinic.postJson(`${link}/${SELF_HARM_PLACE}`, { answer: '2' })
    expect(reply.status).toBe(200)
  }
  const texted = (to: string) => clinic.texts.filter((text) => text.to === to)

  test('is sent at once, by text and by mail, and again every 15 minutes until someone takes it', async () => {
    await clinic.setOnCall('harbor', { phones: [ON_CALL], emails: [MAIL] })
    await raise()
    await clinic.tick()
    await clinic.tick()
    expect(texted(ON_CALL)).toHaveLength(1)
    expect(clinic.mails).toMatchObject([{ to: MAIL, body: expect.stringContaining('/console') }])
    expect(JSON.stringify([...clinic.mails, texted(ON_CALL)[0]?.body])).not.toContain(participant)
    await tickFor(14)
    expect(texted(ON_CALL)).toHaveLength(1)
    await tickFor(3)
    expect(texted(ON_CALL)).toHaveLength(2)
    const path = `/api/studies/${STUDY}/participants/${participant}/alerts/baseline~phq-9~self-harm/acknowledge`
    const list = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/alerts`)
    const { alerts } = (await list.json()) as { alerts: { revision: number }[] }
    const body = { revision: alerts[0]?.revision }
    expect((await clinic.api('coordinator-harbor', 'POST', path, body)).status).toBe(200)
    await tickFor(60)
    expect(texted(ON_CALL)).toHaveLength(2)
  })

  test('goes to the study’s leads as well once a site has not taken it for an hour', async () => {
    await clinic.setOnCall('harbor', { phones: [ON_CALL] })
    await clinic.setLeadsOnCall({ phones: ['+12025550170'], emails: ['lead@example.org'] })
    await raise()
    await tickFor(59)
    expect([texted('+12025550170'), clinic.mails]).toEqual([[], []])
    await tickFor(5)
    expect(texted('+12025550170')).toHaveLength(1)
    expect(clinic.mails).toMatchObject([{ to: 'lead@example.org' }])
  })

  test('is reported to the operator once nobody has taken it for an hour, and not before', async () => {
    const isReported = () =>
      clinic.log.some(({ message }) => message === 'an alert is not acknowledged in time')
    await clinic.setOnCall('harbor', { phones: [ON_CALL] })
    await raise()
    await tickFor(59)
    expect(isReported()).toBe(false)
    await tickFor(5)
    expect(isReported()).toBe(true)
  })

  test('goes to the leads at once where nobody is on call, which is told to the operator', async () => {
    await clinic.setOnCall('harbor', { phones: [] })
    await clinic.setLeadsOnCall({ phones: ['+12025550170'] })
    await raise()
    await clinic.tick()
    await clinic.tick()
    expect(texted('+12025550170')).toHaveLength(1)
    expect(clinic.log.map(({ message }) => message)).toContain('nobody is on call for an alert')
    expect((await worklist()).onCall).toBe(0)
  })

  test('reaches the others where one number fails, and that one is tried again by itself', async () => {
    await clinic.setOnCall('harbor', { phones: [ON_CALL, '+12025550162'] })
    await raise()
    let calls = 0
    clinic.setTextService(async () => {
      calls += 1
      return calls === 1
        ? { kind: 'refused', cause: 'transient', code: 'ThrottlingException' }
        : { kind: 'sent', messageId: 'm' }
    })
    await tickFor(4)
    expect(texted(ON_CALL)).toHaveLength(1)
    expect(texted('+12025550162')).toHaveLength(1)
  })

  test('is not sent to someone who was taken off the list meanwhile', async () => {
    await clinic.setOnCall('harbor', { phones: [ON_CALL] })
    await raise()
    expect(await clinic.tick()).toEqual(['escalated'])
    await clinic.setOnCall('harbor', { phones: ['+12025550162'] })
    expect(await clinic.tick()).toEqual(['dropped'])
    expect(clinic.texts).toEqual([])
  })

  test('handed out twice begins one round', async () => {
    await clinic.setOnCall('harbor', { phones: [ON_CALL] })
    await raise()
    const due = { study: STUDY, site: 'harbor', participant, dueAt: START }
    const { escalateAlert } = await import('../../../functions/workflows/alerts/escalate-alert.ts')
    const twice = { kind: 'alert' as const, ...due, alert: 'baseline~phq-9~self-harm' }
    const results = await Promise.all([1, 2, 3].map(() => escalateAlert(clinic.deps, twice)))
    expect(results.sort()).toEqual(['escalated', 'nothing-due', 'nothing-due'])
    expect(await notices()).toHaveLength(1)
  })
})

describe('the lists', () => {
  test('of leads are a lead’s: a coordinator may neither read nor change them', async () => {
    const path = `/api/studies/${STUDY}/on-call`
    expect((await clinic.api('coordinator-harbor', 'GET', path)).status).toBe(403)
    expect((await clinic.api('coordinator-harbor', 'PUT', path, { phones: [] })).status).toBe(403)
    await clinic.setLeadsOnCall({ emails: ['Lead@Example.org', 'lead@example.org'] })
    const reply = await clinic.api('lead', 'GET', path)
    expect(await reply.json()).toEqual({ phones: [], emails: ['lead@example.org'], stopped: [] })
  })

  test('refuse what is no mail address', async () => {
    const body = { phones: [], emails: ['nobody'] }
    const path = `/api/studies/${STUDY}/sites/harbor/on-call`
    const reply = await clinic.api('coordinator-harbor', 'PUT', path, body)
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ errors: [{ pointer: '/emails/0' }] })
  })

  test('that is emptied is told to the operator', async () => {
    await clinic.setOnCall('harbor', { phones: [ON_CALL] })
    expect(clinic.log).toEqual([])
    await clinic.setOnCall('harbor', { phones: [] })
    expect(clinic.log.map(({ message }) => message)).toEqual(['a site has nobody on call'])
  })
})
