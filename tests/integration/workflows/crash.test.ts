import { beforeAll, describe, expect, test } from 'vitest'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { type CrashingTables, createCrashingTables } from '../../support/crashing-tables.ts'

/** What a person sends, one after the other: a first answer, a skip, an answer that asks for help, a change of mind, the submission. */
const REQUESTS = [
  { path: '/1', body: { answer: '7' }, key: 'peg/pain', code: '7' },
  { path: '/2', body: { skip: true }, key: 'peg/enjoyment', code: null },
  { path: '/15', body: { answer: '1' }, key: 'phq-9/self-harm', code: '1' },
  { path: '/1', body: { answer: '6' }, key: 'peg/pain', code: '6' },
  { path: '/submit', body: undefined, key: undefined, code: null },
] as const

let tables: CrashingTables
let clinic: Clinic
let steps: number

beforeAll(async () => {
  tables = await createCrashingTables()
  clinic = await openClinic(undefined, tables)
  const { link } = await invite()
  tables.live()
  for (const { path, body } of REQUESTS) expect((await send(link, path, body)).status).toBe(200)
  steps = tables.commands()
})

async function invite(): Promise<{ participant: string; link: string }> {
  tables.live()
  const participant = await clinic.enrol()
  await clinic.tick()
  return { participant, link: clinic.newestLink() }
}

/** The revision of the review that somebody has before them, by link: who sends again sends the same. */
const reviews = new Map<string, number>()

/** A submission without a body reads the review first, as a person does. */
async function send(link: string, path: string, body: object | undefined): Promise<Response> {
  if (body) return clinic.postJson(`${link}${path}`, body)
  if (!reviews.has(link)) {
    const review = await clinic.page(`${link}/review`)
    if (review.status !== 200) return review
    reviews.set(link, Number(/name="revision" value="(\d+)"/.exec(await review.text())?.[1]))
  }
  return clinic.postJson(`${link}${path}`, { revision: reviews.get(link) })
}

async function readRecord(participant: string) {
  const scope = clinic.participantScope('harbor', participant)
  return {
    response: (await clinic.readSurvey(participant))?.response,
    alerts: await clinic.deps.alerts.listByParticipant(scope),
    scores: await clinic.deps.scores.listAllByParticipant(scope),
    assessments: await clinic.deps.assessments.listByParticipant(scope),
  }
}

describe.each(['before', 'after'] as const)('killed %s any of its commands', (when) => {
  test('an answer that was acknowledged is kept, and whoever sends again gets to the end once', async () => {
    // Without the page's state: a read and a write for each answer, two reads and a write for the submission.
    expect(steps).toBeGreaterThan(10)
    for (let step = 0; step < steps; step += 1) {
      const { participant, link } = await invite()
      const acknowledged: Record<string, string | null> = {}
      tables.crashDuringStep(step, when)
      for (const { path, body, key, code } of REQUESTS) {
        let reply = await send(link, path, body)
        if (reply.status !== 200) {
          expect(reply.status, `${path} at ${step}`).toBe(500)
          tables.live()
          const kept = (await readRecord(participant)).response?.answers ?? {}
          // Of the question that was just being answered, the newer answer may be there already.
          const { [key ?? '']: _asked, ...earlier } = acknowledged
          expect(kept, `after the death at ${step}`).toMatchObject(earlier)
          reply = await send(link, path, body)
        }
        expect(reply.status, `${path} again, died at ${step}`).toBe(200)
        if (key) acknowledged[key] = code
      }
      const record = await readRecord(participant)
      expect(record.response).toMatchObject({ state: 'submitted', answers: acknowledged })
      expect(record.alerts).toHaveLength(1)
      expect(record.scores).toHaveLength(1)
      expect(record.assessments).toMatchObject([{ progress: 'completed' }])
      const entries = await clinic.readAudit(participant)
      expect(entries.filter(({ action }) => action === 'response.submitted')).toHaveLength(1)
    }
  })
})

test('killed anywhere while enrolling, the same request makes one whole participant', async () => {
  const keys: string[] = []
  const send = (key: string) => {
    if (!keys.includes(key)) keys.push(key)
    // A number of their own each.
    const phone = `+12025551${String(keys.indexOf(key)).padStart(3, '0')}`
    return clinic.postEnrolment({ site: 'harbor', phone, locale: 'en', smsConsent: true }, key)
  }
  tables.live()
  await send('whole')
  const commands = tables.commands()
  expect(commands).toBeGreaterThan(2)
  for (let step = 0; step < commands; step += 1)
    for (const when of ['before', 'after'] as const) {
      tables.crashDuringStep(step, when)
      expect((await send(`${when}-${step}`)).status).toBe(500)
      tables.live()
      const reply = await send(`${when}-${step}`)
      expect([200, 201]).toContain(reply.status)
      const { participant } = (await reply.json()) as { participant: string }
      expect((await readRecord(participant)).assessments).toHaveLength(1)
      expect(await clinic.audit.listChain(`${STUDY}#${participant}`)).toHaveLength(1)
      const contacts = await tables.everything(tables.contacts)
      expect(contacts.filter(({ sk }) => sk === `CONTACT#${participant}`)).toHaveLength(1)
    }
})

test('a text whose record was lost is not sent a second time, and the survey can be answered all the same', {
  timeout: 180_000,
}, async () => {
  tables.live()
  await clinic.enrol('harbor', '+12125550177')
  await clinic.tick()
  const commands = tables.commands()
  for (let step = 0; step < commands; step += 1) {
    tables.live()
    await clinic.enrol('harbor', `+1212555${String(step).padStart(4, '0')}`)
    const before = clinic.texts.length
    tables.crashDuringStep(step, 'after')
    await clinic.tick().catch(() => undefined)
    tables.live()
    for (let again = 0; again < 3; again += 1) await clinic.tick()
    const invitations = clinic.texts.slice(before).filter(({ context }) => context.timepoint)
    expect(invitations.length, `died at ${step}`).toBeLessThanOrEqual(1)
  }
})

test('killed anywhere while a cry for help is taken and answered, it is answered all the same', {
  timeout: 180_000,
}, async () => {
  tables.live()
  await clinic.enrol('harbor', '+12025550188')
  // The alerts of all these cries would be escalated with every one that follows: see notices.test.ts.
  await clinic.setOnCall('harbor', {})
  const phone = '+12025550188'
  const cry = async (message: string) => {
    await clinic.receive(phone, 'I want to die', message)
    await clinic.sendUrgent()
    await clinic.tick()
  }
  const first = tables.commands()
  await cry('counted')
  const commands = tables.commands() - first
  expect(commands).toBeGreaterThan(5)
  for (const when of ['before', 'after'] as const)
    for (let step = 0; step < commands; step += 1) {
      const before = clinic.texts.length
      tables.crashDuringStep(step, when)
      const message = `${when}-${step}`
      await cry(message).catch(() => undefined)
      tables.live()
      // The queue hands the message out again, and time goes on.
      await clinic.receive(phone, 'I want to die', message)
      for (let minute = 0; minute < 2; minute += 1) {
        clinic.advance('PT1M')
        await clinic.sendUrgent()
        await clinic.tick()
      }
      const replies = clinic.texts.slice(before).filter(({ to }) => to === phone)
      expect(replies.length, `died ${when} ${step}`).toBeGreaterThanOrEqual(1)
      expect(replies.length, `died ${when} ${step}`).toBeLessThanOrEqual(2)
    }
})
