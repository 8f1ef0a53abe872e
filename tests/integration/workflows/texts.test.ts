import { beforeEach, describe, expect, test } from 'vitest'
import type { ParticipantScope } from '../../../functions/platform/core/scope.ts'
import type { Due, DueText } from '../../../functions/records/due/due.ts'
import { deriveShard } from '../../../functions/records/due/due-shard.ts'
import { findTextingStatus } from '../../../functions/records/phone/phone.ts'
import { handleDue } from '../../../functions/workflows/texting/handle-due.ts'
import { openDue } from '../../../functions/workflows/texting/open-due.ts'
import { sendDueText } from '../../../functions/workflows/texting/send-invitation.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/** Ten o'clock in the morning at Harbor Clinic. */
const START = '2026-03-02T15:00:00.000Z'
const PHONE = '+12025550123'

let clinic: Clinic
let participant: string

beforeEach(async () => {
  clinic = await openClinic(START)
  participant = await clinic.enrol('harbor', PHONE)
})

const due = (dueAt = START, of = participant): DueText => ({
  kind: 'text',
  study: STUDY,
  site: 'harbor',
  participant: of,
  timepoint: 'baseline',
  dueAt,
})
const invitations = async (of = participant) =>
  (await clinic.deps.textPlans.listHistory(clinic.participantScope('harbor', of))).flatMap(({ attempts }) =>
    attempts.map((one, index) => ({ ...one, attempt: index + 1 })),
  )
const audited = async (of = participant) => {
  const entries = await clinic.readAudit(of)
  return entries.map(({ action, about }) => (about?.reason ? `${action}: ${about.reason}` : action))
}
const advanceAndTick = (duration: string) => {
  clinic.advance(duration)
  return clinic.tick()
}
const submit = async () =>
  expect((await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })).status).toBe(
    200,
  )

describe('a due text is not sent', () => {
  test('to one who has not agreed to texts; why is kept', async () => {
    const body = { site: 'harbor', phone: '+12025550177', locale: 'en', smsConsent: false }
    const reply = await clinic.postEnrolment(body)
    const { participant: silent } = (await reply.json()) as { participant: string }
    expect((await clinic.tick()).sort()).toEqual(['not-sent', 'sent'])
    expect(clinic.texts.map(({ to }) => to)).toEqual([PHONE])
    expect(await invitations(silent)).toEqual([])
    expect((await advanceAndTick('P2D')).sort()).toEqual(['not-sent', 'sent'])
    expect(await clinic.tick()).toEqual([])
    expect(await audited(silent)).toEqual([
      'participant.enrolled',
      'text.not-sent: no-consent',
      'text.not-sent: no-consent',
    ])
  })

  test.each([
    ['while the reminder is still to come', 'P1D', 1],
    // What is overdue is a person's task.
    ['after the whole plan has gone by', 'P3D', 0],
  ])(
    'until consent is given later, %s: then the invitation goes out, not the reminder',
    async (_, later, reminders) => {
      const body = { site: 'harbor', phone: '+12025550177', locale: 'en', smsConsent: false }
      const reply = await clinic.postEnrolment(body)
      const { participant: silent } = (await reply.json()) as { participant: string }
      const own = () => clinic.texts.filter(({ to }) => to === '+12025550177').map(({ body }) => body)
      await clinic.tick()
      await advanceAndTick(later)
      expect(own()).toEqual([])
      const consent = { smsConsent: true }
      const contact = `/api/studies/${STUDY}/participants/${silent}/contact`
      expect((await clinic.api('coordinator-harbor', 'PATCH', contact, consent)).status).toBe(200)
      await clinic.tick()
      expect(own()).toEqual([expect.stringMatching(/^Your clinic has/)])
      // Said twice it changes nothing.
      await clinic.api('coordinator-harbor', 'PATCH', contact, { ...consent, isReachable: true })
      await clinic.tick()
      expect(own()).toHaveLength(1)
      await advanceAndTick('P1D')
      expect(own()).toHaveLength(1)
      await advanceAndTick('P1D')
      expect(own().slice(1)).toEqual(
        Array.from({ length: reminders }, () => expect.stringMatching(/^A reminder from your clinic/)),
      )
    },
  )

  test('until START after a STOP that came before the invitation: then the invitation goes out', async () => {
    await clinic.receive(PHONE, 'STOP')
    await clinic.tick()
    await advanceAndTick('P3D')
    const before = clinic.texts.length
    clinic.advance('PT1M')
    expect(await clinic.receive(PHONE, 'START')).toBe('started')
    await clinic.tick()
    expect(clinic.texts.slice(before + 1).map(({ body }) => body)).toEqual([
      expect.stringMatching(/^Your clinic has/),
    ])
  })

  test('to one whose contact is gone', async () => {
    clinic.sendDeps = { ...clinic.sendDeps, findContact: async () => undefined }
    expect(await sendDueText(clinic.sendDeps, due())).toBe('not-sent')
    expect(await audited()).toEqual(['participant.enrolled', 'text.not-sent: no-contact'])
  })

  test('to a number or without a consent that was changed between the decision and the claim', async () => {
    const contact = `/api/studies/${STUDY}/participants/${participant}/contact`
    const { reserveText: take } = clinic.deps.dailyLimit
    const change = async (body: object) => {
      clinic.deps.dailyLimit.reserveText = async (...given) => {
        const isWithin = await take(...given)
        clinic.deps.dailyLimit.reserveText = take
        await clinic.api('coordinator-harbor', 'PATCH', contact, body)
        return isWithin
      }
    }
    await change({ phone: '+12025550177' })
    expect(await clinic.tick()).toEqual(['sent'])
    expect(clinic.texts.map(({ to }) => to)).toEqual(['+12025550177'])
    await change({ smsConsent: false })
    expect(await advanceAndTick('P2D')).toEqual(['not-sent'])
    expect(clinic.texts).toHaveLength(1)
    expect(await audited()).toContain('text.not-sent: no-consent')
  })

  test('when the window has closed meanwhile', async () => {
    // The end of day 14, midnight EDT; the clocks have gone forward on the 8th.
    clinic.time.now = clinic.time.now.add({ hours: 14 * 24 + 13 })
    expect(await clinic.tick()).toEqual(['not-sent'])
    expect(await clinic.tick()).toEqual([])
    expect(clinic.texts).toEqual([])
    expect(await audited()).toEqual(['participant.enrolled', 'text.not-sent: window-closed'])
  })

  test('as a reminder to one who has completed, not even from a message that was queued before', async () => {
    await clinic.tick()
    await submit()
    expect(await advanceAndTick('P3D')).toEqual(['nothing-due'])
    expect(await sendDueText(clinic.sendDeps, due('2026-03-04T15:00:00.000Z'))).toBe('nothing-due')
    expect(await clinic.tick()).toEqual([])
    expect(clinic.texts).toHaveLength(1)
  })

  test('before it is due, and never for what does not exist', async () => {
    await clinic.tick()
    clinic.time.now = clinic.time.now.add({ hours: 48 }).subtract({ milliseconds: 1 })
    expect(await sendDueText(clinic.sendDeps, due('2026-03-04T15:00:00.000Z'))).toBe('nothing-due')
    expect(await sendDueText(clinic.sendDeps, due(START, 'harbor-00000000'))).toBe('nothing-due')
    expect(clinic.texts).toHaveLength(1)
  })

  test('when a newer one is due too, as after an outage: the newest goes out alone, as the invitation it is', async () => {
    expect(await advanceAndTick('P3D')).toEqual(['not-sent'])
    expect(await clinic.tick()).toEqual(['sent'])
    expect(await clinic.tick()).toEqual([])
    expect(clinic.texts.map(({ body }) => body)).toEqual([expect.stringContaining('some short questions')])
    expect(await audited()).toContain('text.not-sent: overtaken')
  })
})

describe('a due text is sent once', () => {
  test('at enrolment, to the number given, with the link; claimed, sent and audited', async () => {
    expect(await clinic.tick()).toEqual(['sent'])
    expect(clinic.texts).toEqual([
      {
        to: PHONE,
        context: expect.anything(),
        body: `Your clinic has some short questions for you, about 3 minutes: https://concord.example${clinic.newestLink()} Reply STOP to end texts.`,
      },
    ])
    expect((await clinic.page(clinic.newestLink())).status).toBe(200)
    expect(await invitations()).toMatchObject([
      {
        attempt: 1,
        text: 'invitation',
        state: 'sent',
        claimedAt: START,
        sentAt: START,
        messageId: expect.any(String),
      },
    ])
    expect(await audited()).toEqual(['participant.enrolled', 'text.claimed'])
  })

  test('by two ticks in a row', async () => {
    expect([...(await clinic.tick()), ...(await clinic.tick())]).toEqual(['sent'])
    expect(clinic.texts).toHaveLength(1)
  })

  test('when the same message is handled twice', async () => {
    expect(await sendDueText(clinic.sendDeps, due())).toBe('sent')
    expect(await sendDueText(clinic.sendDeps, due())).toBe('nothing-due')
    expect(clinic.texts).toHaveLength(1)
  })

  test('when the same message is handled eight times at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => sendDueText(clinic.sendDeps, due())))
    expect(results.filter((result) => result === 'sent')).toHaveLength(1)
    expect(results.filter((result) => result === 'nothing-due')).toHaveLength(7)
    expect(clinic.texts).toHaveLength(1)
    expect(await audited()).toEqual(['participant.enrolled', 'text.claimed'])
  })

  test('never to a number that was changed, or without consent that was taken back, while it was being made', async () => {
    const changing = {
      ...clinic.sendDeps,
      dailyLimit: {
        ...clinic.sendDeps.dailyLimit,
        async reserveText(...limit: Parameters<typeof clinic.sendDeps.dailyLimit.reserveText>) {
          const contact = `/api/studies/${STUDY}/participants/${participant}/contact`
          await clinic.api('coordinator-harbor', 'PATCH', contact, {
            phone: '+12025550199',
            smsConsent: false,
          })
          return clinic.sendDeps.dailyLimit.reserveText(...limit)
        },
      },
    }
    expect(await sendDueText(changing, due())).toBe('not-sent')
    expect(clinic.texts).toEqual([])
  })

  test('with one reminder after it, with the same link', async () => {
    await clinic.tick()
    const link = clinic.newestLink()
    expect(await advanceAndTick('P2D')).toEqual(['sent'])
    expect(clinic.texts[1]?.body).toMatch(/^A reminder from your clinic/)
    expect(clinic.newestLink()).toBe(link)
    expect(await advanceAndTick('P5D')).toEqual([])
    expect(clinic.texts).toHaveLength(2)
    expect((await invitations()).map(({ text }) => text)).toEqual(['invitation', 'reminder'])
  })
})

describe('texting hours', () => {
  test('the first text goes out at night, for the participant waits for it; the reminder waits for the morning', async () => {
    const night = await openClinic('2026-03-03T02:00:00.000Z')
    await night.enrol()
    expect(await night.tick()).toEqual(['sent'])
    night.advance('P2D')
    expect(await night.tick()).toEqual(['waiting'])
    night.time.now = night.time.now.add({ hours: 12 }).subtract({ milliseconds: 1 })
    expect(await night.tick()).toEqual([])
    night.time.now = night.time.now.add({ milliseconds: 1 })
    expect(await night.tick()).toEqual(['sent'])
    expect(night.texts).toHaveLength(2)
  })
})

describe('the sending service', () => {
  test('refuses for good: recorded as failed, not tried again', async () => {
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'recipient', code: 'ValidationException' }))
    expect(await clinic.tick()).toEqual(['refused'])
    expect(await advanceAndTick('PT1H')).toEqual([])
    expect(await invitations()).toMatchObject([{ state: 'failed', failure: 'ValidationException' }])
    expect(await audited()).toEqual([
      'participant.enrolled',
      'text.claimed',
      'text.failed: ValidationException',
    ])
  })

  test('is busy: the same text is tried again a minute or two later', async () => {
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'transient', code: 'ThrottlingException' }))
    expect(await clinic.tick()).toEqual(['refused'])
    expect(await advanceAndTick('PT59S')).toEqual([])
    clinic.setTextService(async () => ({ kind: 'sent', messageId: 'second-try' }))
    expect(await advanceAndTick('PT61S')).toEqual(['sent'])
    expect(await invitations()).toMatchObject([
      { attempt: 1, text: 'invitation', state: 'failed', failure: 'ThrottlingException' },
      { attempt: 2, text: 'invitation', state: 'sent', messageId: 'second-try' },
    ])
    expect(clinic.texts[0]?.body).toContain('some short questions')
  })

  test('is busy while the survey is submitted: the text is not tried again', async () => {
    await clinic.tick()
    clinic.setTextService(async () => {
      await submit()
      return { kind: 'refused', cause: 'transient', code: 'ThrottlingException' }
    })
    expect(await advanceAndTick('P2D')).toEqual(['refused'])
    expect(await advanceAndTick('P1D')).toEqual(['nothing-due'])
    expect(await invitations()).toMatchObject([
      { state: 'sent' },
      { attempt: 2, state: 'failed', failure: 'ThrottlingException' },
    ])
    expect(await audited()).toContain('text.failed: ThrottlingException')
  })

  test('is busy for a day: the invitation is tried ever less often, and nothing of the plan is used up', async () => {
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'transient', code: 'ThrottlingException' }))
    await clinic.tick()
    for (let minute = 0; minute < 23 * 60; minute += 1) await advanceAndTick('PT1M')
    const refused = await invitations()
    // 1, 2, 4, 8, 15 and 30 minutes, then hours, each up to twice as long; the night has none.
    expect(refused.length).toBeGreaterThanOrEqual(9)
    expect(refused.length).toBeLessThanOrEqual(20)
    expect(clinic.log.filter(({ message }) => message === 'a text is refused again and again')).toHaveLength(
      refused.length - 5,
    )
    clinic.setTextService(async () => ({ kind: 'sent', messageId: 'invitation' }))
    expect(await advanceAndTick('PT3H')).toEqual(['sent'])
    expect((await invitations()).at(-1)).toMatchObject({ text: 'invitation', state: 'sent' })
    expect(await advanceAndTick('P2D')).toEqual(['sent'])
    expect((await invitations()).at(-1)).toMatchObject({ text: 'reminder', state: 'sent' })
  })

  test('is busy until the reminder is due: that is the invitation then', async () => {
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'transient', code: 'ThrottlingException' }))
    await clinic.tick()
    clinic.setTextService(async () => ({ kind: 'sent', messageId: 'invitation' }))
    expect(await advanceAndTick('P3D')).toEqual(['not-sent'])
    expect(await clinic.tick()).toEqual(['sent'])
    expect((await invitations()).at(-1)).toMatchObject({ text: 'invitation', state: 'sent' })
  })

  test('gives no text of the day away that it refuses: the site may still send as many', async () => {
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'transient', code: 'ThrottlingException' }))
    await clinic.tick()
    const items = await clinic.tables.everything(clinic.tables.study)
    expect(items.filter(({ pk }) => String(pk).startsWith('TEXTS#'))).toMatchObject([{ taken: 0 }])
  })

  test('says that the number opted out: that is a STOP, until a START comes', async () => {
    clinic.setTextService(async () => ({
      ...{ kind: 'refused', cause: 'recipient', code: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' },
    }))
    expect(await clinic.tick()).toEqual(['refused'])
    expect(findTextingStatus(await clinic.deps.findPhone(PHONE))).toBe('stopped')
    clinic.setTextService(async () => ({ kind: 'sent', messageId: 'again' }))
    expect(await advanceAndTick('P2D')).toEqual(['not-sent'])
    await clinic.receive(PHONE, 'START')
    expect(await advanceAndTick('PT1M')).toEqual(['sent'])
    expect((await invitations()).at(-1)).toMatchObject({ text: 'invitation', state: 'sent' })
  })

  test('says that the number opted out to a text from before a START: the START stands', async () => {
    clinic.setTextService(async () => {
      clinic.advance('PT1S')
      clinic.setTextService(async () => ({ kind: 'sent', messageId: 'started' }))
      await clinic.receive(PHONE, 'START')
      return { kind: 'refused', cause: 'recipient', code: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }
    })
    expect(await clinic.tick()).toEqual(['refused'])
    expect(findTextingStatus(await clinic.deps.findPhone(PHONE))).toBe('yes')
  })

  test('is busy at the last reminder: it is tried again as well', async () => {
    await clinic.tick()
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'transient', code: 'ThrottlingException' }))
    expect(await advanceAndTick('P2D')).toEqual(['refused'])
    clinic.setTextService(async () => ({ kind: 'sent', messageId: 'reminder' }))
    expect(await advanceAndTick('PT2M')).toEqual(['sent'])
    expect((await invitations()).map(({ text, state }) => `${text} ${state}`)).toEqual([
      'invitation sent',
      'reminder failed',
      'reminder sent',
    ])
    expect(await advanceAndTick('P1D')).toEqual([])
  })

  test('fails after it may have sent: the text stays claimed and is not sent again; the reminder comes', async () => {
    clinic.setTextService(() => Promise.reject(new TypeError(`the reply for ${PHONE} was lost`)))
    expect(await clinic.tick()).toEqual(['unknown'])
    expect(await invitations()).toMatchObject([{ state: 'claimed' }])
    clinic.setTextService(async () => ({ kind: 'sent', messageId: 'reminder' }))
    expect(await advanceAndTick('PT1H')).toEqual([])
    expect(await sendDueText(clinic.sendDeps, due())).toBe('nothing-due')
    expect(await advanceAndTick('P2D')).toEqual(['sent'])
    expect((await invitations()).map(({ text, state }) => `${text} ${state}`)).toEqual([
      'invitation claimed',
      'reminder sent',
    ])
    expect(clinic.log).toEqual([
      {
        message: 'a text is left unknown',
        fields: expect.objectContaining({ study: STUDY, site: 'harbor', attempt: 1, errorName: 'TypeError' }),
      },
    ])
  })
})

describe('a crash', () => {
  test('between claim and sending leaves it claimed: no text, and none when the message comes again', async () => {
    const dying = {
      ...clinic.sendDeps,
      texts: {
        send: () => {
          throw new Error('killed')
        },
      },
    }
    await expect(sendDueText(dying, due())).rejects.toThrow('killed')
    expect(await sendDueText(clinic.sendDeps, due())).toBe('nothing-due')
    expect(clinic.texts).toEqual([])
    expect(await invitations()).toMatchObject([{ state: 'claimed' }])
    expect(await audited()).toEqual(['participant.enrolled', 'text.claimed'])
  })

  test('between sending and recording leaves it claimed: one text, and no second when the message comes again', async () => {
    const dying = {
      ...clinic.sendDeps,
      textPlans: {
        ...clinic.sendDeps.textPlans,
        recordSent: () => Promise.reject(new Error('killed')),
      },
    }
    await expect(sendDueText(dying, due())).rejects.toThrow('killed')
    expect(await sendDueText(clinic.sendDeps, due())).toBe('nothing-due')
    expect(clinic.texts).toHaveLength(1)
    expect(await invitations()).toMatchObject([{ state: 'claimed' }])
  })

  test('before the claim leaves nothing: the message that comes again sends it', async () => {
    const dying = { ...clinic.sendDeps, findContact: () => Promise.reject(new Error('killed')) }
    await expect(sendDueText(dying, due())).rejects.toThrow('killed')
    expect(await sendDueText(clinic.sendDeps, due())).toBe('sent')
    expect(clinic.texts).toHaveLength(1)
  })
})

describe('what a text says', () => {
  const { definition } = openShippedLibrary().findStudy(STUDY) ?? { definition: undefined }

  test('names neither study, site, drug, condition nor questionnaire', async () => {
    await clinic.tick()
    await advanceAndTick('P2D')
    const words = [definition?.title, ...(definition?.sites ?? []).map(({ name }) => name)].join(' ')
    const telling = new Set(words.toLowerCase().match(/[a-z]{3,}/g))
    for (const common of ['clinic']) telling.delete(common)
    for (const { body } of clinic.texts) {
      const said = body.replace(/https:\S+/, '').toLowerCase()
      for (const word of telling) expect(said).not.toContain(word)
      expect(said).not.toMatch(/pain|depress|mood|sleep|phq|peg|drug|treatment|study|research|patient/)
    }
    expect(telling).toContain('ketamine')
    expect(clinic.texts).toHaveLength(2)
  })

  test('is plain GSM-7, the invitation one segment (160), the reminder at most two (153 each)', async () => {
    await clinic.tick()
    await advanceAndTick('P2D')
    const [invitation, reminder] = clinic.texts.map(({ body }) => body)
    for (const body of [invitation, reminder]) expect(body).toMatch(/^[A-Za-z0-9 .,:/?!'-]+$/)
    expect(invitation?.length).toBeLessThanOrEqual(160)
    expect(reminder?.length).toBeLessThanOrEqual(2 * 153)
  })

  test('neither the number nor the token is in a log entry or in the study and audit tables', async () => {
    await clinic.tick()
    clinic.setTextService(() => Promise.reject(new Error(PHONE)))
    await advanceAndTick('P2D')
    const token = clinic.newestLink().replace('/s/', '')
    const written = JSON.stringify([
      clinic.log,
      await clinic.tables.everything(clinic.tables.study),
      await clinic.tables.everything(clinic.tables.audit),
    ])
    expect(clinic.log).not.toEqual([])
    expect(token).toMatch(/^\w{22}$/)
    expect(written).not.toContain(token)
    expect(written).not.toContain(PHONE.slice(2))
  })
})

describe('a batch from the queue', () => {
  const record = (messageId: string, group: string, body: unknown) => ({
    messageId,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    receiptHandle: '',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: group,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  })
  const listFailures = async (...Records: ReturnType<typeof record>[]) =>
    (await handleDue(clinic.sendDeps, { Records })).batchItemFailures
      .map(({ itemIdentifier }) => itemIdentifier)
      .sort()

  test('reports what failed and what stands behind it in its group; other groups go on', async () => {
    expect(
      await listFailures(
        record('a1', 'unknown', '[]'),
        record('b1', participant, due()),
        record('a2', 'unknown', due()),
        record('c1', 'third', due()),
        record('c2', 'third', '{"study":'),
        record('c3', 'third', due()),
      ),
    ).toEqual(['a1', 'a2', 'c2', 'c3'])
    expect(clinic.texts).toHaveLength(1)
    expect(clinic.log.map(({ fields }) => fields?.errorName)).toEqual(['$ZodError', 'SyntaxError'])
  })

  test('has nothing to do for one who was erased since it was queued', async () => {
    expect(await listFailures(record('a1', 'erased', due(START, 'harbor-00000000')))).toEqual([])
  })

  describe('that fails again and again', () => {
    const failing = () => ({
      ...clinic.sendDeps,
      findContact: async (scope: ParticipantScope) => {
        if (scope.participant === participant) throw new Error('cannot be read')
        return clinic.sendDeps.findContact(scope)
      },
    })
    const handle = async (receives: number, ...bodies: DueText[]) => {
      const Records = bodies.map((body, at) => record(`m${at}`, 'one group', body))
      for (const { attributes } of Records) attributes.ApproximateReceiveCount = String(receives)
      return (await handleDue(failing(), { Records })).batchItemFailures.map((each) => each.itemIdentifier)
    }
    const queued = async () => {
      const added: Due[] = []
      const queue = { add: async (due: readonly Due[]) => void added.push(...due) }
      await openDue({ ...clinic.deps, queue, urgent: queue, erasureQueue: queue })
      return added.map((each) => each.participant)
    }

    test('stays due, and what stands behind it waits, until its last try', async () => {
      const other = await clinic.enrol('harbor', '+12025550124')
      expect(await handle(4, due(), due(START, other))).toEqual(['m0', 'm1'])
      expect((await queued()).sort()).toEqual([participant, other].sort())
    })

    test('is parked at its last try: what stands behind it goes on, and no tick queues it again', async () => {
      const other = await clinic.enrol('harbor', '+12025550124')
      expect(await handle(5, due(), due(START, other))).toEqual(['m0'])
      expect(clinic.texts.map(({ to }) => to)).toEqual(['+12025550124'])
      expect(await queued()).toEqual([])
    })

    test('is sent when its dead letter is handled again, once the cause is gone', async () => {
      await handle(5, due())
      expect(await sendDueText(clinic.sendDeps, due())).toBe('sent')
      clinic.advance('P2D')
      expect(await queued()).toEqual([participant])
    })
  })

  test('refuses a message with a member that it does not know', async () => {
    expect(await listFailures(record('a1', participant, { ...due(), phone: PHONE }))).toEqual(['a1'])
    expect(clinic.texts).toEqual([])
  })

  test('reports nothing when all went well, or when there was nothing to do', async () => {
    expect(await listFailures(record('a1', participant, due()), record('a2', participant, due()))).toEqual([])
    expect(clinic.texts).toHaveLength(1)
  })
})

describe('a tick', () => {
  const queued: Due[] = []
  const tick = () => {
    queued.length = 0
    return openDue({ ...clinic.deps, queue: { add: async (texts) => void queued.push(...texts) } })
  }

  test('queues what is due and says when the next text will be', async () => {
    expect(await tick()).toEqual({ enqueued: 1, nextDueAt: null })
    expect(queued).toEqual([due()])
    await clinic.tick()
    expect(await tick()).toEqual({ enqueued: 0, nextDueAt: '2026-03-04T15:00:00.000Z' })
    await submit()
    // The plan of what is completed ends when its next text would have been due.
    clinic.advance('P2D')
    expect(await clinic.tick()).toEqual(['nothing-due'])
    expect(await tick()).toEqual({ enqueued: 0, nextDueAt: null })
  })

  test('queues so many texts of a shard, oldest first, and leaves the others to the next tick; what is urgent is all queued', async () => {
    for (let minute = 1; minute <= 3; minute += 1) {
      clinic.advance('PT1M')
      await clinic.enrol('harbor', `+1202555010${minute}`)
    }
    await clinic.receive(PHONE, 'I want to die')
    const texts: Due[] = []
    const urgent: Due[] = []
    const deps = {
      ...{ ...clinic.deps, textsPerShard: 0 },
      queue: { add: async (some: readonly Due[]) => void texts.push(...some) },
      urgent: { add: async (some: readonly Due[]) => void urgent.push(...some) },
    }
    expect((await openDue(deps)).enqueued).toBe(urgent.length)
    expect(texts).toEqual([])
    expect(new Set(urgent.map(({ kind }) => kind))).toEqual(new Set(['alert', 'notice']))
    await openDue({ ...deps, textsPerShard: 1 })
    const shards = texts.map((one) => deriveShard(one.participant))
    expect(new Set(shards).size).toBe(shards.length)
    expect(texts.length).toBeGreaterThan(0)
    const rounds = [texts.length]
    while (rounds.at(-1) !== 0) rounds.push((await clinic.tick()).length)
    expect(clinic.texts.filter(({ body }) => body.includes('some short questions'))).toHaveLength(4)
  })

  test('names the earliest of several', async () => {
    for (let minute = 1; minute <= 4; minute += 1) {
      clinic.advance('PT1M')
      await clinic.enrol('harbor', `+1202555010${minute}`)
    }
    expect((await tick()).enqueued).toBe(5)
    await clinic.tick()
    expect(await tick()).toEqual({ enqueued: 0, nextDueAt: '2026-03-04T15:00:00.000Z' })
  })

  test('changes nothing when the queue takes nothing: the next one finds the same', async () => {
    const failing = { add: () => Promise.reject(new Error('refused')) }
    await expect(openDue({ ...clinic.deps, queue: failing })).rejects.toThrow('refused')
    expect(await tick()).toMatchObject({ enqueued: 1 })
  })
})
