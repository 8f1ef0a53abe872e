import { beforeEach, describe, expect, test } from 'vitest'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/* A link belongs to the telephone that it was sent to. */

const PHONE = '+12025550123'
const OTHER = '+12025550166'

let clinic: Clinic
let participant: string
let ofParticipant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic()
  participant = await clinic.enrol('harbor', PHONE)
  ofParticipant = `/api/studies/${STUDY}/participants/${participant}`
  await clinic.tick()
  link = clinic.newestLink()
  await clinic.postJson(`${link}/1`, { answer: '7' })
})

const changeNumber = (phone = OTHER) =>
  clinic.apiConfirmed('coordinator-harbor', 'PATCH', `${ofParticipant}/contact`, { phone })
const readAnswers = async () => (await clinic.readSurvey(participant))?.response?.answers
async function expectEnded(ended = link): Promise<void> {
  for (const path of ['', '/1', '/review', '/thanks', '/help/15'])
    expect((await clinic.page(`${ended}${path}`)).status, path).toBe(404)
  expect((await clinic.postJson(`${ended}/1`, { answer: '2' })).status).toBe(404)
  expect((await clinic.postForm(`${ended}/2`, { answer: '2' })).status).toBe(404)
}

describe('a link ends', () => {
  test('with the number that it was sent to: whoever has that neither reads nor writes an answer', async () => {
    expect((await changeNumber()).status).toBe(200)
    await expectEnded()
    expect(await readAnswers()).toEqual({ 'peg/pain': '7' })
  })

  test('where whoever has the number texts that it is wrong', async () => {
    await clinic.receive(PHONE, 'wrong number')
    await expectEnded()
  })

  test('where a call finds that the number is wrong', async () => {
    const body = { kind: 'call', outcome: 'wrong-number' }
    const key = { 'idempotency-key': 'k' }
    const reply = await clinic.apiConfirmed(
      'coordinator-harbor',
      'POST',
      `${ofParticipant}/contact-log`,
      body,
      key,
    )
    expect(reply.status).toBe(201)
    await expectEnded()
  })

  test.each(['withdrawn', 'died', 'lost-to-follow-up'])('where the participant has %s', async (how) => {
    const body = { how, at: '2026-03-02T14:00:00Z' }
    const reply = await clinic.apiConfirmed('coordinator-harbor', 'PUT', `${ofParticipant}/disposition`, body)
    expect(reply.status).toBe(200)
    await expectEnded()
  })

  test('for everybody who shares a number that is said to be wrong', async () => {
    await clinic.enrol('harbor', PHONE)
    await clinic.tick()
    const second = clinic.newestLink()
    expect(second).not.toBe(link)
    await clinic.receive(PHONE, 'wrong number')
    await expectEnded()
    await expectEnded(second)
  })

  test('also where it leads to a survey that is finished', async () => {
    await clinic.postForm(`${link}/submit`, {
      revision: String((await clinic.readSurvey(participant))?.revision),
    })
    expect(await (await clinic.page(`${link}/thanks`)).text()).toContain('Thank you')
    await changeNumber()
    await expectEnded()
  })

  test('and a page that was opened before takes no more answers', async () => {
    const page = await (await clinic.page(`${link}/2`)).text()
    const state = /name="state" value="([\w-]+)"/.exec(page)?.[1] ?? ''
    await changeNumber()
    expect((await clinic.postForm(`${link}/2`, { answer: '2', state })).status).toBe(404)
    expect(await readAnswers()).toEqual({ 'peg/pain': '7' })
  })
})

describe('a new number', () => {
  test('gets a link of its own at once, which goes on where the other one was', async () => {
    await changeNumber()
    await clinic.tick()
    const [sent] = clinic.texts.slice(-1)
    expect(sent).toMatchObject({ to: OTHER, body: expect.stringContaining('/s/') })
    expect(sent?.body).toMatch(/^Your clinic has some short questions/)
    expect(clinic.newestLink()).not.toBe(link)
    await clinic.postJson(`${clinic.newestLink()}/2`, { answer: '6' })
    expect(await readAnswers()).toEqual({ 'peg/pain': '7', 'peg/enjoyment': '6' })
  })

  test('changed ten times still gets one, and the others are over', async () => {
    for (let time = 0; time < 10; time += 1) await changeNumber(`+1202555018${time}`)
    await clinic.tick()
    expect((await clinic.page(clinic.newestLink())).status).toBe(200)
  })

  test('after more changes than links can carry gets none, and the ledger says why', async () => {
    for (let time = 0; time < 17; time += 1) await changeNumber(`+120255501${String(70 + time)}`)
    expect(await clinic.tick()).toEqual(['not-sent'])
    const reply = await clinic.apiConfirmed('coordinator-harbor', 'GET', `${ofParticipant}/texts`)
    const { texts } = (await reply.json()) as { texts: { reason: string | null }[] }
    expect(texts.at(-1)?.reason).toBe('links-used-up')
  })

  test('that is the same as before ends nothing', async () => {
    await changeNumber(PHONE)
    expect((await clinic.page(link)).status).toBe(200)
  })

  test('never gets the link of the one before, and that one never the new link', async () => {
    const find = clinic.deps.surveys.find
    clinic.advance('P3D')
    // The number changes between what the sender reads of the survey and of the contact.
    let isChanged = false
    clinic.deps.surveys.find = async (...call) => {
      const survey = await find(...call)
      if (call[1] === 'eventual' && !isChanged) {
        isChanged = true
        await changeNumber()
      }
      return survey
    }
    await clinic.tick()
    await clinic.tick()
    clinic.deps.surveys.find = find
    expect(isChanged).toBe(true)
    for (const { to, body } of clinic.texts) {
      const path = /https:\/\/concord\.example(\/s\/\w+)/.exec(body)?.[1] ?? ''
      if (to === PHONE) expect((await clinic.page(path)).status).toBe(404)
    }
  })
})
