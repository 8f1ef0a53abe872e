import { beforeEach, describe, expect, test } from 'vitest'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/* Whoever has the link may go on; what was answered is shown only in the browser that answered it. */

const SELF_HARM_PLACE = 15

let clinic: Clinic
let participant: string
let link: string
let other: ReturnType<Clinic['openBrowser']>

beforeEach(async () => {
  clinic = await openClinic()
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
  other = clinic.openBrowser()
})

/** What stands on the page, without what only the script may show. */
const readMain = (html: string) =>
  (/<main[^>]*>(.*?)<\/main>/s.exec(html)?.[1] ?? '').replaceAll(
    /<(section|p)[^>]* hidden="">.*?<\/\1>/gs,
    '',
  )
const read = async (browser: Pick<Clinic, 'page'>, path: string) =>
  readMain(await (await browser.page(`${link}${path}`)).text())
/** What is chosen or written in, or stands in the review as given. */
const findGiven = (html: string) => html.match(/checked=""|class="given"/g) ?? []

describe('another browser', () => {
  test('reads no answer on any page, and may go on', async () => {
    await clinic.postForm(`${link}/1`, { answer: '7' })
    await clinic.postForm(`${link}/2`, { skip: '1' })
    expect(findGiven(await read(clinic, '/1'))).not.toEqual([])
    for (const path of ['', '/1', '/2', '/3', '/review', `/help/${SELF_HARM_PLACE}`]) {
      const html = await read(other, path)
      expect(findGiven(html), path).toEqual([])
      expect(html, path).not.toMatch(/7 out of 10|You skipped this one/)
    }
    expect(await read(other, '/review')).toContain('Answered on another device or by text')
    expect(await read(other, '')).toContain('You have done 2 of')
    expect((await other.postForm(`${link}/3`, { answer: '4' })).status).toBe(303)
    expect(findGiven(await read(other, '/3'))).not.toEqual([])
    expect((await clinic.readSurvey(participant))?.response?.answers).toMatchObject({
      'peg/pain': '7',
      'peg/activity': '4',
    })
  })

  test('is not given what it changed by the first one, nor the first one what was changed', async () => {
    await clinic.postForm(`${link}/1`, { answer: '7' })
    await other.postForm(`${link}/1`, { answer: '2' })
    expect(findGiven(await read(clinic, '/1'))).toEqual([])
    expect(findGiven(await read(other, '/1'))).not.toEqual([])
  })

  test('gets pages that the server leads, since only that knows what follows from the answers', async () => {
    await clinic.postForm(`${link}/1`, { answer: '7' })
    expect(await (await clinic.page(link)).text()).toContain('<template')
    expect(await (await other.page(link)).text()).not.toContain('<template')
  })

  test('is shown nothing for a cookie that it made up, or took from another link', async () => {
    await clinic.postForm(`${link}/1`, { answer: '7' })
    for (const cookie of [
      'concord-given=AAAAAAAA',
      `concord-given=${'A'.repeat(8 * 400)}`,
      'concord-given=x',
    ]) {
      const reply = await clinic.pages.request(`${link}/1`, { headers: { cookie } })
      expect(findGiven(readMain(await reply.text())), cookie).toEqual([])
    }
  })

  test('sees that the questions are answered by text, not what was', async () => {
    const path = `/api/studies/${STUDY}/participants/${participant}`
    await clinic.api('coordinator-harbor', 'PATCH', path, { channel: 'text' })
    await clinic.postJson(`${link}/1`, { answer: '7' })
    expect(await read(other, '/review')).not.toContain('7 out of 10')
  })
})

describe('the browser that answered', () => {
  test('is shown its answers again, with and without a script, also when it comes back', async () => {
    await clinic.postForm(`${link}/1`, { answer: '7' })
    await clinic.postJson(`${link}/2`, { answer: '6' })
    const review = await read(clinic, '/review')
    expect(review).toContain('7 out of 10')
    expect(review).toContain('6 out of 10')
  })

  test('keeps one cookie for each link, which no script reads and no other link gets', async () => {
    const reply = await clinic.postForm(`${link}/1`, { answer: '7' })
    const [set] = reply.headers.getSetCookie().filter((one) => one.startsWith('concord-given='))
    expect(set).toMatch(
      /^concord-given=[\w-]{8}; Max-Age=\d+; Path=\/s\/\w{22}; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})

describe('a finished link', () => {
  beforeEach(async () => {
    await clinic.postForm(`${link}/${SELF_HARM_PLACE}`, { answer: '2' })
    const answers = { ...BASELINE_ANSWERS, 'phq-9/self-harm': '2' }
    expect((await clinic.postJson(`${link}/submit`, { answers })).status).toBe(200)
  })

  test('says thank you and nothing else in another browser, by whatever path', async () => {
    for (const path of ['', '/1', '/review', '/thanks', `/help/${SELF_HARM_PLACE}`]) {
      const first = await other.page(`${link}${path}`)
      const at = first.headers.get('location')
      const html = readMain(await (at === null ? first : await other.page(at)).text())
      expect(html, path).toContain('Your answers are sent')
      expect(html, path).not.toMatch(/tel:988|alone|checked|out of 10|<li/)
    }
  })

  test('shows whom to call once more to whoever gave the answer, for ten minutes', async () => {
    expect(await read(clinic, '/thanks')).toContain('href="tel:988"')
    expect(await read(other, '/thanks')).not.toContain('988')
    clinic.advance('PT11M')
    expect(await read(clinic, '/thanks')).not.toContain('988')
  })
})

test('a link that has ended answers whatever is sent as one that never was', async () => {
  const begun = await (await clinic.postJson(`${link}/1`, { answer: '7' })).json()
  const { state } = begun as { state: string }
  await clinic.api(
    'coordinator-harbor',
    'PATCH',
    `/api/studies/${STUDY}/participants/${participant}/contact`,
    {
      phone: '+12025550166',
    },
  )
  const json = { 'content-type': 'application/json', accept: 'application/json' }
  const send = (method: string, path: string, init: RequestInit = {}) =>
    clinic.pages.request(`${link}${path}`, { method, ...init })
  for (const reply of [
    await send('POST', '/begin', { headers: json, body: JSON.stringify({ state }) }),
    await send('POST', '/begin', { headers: json, body: '{' }),
    await send('POST', '/begin', { headers: json, body: '{"no":1}' }),
    await clinic.postForm(`${link}/1`, { state }),
    await clinic.postForm(`${link}/1`, { state, answer: '99' }),
    await send('POST', '/1', { headers: json, body: JSON.stringify({ state, answer: '99' }) }),
    await send('POST', '/1', { headers: { 'content-type': 'text/plain' }, body: '{}' }),
    await send('POST', '/submit', { headers: json, body: '{' }),
    await clinic.postForm(`${link}/submit`, {}),
    await send('PUT', ''),
    await send('DELETE', '/1'),
  ])
    expect(reply.status).toBe(404)
})

test('a closed survey shows no answer, by whatever path', async () => {
  await clinic.postForm(`${link}/1`, { answer: '7' })
  clinic.advance('P30D')
  for (const path of ['', '/1', '/review', `/help/${SELF_HARM_PLACE}`]) {
    const reply = await clinic.page(`${link}${path}`)
    expect(reply.status, path).toBe(410)
    expect(readMain(await reply.text()), path).not.toMatch(/tel:988|checked|out of 10|<li/)
  }
})

test('whom to call stands only behind a question that may raise an alarm', async () => {
  expect(await read(clinic, `/help/${SELF_HARM_PLACE}`)).toContain('href="tel:988"')
  expect((await clinic.page(`${link}/help/1`)).headers.get('location')).toBe(`${link}/1`)
})

describe('a link that opens nothing', () => {
  const strip = (html: string) => html.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')

  test('looks and takes the same, whether it was forged, mistyped, ended or has expired', async () => {
    const path = `/api/studies/${STUDY}/participants/${participant}/assessments/baseline/interview`
    const opened = await clinic.api('coordinator-harbor', 'POST', path, {})
    expect(opened.status).toBe(201)
    const { url } = (await opened.json()) as { url: string }
    const interview = new URL(url).pathname
    await clinic.api(
      'coordinator-harbor',
      'PATCH',
      `/api/studies/${STUDY}/participants/${participant}/contact`,
      {
        phone: '+12025550166',
      },
    )
    clinic.advance('PT3H')
    const seen = new Set<string>()
    for (const dead of [link, interview, '/s/0000000000000000000000', '/s/short', `${link}x`]) {
      const begun = performance.now()
      const reply = await other.page(dead)
      const took = performance.now() - begun
      seen.add(`${reply.status} ${strip(await reply.text())}`)
      expect(took, dead).toBeGreaterThanOrEqual(99)
    }
    expect(seen.size).toBe(1)
  })

  test('is refused to an address that tries many, and an operator hears of it once', async () => {
    const from = (sourceIp: string, path: string) =>
      clinic.pages.request(path, {}, { requestContext: { http: { sourceIp } } })
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => from('198.51.100.7', `/s/${String(n).padStart(22, '0')}`)),
    )
    const blocked = await from('198.51.100.7', '/s/0000000000000000000000')
    expect([blocked.status, blocked.headers.get('retry-after')]).toEqual([429, '600'])
    expect(await blocked.text()).toContain('Please wait a moment')
    expect((await from('198.51.100.8', '/s/0000000000000000000000')).status).toBe(404)
    const reported = clinic.log.filter(({ message }) => message === 'links are being guessed')
    expect(reported).toHaveLength(1)
    expect(JSON.stringify(clinic.log)).not.toContain('198.51')
    clinic.advance('PT10M')
    expect((await from('198.51.100.7', '/s/0000000000000000000000')).status).toBe(404)
  })

  test('shuts nobody out whose link opens, and an ended link looks and takes as a guessed one', async () => {
    const fromClinic = (path: string) =>
      clinic.pages.request(path, {}, { requestContext: { http: { sourceIp: '198.51.100.7' } } })
    await Promise.all(Array.from({ length: 60 }, (_, n) => fromClinic(`/s/${String(n).padStart(22, '0')}`)))
    expect((await fromClinic(link)).status).toBe(200)
    const moved = { phone: '+12025550166' }
    const contact = `/api/studies/${STUDY}/participants/${participant}/contact`
    expect((await clinic.api('coordinator-harbor', 'PATCH', contact, moved)).status).toBe(200)
    const seen = new Set<string>()
    for (const dead of [link, '/s/0000000000000000000000', '/s/short', `${link}/1`]) {
      const begun = performance.now()
      const reply = await fromClinic(dead)
      expect(performance.now() - begun, dead).toBeGreaterThanOrEqual(99)
      seen.add(`${reply.status} ${reply.headers.get('retry-after')} ${strip(await reply.text())}`)
    }
    expect([...seen]).toEqual([expect.stringMatching(/^429 600 /)])
  })
})
