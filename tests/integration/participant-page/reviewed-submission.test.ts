import { beforeEach, describe, expect, test } from 'vitest'
import { BASELINE_ANSWERS, type Clinic, openClinic } from '../../support/clinic.ts'
import { answerOnPage, openPage, readReview } from '../../support/open-page.ts'

/* What is submitted is what was reviewed: a submission names the revision of the survey that its review showed. */

let clinic: Clinic
let participant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic()
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
  await clinic.postForm(`${link}/1`, { answer: '7' })
})

const readSurvey = async () => (await clinic.readSurvey(participant))?.response
const sendWithKey = (body: object) =>
  clinic.pages.request(`${link}/submit`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': '3c9f1f6e-9d2b-4e61-8a55-0b8f0c1d2e3f',
    },
    body: JSON.stringify(body),
  })
const submitForm = (fields: Record<string, string>) => clinic.postForm(`${link}/submit`, fields)

describe('a submission is answered with the review as it is now, and nothing is submitted', () => {
  test('where somebody has answered since the review', async () => {
    const review = await readReview(clinic, link)
    await clinic.postForm(`${link}/2`, { answer: '6' })
    const reply = await submitForm(review)
    expect(reply.status).toBe(412)
    const page = await reply.text()
    expect(page).toContain('Answers were changed on another page')
    expect(page).toContain('6 out of 10')
    expect(await readSurvey()).toMatchObject({ state: 'draft', answers: { 'peg/enjoyment': '6' } })
  })

  test('where it does not say which review it is of', async () => {
    for (const fields of [{}, { revision: '' }, { revision: '-1' }, { revision: '1e1' }] as Record<
      string,
      string
    >[])
      expect((await submitForm(fields)).status).toBe(412)
    expect((await readSurvey())?.state).toBe('draft')
  })

  test('where JSON names no review and brings no answers', async () => {
    for (const body of [{}, { state: 'x' }]) {
      const reply = await clinic.postJson(`${link}/submit`, body)
      expect(reply.status).toBe(412)
      expect(await reply.json()).toMatchObject({ type: '/problems/response-changed' })
    }
    expect((await readSurvey())?.state).toBe('draft')
  })

  test('where answers come without a review, and something else is saved that they do not bring', async () => {
    for (const answers of [{}, { 'peg/enjoyment': '6' }, { 'peg/enjoyment': null }]) {
      const reply = await sendWithKey({ answers })
      expect(reply.status).toBe(412)
      expect(await reply.json()).toMatchObject({ type: '/problems/response-changed' })
    }
    expect(await readSurvey()).toMatchObject({ state: 'draft', answers: { 'peg/pain': '7' } })
  })

  test('and a script is told so by the code of the problem', async () => {
    const { revision } = await readReview(clinic, link)
    await clinic.postForm(`${link}/2`, { answer: '6' })
    const reply = await clinic.postJson(`${link}/submit`, { revision: Number(revision) })
    expect(reply.status).toBe(412)
    expect(await reply.json()).toMatchObject({ type: '/problems/response-changed' })
    expect((await readSurvey())?.state).toBe('draft')
  })
})

test('the review that is shown again can be sent', async () => {
  const old = await readReview(clinic, link)
  await clinic.postForm(`${link}/2`, { answer: '6' })
  const shown = await (await submitForm(old)).text()
  const revision = /<main.*name="revision" value="(\d+)"/s.exec(shown)?.[1] ?? ''
  expect((await submitForm({ revision })).headers.get('location')).toMatch(/\/thanks$/)
  expect(await readSurvey()).toMatchObject({
    state: 'submitted',
    answers: { 'peg/pain': '7', 'peg/enjoyment': '6' },
  })
})

test('answers that bring all that is saved need no review, and are one submission by their key', async () => {
  const answers = { 'peg/pain': '8', 'peg/enjoyment': '6' }
  expect((await sendWithKey({ answers })).status).toBe(200)
  expect((await sendWithKey({ answers })).status).toBe(200)
  expect(await readSurvey()).toMatchObject({ state: 'submitted', answers })
})

test('answers laid over a review that is named need not repeat what it showed', async () => {
  const { revision } = await readReview(clinic, link)
  const reply = await sendWithKey({ revision: Number(revision), answers: { 'peg/enjoyment': '6' } })
  expect(reply.status).toBe(200)
  expect(await readSurvey()).toMatchObject({ answers: { 'peg/pain': '7', 'peg/enjoyment': '6' } })
})

test('the same form sent twice, or ten times at once, is one submission and ends with thanks', async () => {
  const review = await readReview(clinic, link)
  const replies = await Promise.all(Array.from({ length: 10 }, () => submitForm(review)))
  for (const reply of replies) expect(reply.headers.get('location')).toMatch(/\/thanks$/)
  expect((await submitForm(review)).headers.get('location')).toMatch(/\/thanks$/)
})

test('a form of a review from before somebody else submitted is told that it was sent already', async () => {
  const review = await readReview(clinic, link)
  await clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS })
  const later = await clinic.postForm(`${link}/submit`, { revision: String(Number(review.revision) - 1) })
  expect(later.status).toBe(409)
  expect(await later.text()).toContain('Your answers are already sent')
})

test('a page that counts its own answers submits them, and is refused once another page has answered', async () => {
  const page = await openPage(clinic, link)
  const tab = await openPage(clinic, link)
  const start = Number((await readReview(clinic, link)).revision)
  await answerOnPage(clinic, page, 2, '6')
  await answerOnPage(clinic, page, 3, '5')
  await answerOnPage(clinic, tab, 4, '4')
  expect((await clinic.postJson(`${link}/submit`, { revision: start + 2 })).status).toBe(412)
  expect((await clinic.postJson(`${link}/submit`, { revision: start + 3 })).status).toBe(200)
})
