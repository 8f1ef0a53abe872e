import { beforeEach, describe, expect, test } from 'vitest'
import { createParticipantPages } from '../../../functions/participant-page/participant-page.routes.tsx'
import { MAX_ANSWERS_AT_ONCE } from '../../../functions/records/assessment/answer-pace.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'
import { openPage } from '../../support/open-page.ts'

const LINK_BURST = 120
const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' }

let clinic: Clinic
let participant: string
let link: string

async function enrol(part: object = {}): Promise<void> {
  clinic = await openClinic()
  participant = await clinic.enrol('harbor', '+12025550123', part)
  await clinic.tick()
  link = clinic.newestLink()
}
beforeEach(() => enrol())

/** As many other functions as Lambda starts, each with a memory of its own. */
const startFunction = () => createParticipantPages(clinic.deps)

async function openTimes(times: number, path = link): Promise<Response> {
  let reply = await clinic.page(path)
  for (let n = 1; n < times; n += 1) reply = await clinic.page(path)
  return reply
}

describe('a link that is opened in a loop', () => {
  test('is refused with a calm page and the time to wait, and opens again after it', async () => {
    expect((await openTimes(LINK_BURST)).status).toBe(200)
    const refused = await clinic.page(link)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
    const html = await refused.text()
    expect(html).toContain('Please wait a moment')
    expect(html).toContain('Wait a minute, then reload this page.')
    clinic.advance('PT1S')
    expect((await clinic.page(link)).status).toBe(200)
  })

  test('is refused in Spanish to a browser that asks for it', async () => {
    await openTimes(LINK_BURST)
    const refused = await clinic.pages.request(link, { headers: { 'accept-language': 'es-MX' } })
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain('Espere un minuto y vuelva a cargar esta página.')
  })

  test('is refused to a program as a problem of the catalogue', async () => {
    await openTimes(LINK_BURST)
    const refused = await clinic.pages.request(link, { headers: JSON_HEADERS })
    expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
    expect(await refused.json()).toMatchObject({ type: '/problems/too-many-requests', status: 429 })
  })

  test('shuts out no other link', async () => {
    await openTimes(LINK_BURST)
    await clinic.enrol('mesa', '+12025550124')
    await clinic.tick()
    expect((await clinic.page(clinic.newestLink())).status).toBe(200)
  })
})

describe('a script that answers in a loop', () => {
  /** @param functions how many Lambda runs at once */
  async function answerInLoop(functions: number, times: number): Promise<readonly Response[]> {
    const pages = Array.from({ length: functions }, startFunction)
    const replies: Response[] = []
    for (let n = 0; n < times; n += 1) {
      const path = `${link}/1`
      const body = JSON.stringify({ answer: String(n % 11) })
      const request = { method: 'POST', headers: JSON_HEADERS, body }
      const reply = await pages[n % functions]?.request(path, request)
      if (reply) replies.push(reply)
    }
    return replies
  }

  test('writes no more than a person could, however many functions serve it', async () => {
    const replies = await answerInLoop(4, MAX_ANSWERS_AT_ONCE + 40)
    const taken = replies.filter(({ status }) => status === 200)
    expect(taken).toHaveLength(MAX_ANSWERS_AT_ONCE)
    expect((await clinic.readSurvey(participant))?.revision).toBe(MAX_ANSWERS_AT_ONCE)
    const refused = replies.at(-1)
    expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([429, '1'])
    expect(await refused?.json()).toMatchObject({ type: '/problems/too-many-requests' })
  })

  test('that is at once in many functions too', async () => {
    const one = { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify({ answer: '7' }) }
    const replies = await Promise.all(
      Array.from({ length: MAX_ANSWERS_AT_ONCE + 80 }, async (_, n) => {
        const body = JSON.stringify({ answer: String(n % 11) })
        return (await startFunction().request(`${link}/1`, { ...one, body })).status
      }),
    )
    const { revision = 0 } = (await clinic.readSurvey(participant)) ?? {}
    expect(revision).toBeLessThanOrEqual(MAX_ANSWERS_AT_ONCE)
    // What is neither taken nor too soon met another answer again and again.
    expect(replies.filter((status) => ![200, 429, 503].includes(status))).toEqual([])
  })

  test('loses nothing that was taken, and the same answer is taken later', async () => {
    await answerInLoop(4, MAX_ANSWERS_AT_ONCE + 40)
    const last = String((MAX_ANSWERS_AT_ONCE - 1) % 11)
    expect((await clinic.readSurvey(participant))?.response?.answers).toEqual({ 'peg/pain': last })
    clinic.advance('PT1M')
    const page = await openPage(clinic, link)
    const body = new URLSearchParams({ answer: '9', state: page.state })
    const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie: page.cookie }
    const reply = await clinic.pages.request(`${link}/1`, { method: 'POST', headers, body })
    expect(reply.status).toBe(303)
    expect((await clinic.readSurvey(participant))?.response?.answers).toEqual({ 'peg/pain': '9' })
  })

  test('is known by the page’s own state, which reads nothing', async () => {
    await answerInLoop(4, MAX_ANSWERS_AT_ONCE)
    const page = await openPage(clinic, link)
    const reply = await startFunction().request(`${link}/1`, {
      method: 'POST',
      headers: { ...JSON_HEADERS, cookie: page.cookie },
      body: JSON.stringify({ answer: '9', state: page.state }),
    })
    expect(reply.status).toBe(429)
  })
})

test('a whole survey, with every question changed twice, is far below both limits', async () => {
  const page = await openPage(clinic, link)
  for (let round = 0; round < 3; round += 1)
    for (let position = 1; position <= 15; position += 1) {
      const reply = await clinic.pages.request(`${link}/${position}`, {
        method: 'POST',
        headers: { ...JSON_HEADERS, cookie: page.cookie },
        body: JSON.stringify({ answer: '1' }),
      })
      expect(reply.status).toBe(200)
    }
})
