import { beforeEach, describe, expect, test } from 'vitest'
import { dueTextSchema } from '../../../functions/records/due/due.ts'
import { inboundSchema } from '../../../functions/records/message/message.ts'
import { findTextingStatus } from '../../../functions/records/phone/phone.ts'
import { receiveReply } from '../../../functions/workflows/texting/receive-reply.ts'
import { sendDueText } from '../../../functions/workflows/texting/send-invitation.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const START = '2026-03-02T15:00:00.000Z'
const PHONE = '+12025550123'

let clinic: Clinic
let participant: string

beforeEach(async () => {
  clinic = await openClinic(START)
  participant = await clinic.enrol('harbor', PHONE)
})

const alerts = async () =>
  (await clinic.tables.everything(clinic.tables.study)).filter(({ sk }) => String(sk).startsWith('ALERT#'))
const messages = async () =>
  (await clinic.tables.everything(clinic.tables.contacts)).filter(({ sk }) =>
    /^MESSAGE#(harbor|mesa)-/.test(String(sk)),
  )
const bodies = () => clinic.texts.map(({ body }) => body)

describe('after STOP', () => {
  test('no text goes out, the due one is suppressed as stopped, and one confirmation is sent', async () => {
    expect(await clinic.receive(PHONE, 'Stop.')).toBe('stopped')
    expect(await clinic.receive(PHONE, 'STOP')).toBe('no-reply')
    expect(await clinic.tick()).toEqual(['not-sent'])
    clinic.advance('P2D')
    expect(await clinic.tick()).toEqual(['not-sent'])
    expect(bodies()).toEqual([expect.stringContaining('You will get no more texts')])
    const chain = await clinic.readAudit(participant)
    expect(
      chain.filter(({ action }) => action === 'text.not-sent').map(({ about }) => about?.reason),
    ).toEqual(['stopped', 'stopped'])
  })

  test('it holds for everyone with the number, in every study and site', async () => {
    await clinic.enrol('mesa', PHONE)
    await clinic.receive(PHONE, 'quítenme de la lista')
    expect(await clinic.tick()).toEqual(['not-sent', 'not-sent'])
  })

  test('a STOP between the decision and the claim of a text is honoured', async () => {
    const deps = {
      ...clinic.sendDeps,
      findPhone: async (number: string) => {
        const phone = await clinic.sendDeps.findPhone(number)
        await clinic.receive(PHONE, 'STOP', 'the-same')
        return phone
      },
    }
    const due = {
      kind: 'text',
      study: STUDY,
      site: 'harbor',
      participant,
      timepoint: 'baseline',
      dueAt: START,
    }
    expect(await sendDueText(deps, dueTextSchema.parse(due))).toBe('not-sent')
    expect(bodies()).toEqual([expect.stringContaining('no more texts')])
  })

  test('one from a number that is nobody’s holds when it is enrolled later', async () => {
    expect(await clinic.receive('+12025550188', 'STOP')).toBe('nobody')
    await clinic.tick()
    await clinic.enrol('harbor', '+12025550188')
    expect(await clinic.tick()).toEqual(['not-sent'])
  })

  test('START brings the texts back; an older START that comes late does not', async () => {
    await clinic.receive(PHONE, 'STOP')
    const early = clinic.time.now
    clinic.advance('PT1M')
    expect(await clinic.receive(PHONE, 'START')).toBe('started')
    expect(await clinic.tick()).toEqual(['sent'])
    clinic.advance('PT1M')
    await clinic.receive(PHONE, 'STOP')
    const now = clinic.time.now
    clinic.time.now = early
    expect(await clinic.receive(PHONE, 'START')).toBe('no-reply')
    clinic.time.now = now
    clinic.advance('P2D')
    expect(await clinic.tick()).toEqual(['not-sent'])
  })

  test('START takes the number off the carrier’s opt-out list, before it brings texts; nothing else does', async () => {
    for (const body of ['STOP', 'HELP', 'thank you']) await clinic.receive(PHONE, body)
    expect(clinic.lifted).toEqual([])
    await clinic.receive(PHONE, 'START')
    expect(clinic.lifted).toEqual([PHONE])
  })

  test('START is recorded and confirmed though the carrier’s list cannot be changed, and an operator learns of it', async () => {
    await clinic.receive(PHONE, 'STOP')
    clinic.advance('PT1M')
    const optOuts = { lift: () => Promise.reject(new Error('once in 30 days')) }
    const text = {
      ...{ originationNumber: PHONE, messageBody: 'START', inboundMessageId: 'start-1' },
      receivedAt: clinic.time.now.toString(),
    }
    expect(await receiveReply({ ...clinic.deps, optOuts }, text)).toBe('started')
    expect(clinic.log.map(({ message }) => message)).toContain('an opt-out at the carrier is not lifted')
  })

  test('the same START delivered again after a STOP does nothing', async () => {
    await clinic.receive(PHONE, 'START', 'one')
    await clinic.receive(PHONE, 'STOP', 'two')
    expect(await clinic.receive(PHONE, 'START', 'one')).toBe('no-reply')
    expect(await clinic.tick()).toEqual(['not-sent'])
  })
})

describe('what is said is true', () => {
  test('START of one who has not agreed to texts is no promise of any: a person takes the consent down', async () => {
    const contact = `/api/studies/${STUDY}/participants/${participant}/contact`
    await clinic.apiConfirmed('coordinator-harbor', 'PATCH', contact, { smsConsent: false })
    expect(await clinic.receive(PHONE, 'START')).toBe('received')
    expect(bodies().at(-1)).not.toContain('You will get our texts again')
    expect(await messages()).toMatchObject([{ body: 'START', participant }])
    await clinic.apiConfirmed('coordinator-harbor', 'PATCH', contact, { smsConsent: true })
    expect(await clinic.receive(PHONE, 'START')).toBe('started')
    expect(await messages()).toHaveLength(1)
  })

  test.each([{ how: 'died' }, { how: 'withdrawn', reason: 'burden' }, { how: 'lost-to-follow-up' }])(
    'START from the phone of one whose participation has ended promises no texts, and a person reads it: %o',
    async (ended) => {
      clinic.advance('P1D')
      const path = `/api/studies/${STUDY}/participants/${participant}/disposition`
      const at = clinic.time.now.toString()
      expect((await clinic.apiConfirmed('coordinator-harbor', 'PUT', path, { ...ended, at })).status).toBe(
        200,
      )
      expect(await clinic.receive(PHONE, 'START')).toBe('received')
      expect(bodies().at(-1)).not.toContain('You will get our texts again')
      expect(await messages()).toMatchObject([{ body: 'START', participant }])
    },
  )

  test.each([{ how: 'died' }, { how: 'withdrawn', reason: 'burden' }])(
    'STOP from the phone of one whose participation has ended promises nothing of START, and nobody has to read it: %o',
    async (ended) => {
      clinic.advance('P1D')
      const path = `/api/studies/${STUDY}/participants/${participant}/disposition`
      const at = clinic.time.now.toString()
      await clinic.api('coordinator-harbor', 'PUT', path, { ...ended, at })
      expect(await clinic.receive(PHONE, 'STOP')).toBe('stopped')
      expect(bodies().at(-1)).toBe(
        'You will get no more texts from us. To talk to your clinic, call +1 202-555-0140. In an emergency call 911.',
      )
      expect(await messages()).toEqual([])
    },
  )

  test('STOP of one who has not agreed to texts, and a wrong number, are promised nothing of START either', async () => {
    const contact = `/api/studies/${STUDY}/participants/${participant}/contact`
    await clinic.receive(PHONE, 'Wrong number!')
    expect(bodies().at(-1)).not.toContain('START')
    await clinic.api('coordinator-harbor', 'PATCH', contact, { smsConsent: false, isReachable: true })
    await clinic.receive(PHONE, 'STOP')
    expect(bodies().at(-1)).toContain('You will get no more texts')
    expect(bodies().at(-1)).not.toContain('START')
  })

  test('where one of those who share a number still takes part, START is promised', async () => {
    await clinic.enrol('harbor', PHONE)
    const path = `/api/studies/${STUDY}/participants/${participant}/disposition`
    clinic.advance('P1D')
    const ended = { how: 'withdrawn', reason: 'burden', at: clinic.time.now.toString() }
    await clinic.api('coordinator-harbor', 'PUT', path, ended)
    await clinic.receive(PHONE, 'STOP')
    expect(bodies().at(-1)).toContain('Reply START')
  })

  test('STOP from a number that failed is confirmed, once', async () => {
    await clinic.receive(PHONE, 'Wrong number!')
    expect(await clinic.receive(PHONE, 'STOP')).toBe('stopped')
    expect(await clinic.receive(PHONE, 'STOP')).toBe('no-reply')
    expect(bodies().filter((body) => body.includes('no more texts'))).toHaveLength(2)
  })
})

describe('a phone on an on-call list', () => {
  const ON_CALL = '+12025550191'

  test.each(['STOP', 'START', 'HELP', 'hello'])(
    'of a number that is on none, %s is answered by nobody',
    async (body) => {
      expect(await clinic.receive('+12025550199', body)).toBe('nobody')
      expect(clinic.texts).toEqual([])
    },
  )

  test('is told what STOP and START do to its alerts, once each, in both languages', async () => {
    expect(await clinic.receive(ON_CALL, 'STOP', 'a')).toBe('stopped')
    expect(await clinic.receive(ON_CALL, 'STOP', 'a')).toBe('nobody')
    expect(await clinic.receive(ON_CALL, 'STOP', 'b')).toBe('nobody')
    clinic.advance('PT1M')
    expect(await clinic.receive(ON_CALL, 'START', 'c')).toBe('started')
    expect(clinic.texts).toMatchObject([
      { to: ON_CALL, body: expect.stringMatching(/no longer texted.*START.*ya no se envían/) },
      { to: ON_CALL, body: expect.stringMatching(/texted to this phone again.*STOP.*de nuevo/) },
    ])
  })

  test('of a lead is answered too, and what it says beside that is not', async () => {
    await clinic.setLeadsOnCall({ phones: ['+12025550198'] })
    expect(await clinic.receive('+12025550198', 'HELP')).toBe('help')
    expect(await clinic.receive('+12025550198', 'on my way')).toBe('nobody')
    expect(await clinic.receive('+12025550198', 'Stop')).toBe('stopped')
    expect(JSON.stringify(clinic.log)).not.toContain('2025550198')
  })
})

describe('a message', () => {
  test('that is unclear waits for a person, once, and is acknowledged once', async () => {
    expect(await clinic.receive(PHONE, 'Can you call me?', 'm1')).toBe('received')
    expect(await clinic.receive(PHONE, 'Can you call me?', 'm1')).toBe('no-reply')
    expect(await messages()).toMatchObject([{ body: 'Can you call me?', participant, isShared: false }])
    expect(clinic.texts).toHaveLength(1)
  })

  test('of thanks needs nobody', async () => {
    expect(await clinic.receive(PHONE, 'Thank you!')).toBe('no-reply')
    expect(await messages()).toEqual([])
  })

  test('HELP is answered with the clinic, its number and how to stop', async () => {
    await clinic.receive(PHONE, 'HELP')
    expect(bodies()[0]).toMatch(/Harbor Clinic.*202-555-0140.*STOP/)
  })

  test('that it is the wrong number ends the texts and is a task', async () => {
    expect(await clinic.receive(PHONE, 'Wrong number!')).toBe('stopped')
    expect(await clinic.tick()).toEqual(['not-sent'])
    expect(await messages()).toHaveLength(1)
  })

  test('that speaks of self-harm gets the crisis answer at three in the morning and raises an alert, once', async () => {
    clinic.time.now = clinic.time.now.add({ hours: 17 })
    await clinic.receive(PHONE, 'STOP')
    expect(await clinic.receive(PHONE, 'I want to die', 'm')).toBe('crisis')
    expect(await clinic.receive(PHONE, 'I want to die', 'm')).toBe('crisis')
    expect(await clinic.sendUrgent()).toEqual(['accepted', 'nothing-due'])
    expect(bodies().at(-1)).toContain('988')
    expect(await clinic.tick()).toContain('escalated')
    expect(await alerts()).toMatchObject([
      { participant, timepoint: null, rule: 'self-harm', state: 'open', site: 'harbor' },
    ])
    expect(await messages()).toHaveLength(1)
  })

  test('machines that answer each other fall silent; a cry for help is answered still', async () => {
    for (let n = 0; n < 9; n += 1) await clinic.receive(PHONE, `I am away until Monday ${n}`)
    expect(clinic.texts).toHaveLength(5)
    expect(await clinic.receive(PHONE, 'kill myself')).toBe('crisis')
    expect(await clinic.sendUrgent()).toEqual(['accepted'])
    expect(clinic.texts).toHaveLength(6)
  })

  test('leaves no word of it in the log, the audit chain or the Study table', async () => {
    await clinic.receive(PHONE, 'please ring my sister Zaphira')
    const everywhere = [
      clinic.log,
      await clinic.tables.everything(clinic.tables.study),
      await clinic.tables.everything(clinic.tables.audit),
    ]
    expect(JSON.stringify(everywhere)).not.toMatch(/Zaphira|2025550123/)
  })
})

describe('answers in a day', () => {
  test('that run out leave HELP, START and the end of texts answered', async () => {
    for (let time = 0; time < 5; time += 1)
      expect(await clinic.receive(PHONE, `my bus is late ${time}`)).toBe('received')
    expect(await clinic.receive(PHONE, 'and again')).toBe('no-reply')
    expect(await clinic.receive(PHONE, 'HELP')).toBe('help')
    expect(await clinic.receive(PHONE, 'STOP')).toBe('stopped')
    clinic.advance('PT1M')
    expect(await clinic.receive(PHONE, 'START')).toBe('started')
  })
})

describe('two hundred texts of one number', () => {
  test('that come at once get no more answers than a day has', async () => {
    const texts = Array.from({ length: 200 }, (_, n) => clinic.receive(PHONE, `my bus is late ${n}`))
    const results = await Promise.allSettled(texts)
    expect(clinic.texts.length).toBeLessThanOrEqual(5)
    expect(results.filter((one) => one.status === 'fulfilled' && one.value === 'received')).toHaveLength(
      clinic.texts.length,
    )
    expect((await clinic.sendDeps.findPhone(PHONE)).replies).toBe(clinic.texts.length)
  })

  test('that change their mind with each get twenty answers, and the last word holds', async () => {
    for (let n = 0; n < 100; n += 1) {
      await clinic.receive(PHONE, n % 2 === 0 ? 'STOP' : 'START')
      clinic.advance('PT1S')
    }
    expect(clinic.texts).toHaveLength(20)
    expect(await clinic.receive(PHONE, 'STOP')).toBe('no-reply')
    expect(findTextingStatus(await clinic.sendDeps.findPhone(PHONE))).toBe('stopped')
  })
})

describe('a message that is more than STOP', () => {
  test('ends the texts, and a person reads it; a bare one nobody has to', async () => {
    expect(await clinic.receive(PHONE, 'STOP. I moved away')).toBe('stopped')
    await clinic.receive(PHONE, 'stop')
    const kept = (await clinic.tables.everything(clinic.tables.contacts)).filter(
      ({ body }) => body !== undefined,
    )
    const forPerson = (is: boolean) => kept.filter((one) => one.isForPerson === is).map(({ body }) => body)
    expect([forPerson(true), forPerson(false)]).toEqual([['STOP. I moved away'], ['stop']])
  })

  test('and speaks of self-harm does both', async () => {
    expect(await clinic.receive(PHONE, 'STOP. I want to die')).toBe('crisis')
    expect(findTextingStatus(await clinic.sendDeps.findPhone(PHONE))).toBe('stopped')
  })
})

test('half of a character in a message is read as one that is not known', () => {
  const { messageBody } = inboundSchema.parse({
    ...{ originationNumber: PHONE, inboundMessageId: 'm', messageBody: 'help \ud800' },
  })
  expect(messageBody).toBe('help \ufffd')
})

describe('delivery events', () => {
  test('of texts that are not to participants, or say nothing final, change nothing', async () => {
    await clinic.tick()
    expect(await clinic.deliver('TEXT_QUEUED')).toBe('not-final')
    expect(await clinic.deliver('TEXT_DELIVERED', { to: PHONE, body: '', context: {} })).toBe('not-ours')
  })

  test('delivered stays delivered, whatever comes later or twice', async () => {
    await clinic.tick()
    expect(await clinic.deliver('TEXT_DELIVERED')).toBe('delivered')
    clinic.advance('PT1S')
    expect(await clinic.deliver('TEXT_DELIVERED')).toBe('known')
    expect(await clinic.deliver('TEXT_INVALID')).toBe('known')
  })

  test('a text that was left unknown is known by its event', async () => {
    clinic.setTextService(() => Promise.reject(new Error('lost')))
    expect(await clinic.tick()).toEqual(['unknown'])
    const context = { study: STUDY, site: 'harbor', participant, timepoint: 'baseline', attempt: '1' }
    expect(await clinic.deliver('TEXT_DELIVERED', { to: PHONE, body: '', context })).toBe('delivered')
  })

  test('three hard failures in a row end the texts; the same one told twice counts once', async () => {
    for (let time = 0; time < 3; time += 1) {
      const other = await clinic.enrol('harbor', PHONE)
      expect(other).not.toBe(participant)
      await clinic.tick()
      const text = clinic.texts.at(-1)
      expect(await clinic.deliver('TEXT_INVALID', text)).toBe('undelivered')
      expect(await clinic.deliver('TEXT_INVALID', text)).toBe('known')
    }
    expect(await clinic.sendDeps.findPhone(PHONE)).toMatchObject({
      hardFailures: 3,
      unreachableReason: 'undeliverable',
    })
    await clinic.enrol('harbor', PHONE)
    expect(await clinic.tick()).toEqual(['not-sent'])
  })

  test('a delivery between two failures starts the count anew; a phone that was off does not count', async () => {
    await clinic.tick()
    await clinic.deliver('TEXT_TTL_EXPIRED')
    expect((await clinic.sendDeps.findPhone(PHONE)).hardFailures).toBe(0)
    await clinic.enrol('harbor', PHONE)
    await clinic.tick()
    await clinic.deliver('TEXT_UNREACHABLE')
    await clinic.enrol('harbor', PHONE)
    await clinic.tick()
    await clinic.deliver('TEXT_DELIVERED')
    expect((await clinic.sendDeps.findPhone(PHONE)).hardFailures).toBe(0)
  })
})
