import { beforeEach, describe, expect, test } from 'vitest'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const PHONE = '+12025550123'
const OF_STUDY = `/api/studies/${STUDY}`

let clinic: Clinic
let participant: string

const newest = () => clinic.texts.at(-1)?.body ?? ''
const say = async (body: string, id?: string) => [await clinic.receive(PHONE, body, id), newest()] as const
const response = async () => (await clinic.readSurvey(participant, 'week-1'))?.response

async function enrolForTexts() {
  participant = await clinic.enrol('harbor', PHONE, { channel: 'text' })
}

/** To the morning on which week 1 opens. */
async function toWeekOne() {
  await recordTreatment()
  for (let day = 0; day < 9 && (day === 0 || !newest().includes('Reply GO')); day += 1) {
    clinic.advance('P1D')
    await clinic.tick()
  }
}

async function recordTreatment() {
  const of = `${OF_STUDY}/participants/${participant}/treatments`
  const given = { kind: 'ketamine-infusion', givenAt: clinic.time.now.toString() }
  const reply = await clinic.api('coordinator-harbor', 'POST', of, given)
  if (reply.status !== 201) throw new Error(`treatment answered ${reply.status}`)
}

beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00.000Z')
  await enrolForTexts()
  await clinic.tick()
})

describe('what is not marked as safe to text goes by link, whatever was chosen', () => {
  test('GO begins nothing', async () => {
    expect(newest()).toMatch(/concord\.example\/s\//)
    expect(await clinic.receive(PHONE, 'GO')).toBe('received')
  })

  test('a link that is sent to someone who chose replies says why, and so does its reminder', async () => {
    expect(newest()).toMatch(/questions for you that cannot be answered by text.*concord\.example\/s\//)
    clinic.advance('P2D')
    await clinic.tick()
    expect(clinic.texts).toHaveLength(2)
    expect(newest()).toMatch(/They cannot be answered by text, so please use this link: https/)
  })

  test('a link to one who chose links says nothing of replies', async () => {
    await clinic.enrol('harbor', '+12025550177')
    await clinic.tick()
    expect(newest()).toMatch(/concord\.example\/s\//)
    expect(newest()).not.toMatch(/answered by text/)
  })
})

describe('the questions that may be texted', () => {
  beforeEach(async () => {
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    await toWeekOne()
  })

  test('are announced without a link and without a word of what they are about', () => {
    expect(newest()).toMatch(/^Your clinic has some short questions for you, about .* Reply GO/)
    expect(newest()).not.toMatch(/https|pain/i)
  })

  test.each(['7', 'seven', '7 or 8', 'thanks', 'UNDO'])(
    '%s before GO answers nothing, and is told how to begin',
    async (early) => {
      expect(await say(early)).toEqual(['asked', expect.stringMatching(/Reply GO to go on/)])
      expect(await response()).toBeUndefined()
      expect((await say('GO'))[1]).toMatch(/^1\/7/)
    },
  )

  test('what is not about the questions goes to a person before GO', async () => {
    expect(await clinic.receive(PHONE, 'I will be away next week')).toBe('received')
  })

  test('come one by one, are saved one by one, and end with thanks and one submitted response', async () => {
    const asked: string[] = []
    for (const answer of ['GO', '7', '6', '7', '8', '3', '4', '2']) {
      const [kind, text] = await say(answer)
      expect(kind).toBe('asked')
      asked.push(text)
    }
    expect(asked[0]).toBe(
      '1/7 What number best describes your pain on average in the past week:\n0 No pain, 10 Pain as bad as you can imagine',
    )
    expect(asked[5]).toBe(
      '6/7 In general, would you say your health is:\n1 Excellent\n2 Very good\n3 Good\n4 Fair\n5 Poor',
    )
    expect(asked.at(-1)).toMatch(/^Thank you\. Your answers have reached your clinic\./)
    expect(await response()).toMatchObject({
      ...{ state: 'submitted', provenances: new Set(['self/text']) },
      answers: {
        'peg/pain': '7',
        'peg/enjoyment': '6',
        'peg/activity': '7',
        'worst-pain-nrs/worst': '8',
        'sleep-quality/quality': '3',
        'rand-36-general-health/health': '4',
        'pgic/change': '2',
      },
    })
    expect(await clinic.receive(PHONE, 'HELP')).toBe('help')
    expect(await clinic.receive(PHONE, 'GO')).toBe('received')
  })

  test('that were all left out are said to be so, not to have arrived, and can be answered after all', async () => {
    await say('GO')
    for (let question = 1; question < 7; question += 1) await say('SKIP')
    expect((await say('SKIP'))[1]).toMatch(/^You have left every question out/)
    expect((await response())?.state).toBe('draft')
    expect((await say('GO'))[1]).toMatch(/^1\/7/)
  })

  test('UNDO and what is no answer wait for a person after the submission', async () => {
    for (const answer of ['GO', '7', '6', '7', '8', '3', '4', '2']) await say(answer)
    for (const late of ['UNDO', '99']) expect(await clinic.receive(PHONE, late)).toBe('received')
  })

  test.each(['UNDO', '99', 'SKIP', '5'])('%s after they were sent in on the web is thanked', async (late) => {
    await say('GO')
    const survey = { study: STUDY, site: 'harbor', participant, timepoint: 'week-1', generation: 0 }
    const link = `/s/${clinic.links.createSurveyToken(survey)}`
    await clinic.postJson(`${link}/submit`, { answers: { 'peg/pain': '1' } })
    expect((await say(late))[1]).toMatch(/^Thank you\. Your answers have reached your clinic\./)
    expect((await response())?.answers).toEqual({ 'peg/pain': '1' })
  })

  test('an answer that comes twice, or fifty times at once, is one answer, and one question goes out', async () => {
    await say('GO')
    const before = clinic.texts.length
    await Promise.all(Array.from({ length: 12 }, () => clinic.receive(PHONE, '7', 'the-same')))
    expect(clinic.texts.length).toBe(before + 1)
    expect(newest()).toMatch(/^2\/7/)
    expect((await response())?.answers).toEqual({ 'peg/pain': '7' })
  })

  test('an older answer that is delivered late does not answer the question after it', async () => {
    await say('GO')
    const early = clinic.time.now
    clinic.advance('PT1M')
    await say('7')
    const now = clinic.time.now
    clinic.time.now = early
    expect(await clinic.receive(PHONE, '2', 'late')).toBe('no-reply')
    clinic.time.now = now
    expect((await response())?.answers).toEqual({ 'peg/pain': '7' })
  })

  test('a number that is no answer is told which numbers are', async () => {
    await say('GO')
    expect(await say('11')).toEqual([
      'asked',
      'Please reply with one number from 0 to 10. SKIP leaves the question out, UNDO goes back to the one before.',
    ])
    expect(await response()).toBeUndefined()
    expect((await say('3'))[1]).toMatch(/^2\/7/)
  })

  test.each([
    ['7 out of 10', '7'],
    ['7/10', '7'],
    ['Seven', '7'],
    ['siete', '7'],
  ])('%s is %s', async (said, code) => {
    await say('GO')
    expect((await say(said))[1]).toMatch(/^2\/7/)
    expect((await response())?.answers).toEqual({ 'peg/pain': code })
  })

  test.each(['7 or 8', '7.5', '3/5', '7-8', 'thanks', 'ok thank you'])(
    '%s is told how to answer, and no person has to read it',
    async (said) => {
      await say('GO')
      expect(await say(said)).toEqual([
        'asked',
        expect.stringMatching(/^Please reply with one number from 0 to 10/),
      ])
      expect(await response()).toBeUndefined()
      expect(await clinic.tables.everything(clinic.tables.contacts)).not.toContainEqual(
        expect.objectContaining({ body: said, isForPerson: true }),
      )
      expect((await say('7'))[1]).toMatch(/^2\/7/)
    },
  )

  test('a message in between is read by a person, and its answer says so and how to go on', async () => {
    await say('GO')
    const message = 'I fell down the stairs yesterday and it all hurts'
    expect(await say(message)).toEqual([
      'asked',
      expect.stringMatching(/Someone at Harbor Clinic will read this.* one number from 0 to 10/s),
    ])
    expect(await clinic.tables.everything(clinic.tables.contacts)).toContainEqual(
      expect.objectContaining({ body: message }),
    )
    expect((await say('7'))[1]).toMatch(/^2\/7/)
  })

  test('an answer that crosses a hint is taken', async () => {
    await say('GO')
    clinic.advance('PT1M')
    const sentAt = clinic.time.now
    clinic.advance('PT1M')
    await say('7 or 8')
    const now = clinic.time.now
    clinic.time.now = sentAt
    expect(await clinic.receive(PHONE, '7')).toBe('asked')
    clinic.time.now = now
    expect((await response())?.answers).toEqual({ 'peg/pain': '7' })
  })

  test('however many texts come, none is met with silence until the last of the day says that it is the last', async () => {
    await say('GO')
    for (let text = 1; text < 60; text += 1) expect((await say('maybe 3 or 4'))[0]).toBe('asked')
    expect(await say('5')).toEqual([
      'asked',
      expect.stringMatching(/^That is all we can ask by text today\./),
    ])
    expect(await response()).toBeUndefined()
    expect(await clinic.receive(PHONE, '5')).toBe('received')
    expect(await response()).toBeUndefined()
    clinic.advance('P1D')
    expect((await say('GO'))[1]).toMatch(/^1\/7/)
    expect((await say('5'))[1]).toMatch(/^2\/7/)
  })

  test('“wrong number” in the middle of them is a slip, and ends nothing; a day later it is meant', async () => {
    await say('GO')
    for (const slip of ['Oops wrong number, I meant 8', 'Sorry, wrong number'])
      expect(await say(slip)).toEqual(['asked', expect.stringContaining('one number from 0 to 10')])
    expect((await say('3'))[1]).toMatch(/^2\/7/)
    clinic.advance('P2D')
    expect(await clinic.receive(PHONE, 'Sorry, wrong number')).toBe('stopped')
  })

  test('UNDO goes back, and the new answer stands; SKIP declines', async () => {
    await say('GO')
    await say('7')
    expect((await say('UNDO'))[1]).toMatch(/^1\/7/)
    await say('5')
    expect((await say('SKIP'))[1]).toMatch(/^3\/7/)
    expect((await response())?.answers).toEqual({ 'peg/pain': '5', 'peg/enjoyment': null })
    expect((await response())?.answers).not.toHaveProperty('peg/activity')
  })

  test('can be left and gone on with two days later, after the reminder', async () => {
    await say('GO')
    await say('7')
    for (let day = 0; day < 3; day += 1) {
      clinic.advance('P1D')
      await clinic.tick()
    }
    expect(newest()).toMatch(/^A reminder from your clinic.*GO to go on/)
    expect((await say('GO'))[1]).toMatch(/^2\/7/)
  })

  test('end calmly when the window has closed', async () => {
    await say('GO')
    await say('7')
    clinic.advance('P30D')
    expect((await say('6'))[1]).toMatch(/^These questions are closed now/)
    expect((await response())?.state).toBe('draft')
  })

  test.each(['UNDO', '11', 'SKIP'])('are closed for %s too when the window has closed', async (late) => {
    await say('GO')
    await say('7')
    clinic.advance('P30D')
    expect((await say(late))[1]).toMatch(/^These questions are closed now/)
  })

  test.each(['7 stop', 'stop at 7', 'stpo'])('%s ends the texts, says so, and is no answer', async (body) => {
    await toWeekOne()
    await say('GO')
    const [kind, reply] = await say(body)
    expect([kind, reply]).toEqual(['stopped', expect.stringContaining('You will get no more texts')])
    expect((await response())?.answers ?? {}).toEqual({})
  })

  test('a word for help, STOP or of self-harm is heard before any question', async () => {
    await say('GO')
    expect(await clinic.receive(PHONE, 'HELP')).toBe('help')
    expect(await clinic.receive(PHONE, 'I want to die')).toBe('crisis')
    expect(await clinic.receive(PHONE, 'STOP')).toBe('stopped')
    expect(await clinic.receive(PHONE, '7')).toBe('no-reply')
    expect(await response()).toBeUndefined()
  })

  test('a crash after the answer was saved asks the next question once it is handed out again', async () => {
    await say('GO')
    const { put } = clinic.deps.conversations
    clinic.deps.conversations.put = () => Promise.reject(new Error('crash'))
    await expect(clinic.receive(PHONE, '7', 'm')).rejects.toThrow('crash')
    clinic.deps.conversations.put = put
    expect(await say('7', 'm')).toEqual(['asked', expect.stringMatching(/^2\/7/)])
    expect((await response())?.answers).toEqual({ 'peg/pain': '7' })
  })

  test('stop when somebody else gets the number too: nobody knows whose answers they would be; the link goes on', async () => {
    await say('GO')
    await say('7')
    const other = await clinic.enrol('harbor', PHONE)
    for (const unknown of ['2', 'GO', 'UNDO', '2'])
      expect(await clinic.receive(PHONE, unknown)).toBe('received')
    expect((await response())?.answers).toEqual({ 'peg/pain': '7' })
    for (let day = 0; day < 3; day += 1) {
      clinic.advance('P1D')
      await clinic.tick()
    }
    const reminder = clinic.texts.findLast(({ context }) => context.participant === participant)
    expect(reminder?.body).toMatch(/still open\. They cannot be answered by text.*concord\.example\/s\//)
    const contact = `${OF_STUDY}/participants/${other}/contact`
    await clinic.api('coordinator-harbor', 'PATCH', contact, { phone: '+12025550177' })
    expect((await say('GO'))[1]).toMatch(/^2\/7/)
  })

  test('leave no answer in the log or the audit chain', async () => {
    await say('GO')
    await say('7')
    const chain = await clinic.tables.everything(clinic.tables.audit)
    expect(JSON.stringify([clinic.log, chain])).not.toMatch(/"7"|2025550123/)
  })
})

test('two who chose texts and share a phone are each asked by a link of their own', async () => {
  const first = participant
  await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
  await recordTreatment()
  await enrolForTexts()
  await clinic.tick()
  await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
  await recordTreatment()
  const from = clinic.texts.length
  for (let day = 0; day < 9 && clinic.texts.length < from + 2; day += 1) {
    clinic.advance('P1D')
    await clinic.tick()
  }
  expect(await clinic.receive(PHONE, 'GO')).toBe('received')
  expect(await clinic.receive(PHONE, '2')).toBe('received')
  for (const [of, code] of [
    [first, '7'],
    [participant, '2'],
  ] as const) {
    const text = clinic.texts.findLast(({ context }) => context.participant === of)
    const link = /concord\.example(\/s\/\w+)/.exec(text?.body ?? '')?.[1]
    expect((await clinic.postJson(`${link}/1`, { answer: code })).status).toBe(200)
  }
  const stored = await Promise.all(
    [first, participant].map(
      async (of) => [of, (await clinic.readSurvey(of, 'week-1'))?.response?.answers] as const,
    ),
  )
  expect(new Map(stored)).toEqual(
    new Map([
      [first, { 'peg/pain': '7' }],
      [participant, { 'peg/pain': '2' }],
    ]),
  )
})
