import { beforeEach, describe, expect, test } from 'vitest'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { readReview, submitReviewed } from '../../support/open-page.ts'

let clinic: Clinic
let participant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic()
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
})

const submitted = async () =>
  (await clinic.tables.everything(clinic.tables.study)).filter(({ progress }) => progress === 'completed')
const readAudit = () => clinic.readAudit(participant)

describe('submitting', () => {
  test('refuses a response in which nothing is answered', async () => {
    const reply = await submitReviewed(clinic, link)
    expect(reply.status).toBe(422)
    expect(await reply.json()).toMatchObject({ type: '/problems/response-empty' })
    expect(await submitted()).toHaveLength(0)
  })

  test('refuses unknown items, unknown codes and unknown members without repeating them', async () => {
    for (const body of [
      { answers: { 'peg/secret': '1' } },
      { answers: { 'peg/pain': '11' } },
      { answers: { 'peg/pain': 7 } },
      { answers: BASELINE_ANSWERS, secret: 'mine' },
    ]) {
      const reply = await clinic.postJson(`${link}/submit`, body)
      expect(reply.status).toBe(422)
      const text = await reply.text()
      expect(text).toContain('"errors":[')
      // The random id of the request may end like the code.
      expect(text.replace(/"instance":"[^"]*"/, '')).not.toMatch(/secret|mine|11"/)
    }
    expect(await submitted()).toHaveLength(0)
  })

  test('fifty identical submissions at once are one response and one audit entry', async () => {
    await clinic.postJson(`${link}/1`, { answer: '7' })
    const revision = Number((await readReview(clinic, link)).revision)
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => clinic.postJson(`${link}/submit`, { revision })),
    )
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await submitted()).toHaveLength(1)
    const entries = await readAudit()
    expect(entries.filter(({ action }) => action === 'response.submitted')).toHaveLength(1)
  })

  test('answers sent again with their key are the same submission, also where its reply was lost', async () => {
    const send = (key: string, answers: Record<string, string>) =>
      clinic.pages.request(`${link}/submit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ answers }),
      })
    const key = 'b3f1c2d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d'
    const replies = await Promise.all(Array.from({ length: 10 }, () => send(key, BASELINE_ANSWERS)))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    // Whoever has the key has sent it, and is told no more than that it was submitted.
    expect((await send(key, { 'peg/pain': '2' })).status).toBe(200)
    for (const other of ['b3f1c2d4-5e6f-4a7b-8c9d-000000000000', 'short', ''])
      expect((await send(other, BASELINE_ANSWERS)).status, other).toBe(409)
    expect(await submitted()).toHaveLength(1)
    expect((await clinic.readSurvey(participant))?.response?.answers).toEqual(BASELINE_ANSWERS)
  })

  test('a key too short to be known to one sender alone is none', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': '1' }
    const body = JSON.stringify({ answers: BASELINE_ANSWERS })
    const send = () => clinic.pages.request(`${link}/submit`, { method: 'POST', headers, body })
    expect([(await send()).status, (await send()).status]).toEqual([200, 409])
  })

  test('answers that come after a submission are refused alike, whether they are those that were given or not', async () => {
    await clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS })
    const before = await submitted()
    const replies = new Set<string>()
    for (const answers of [
      BASELINE_ANSWERS,
      { 'peg/pain': '7' },
      { 'peg/pain': '2' },
      { 'peg/pain': '99' },
      { 'no/such': '1' },
      {},
    ]) {
      const reply = await clinic.postJson(`${link}/submit`, { answers })
      const { instance: _, ...problem } = (await reply.json()) as Record<string, unknown>
      replies.add(JSON.stringify([reply.status, problem]))
    }
    expect([...replies]).toEqual([
      expect.stringContaining('[409,{"type":"/problems/response-already-submitted"'),
    ])
    expect(await submitted()).toEqual(before)
  })

  test('stores the exact scores with the hash of the definition', async () => {
    await clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS })
    const reply = await clinic.api(
      'coordinator-harbor',
      'GET',
      `/api/studies/${STUDY}/participants/${participant}/scores`,
    )
    const { timepoints } = (await reply.json()) as { timepoints: { scores: Record<string, unknown>[] }[] }
    const scores = new Map(
      timepoints[0]?.scores.map((score) => [`${score.instrument}/${score.scale}`, score]),
    )
    expect(scores.get('peg@1.0.0/total')).toMatchObject({
      exact: '20/3',
      itemsUsed: 3,
      hash: clinic.deps.instruments.findInstrument('peg@1.0.0')?.hash,
    })
    expect(scores.get('phq-9@1.0.0/total')).toMatchObject({ exact: '9', band: 'mild' })
    expect(scores.get('rand-36-general-health@1.0.0/health')).toMatchObject({ exact: '25' })
  })

  test('closes at the close of the window: answers and submissions after it are refused, what was saved is kept', async () => {
    await clinic.postJson(`${link}/1`, { answer: '7' })
    clinic.advance('P15D')
    expect((await clinic.postJson(`${link}/2`, { answer: '7' })).status).toBe(410)
    expect((await clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS })).status).toBe(410)
    const kept = (await clinic.readSurvey(participant))?.response
    expect(kept).toMatchObject({ state: 'draft', answers: { 'peg/pain': '7' } })
  })
})

describe('answering one by one', () => {
  test('saves each answer, keeps the last one, and tells skipped from not reached', async () => {
    await clinic.postForm(`${link}/1`, { answer: '7' })
    await clinic.postForm(`${link}/1`, { answer: '5' })
    await clinic.postForm(`${link}/2`, { skip: '1' })
    const draft = (await clinic.readSurvey(participant))?.response
    expect(draft?.answers).toEqual({ 'peg/pain': '5', 'peg/enjoyment': null })
  })

  test('a first answer given twice at once begins one draft', async () => {
    const replies = await Promise.all([1, 2, 3, 4].map(() => clinic.postJson(`${link}/1`, { answer: '7' })))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const draft = (await clinic.readSurvey(participant))?.response
    expect(draft).toMatchObject({ state: 'draft', answers: { 'peg/pain': '7' } })
  })

  test('the entry of a submission says when the first answer was given, and no answer has one of its own', async () => {
    const before = (await readAudit()).length
    await clinic.postJson(`${link}/1`, { answer: '7' })
    const startedAt = (await clinic.readSurvey(participant))?.response?.startedAt
    clinic.advance('PT20M')
    await clinic.postJson(`${link}/2`, { answer: '6' })
    expect(await readAudit()).toHaveLength(before)
    const { revision } = await readReview(clinic, link)
    await clinic.postJson(`${link}/submit`, { revision: Number(revision) })
    const entries = await readAudit()
    expect(entries).toHaveLength(before + 1)
    expect(entries.find(({ action }) => action === 'response.submitted')?.about).toMatchObject({ startedAt })
  })

  test('an answer that asks for help is stored with its alert, and changing it back does not take the alert away', async () => {
    const position = 15
    const reply = await clinic.postForm(`${link}/${position}`, { answer: '1' })
    expect(reply.headers.get('location')).toContain(`/help/${position}`)
    await clinic.postForm(`${link}/${position}`, { answer: '0' })
    const alerts = await clinic.deps.alerts.listBySite({ study: STUDY, site: 'harbor' } as never)
    expect(alerts).toMatchObject([{ participant, instrument: 'phq-9', rule: 'self-harm', state: 'open' }])
    expect((await readAudit()).some(({ action }) => action === 'safety-alert.raised')).toBe(true)
  })

  test('refuses what is no answer without storing anything', async () => {
    expect((await clinic.postForm(`${link}/1`, { answer: '77' })).status).toBe(422)
    expect((await clinic.postForm(`${link}/1`, {})).status).toBe(422)
    expect((await clinic.postForm(`${link}/99`, { answer: '1' })).status).toBe(404)
    expect((await clinic.postJson(`${link}/1`, { answer: '1', extra: true })).status).toBe(422)
    const big = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ answer: 'x'.repeat(1_000_000) }),
    }
    expect((await clinic.pages.request(`${link}/1`, big)).status).toBe(413)
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"answer":' }
    expect((await clinic.pages.request(`${link}/1`, broken)).status).toBe(400)
    const wrongType = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'answer=1' }
    expect((await clinic.pages.request(`${link}/1`, wrongType)).status).toBe(415)
    expect((await clinic.readSurvey(participant))?.response).toBeUndefined()
  })
})

describe('opening a link', () => {
  test('HEAD and GET of every page change nothing', async () => {
    const before = [
      await clinic.tables.everything(clinic.tables.study),
      await clinic.tables.everything(clinic.tables.audit),
    ]
    for (const path of ['', '/1', '/15', '/review', '/thanks', '/help/15']) {
      await clinic.page(`${link}${path}`)
      await clinic.pages.request(`${link}${path}`, { method: 'HEAD' })
    }
    expect([
      await clinic.tables.everything(clinic.tables.study),
      await clinic.tables.everything(clinic.tables.audit),
    ]).toEqual(before)
  })

  test('a forged token is refused before any table is read', async () => {
    clinic.tables.dynamo.send = () => Promise.reject(new Error('a table was read'))
    const forged = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`
    expect((await clinic.page(forged)).status).toBe(404)
    expect((await clinic.page('/s/short')).status).toBe(404)
  })

  test('no page is cached, framed, indexed or names the study or the drug', async () => {
    for (const path of ['', '/1', '/review']) {
      const reply = await clinic.page(`${link}${path}`)
      expect(reply.status).toBe(200)
      expect(reply.headers.get('cache-control')).toBe('no-store')
      expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
      expect((await reply.text()).toLowerCase()).not.toContain('ketamine')
    }
  })
})
