import { describe, expect, test } from 'vitest'
import type { Call, Load, Reply } from '../../bench/load.ts'
import { openSurveyPage } from '../../bench/survey-client.ts'

const SEALED = `${'a'.repeat(20)}.${'b'.repeat(43)}`
const LINK = 'http://127.0.0.1:1/s/token'

const buildReply = (body: string, headers: Reply['headers'] = {}, status = 200): Reply => ({
  ...{ status, headers, headerBytes: 0 },
  body: Buffer.from(body),
})

/** Answers in order, and keeps what was asked. */
function createScript(...replies: Reply[]) {
  const asked: { url: string; call: Call }[] = []
  const load: Load = {
    async send(url, call = {}) {
      asked.push({ url, call })
      return replies.shift() ?? buildReply('{}')
    },
    close() {},
  }
  const bodies = () => asked.flatMap(({ call }) => (call.body === undefined ? [] : JSON.parse(call.body)))
  return { load, asked, bodies }
}

describe('a survey page', () => {
  test('that is refused is no survey', async () => {
    const { load } = createScript(buildReply('gone', {}, 410))
    await expect(openSurveyPage(load, LINK)).rejects.toThrow('opening: 410 gone')
  })

  test('without a sealed state sends none', async () => {
    const { load, bodies } = createScript(buildReply('<body data-base="/s/t" data-state="open">'))
    const page = await openSurveyPage(load, LINK)
    await page.begin()
    await page.answer(1, '3')
    await page.submit()
    expect(bodies()).toEqual([{}, { answer: '3', claimedAt: expect.any(String) }, {}])
  })

  test('submits the revision that it showed, raised by each of its answers', async () => {
    const { load, bodies } = createScript(buildReply('<input type="hidden" name="revision" value="3"/>'))
    const page = await openSurveyPage(load, LINK)
    await page.answer(1, '3')
    await page.answer(2, '4')
    await page.submit()
    expect(bodies().at(-1)).toEqual({ revision: 5 })
  })

  test.each([
    ['on its body', `<body data-base="/s/t" data-state="open" data-sealed="${SEALED}">`],
    [
      'in its forms',
      `<body data-state="open"><form><input type="hidden" name="state" value="${SEALED}"/></form>`,
    ],
  ])('with a state %s hands it back, and then the one of each reply', async (_, html) => {
    const { load, asked, bodies } = createScript(
      buildReply(html, { 'set-cookie': ['device=one; Path=/s; HttpOnly', 'other=two'] }),
      buildReply('{"begun":true}'),
      buildReply('{"saved":true,"state":"second"}'),
      buildReply('{"saved":true,"state":"third"}'),
    )
    const page = await openSurveyPage(load, LINK)
    await page.begin()
    await page.answer(1, '3')
    await page.answer(2, '4')
    await page.submit()
    expect(bodies().map(({ state }) => state)).toEqual([SEALED, SEALED, 'second', 'third'])
    expect(asked.map(({ url }) => url.slice(LINK.length))).toEqual(['', '/begin', '/1', '/2', '/submit'])
    expect(asked.map(({ call }) => call.headers?.cookie)).toEqual([
      undefined,
      ...Array(4).fill('device=one; other=two'),
    ])
  })
})
