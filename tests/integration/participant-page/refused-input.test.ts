import { beforeEach, describe, expect, test } from 'vitest'
import { openLibrary, openShippedLibrary } from '../../../surveys/library/library.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { readReview } from '../../support/open-page.ts'
import { withTimepoints } from '../../support/other-batteries.ts'

/* Input that means nothing, or two things, is refused: it never fails inside and never submits. */

let clinic: Clinic
let participant: string
let link: string

/** The shipped study with a baseline that branches and asks in free text. */
function openBranchingLibrary() {
  const shipped = openShippedLibrary()
  const study = shipped.findStudy(STUDY)?.definition
  if (!study) throw new Error('the shipped study is not there')
  const timepoints = study.timepoints.map((one) =>
    one.id === 'baseline' ? { ...one, battery: ['side-effects@1.1.0', 'own-goal@1.0.0', 'peg@1.0.0'] } : one,
  )
  const definitions = shipped.instruments.map(({ definition }) => definition)
  return openLibrary(definitions, [withTimepoints(study, timepoints)])
}

beforeEach(async () => {
  clinic = await openClinic(undefined, undefined, openBranchingLibrary())
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
})

const send = (path: string, body: string, type: string, accept = 'text/html') =>
  clinic.pages.request(`${link}${path}`, { method: 'POST', body, headers: { 'content-type': type, accept } })
const readResponse = async () => (await clinic.readSurvey(participant))?.response
const listKeys = async () => {
  const survey = await clinic.readSurvey(participant)
  return (survey?.assessment.battery ?? []).flatMap((ref) => {
    const definition = clinic.deps.instruments.findInstrument(ref)?.definition
    return definition?.items.map(({ id }) => `${definition.id}/${id}`) ?? []
  })
}
const findPosition = async (key: string) => (await listKeys()).indexOf(key) + 1

describe('a body is refused, and nothing is stored', () => {
  const JSON_BODY = JSON.stringify({ answers: { 'peg/pain': '5' } })
  test.each([
    ['JSON that is sent as text', JSON_BODY, 'text/plain', 415],
    ['JSON that is sent as a form', JSON_BODY, 'application/x-www-form-urlencoded', 412],
    ['JSON without a type', JSON_BODY, '', 415],
    [
      'a multipart form that breaks off',
      '--x\r\nContent-Disposition: form-data; name="a',
      'multipart/form-data; boundary=x',
      400,
    ],
    ['a multipart form without a boundary', 'a=1', 'multipart/form-data', 400],
    ['JSON that is nested 20,000 deep', `{"answers":${'['.repeat(20_000)}`, 'application/json', 400],
    ['JSON with a member twice', '{"answers":{"peg/pain":"5","peg/pain":"6"}}', 'application/json', 400],
    ['JSON with NUL', '{"answers":{"peg/pain":"5\\u0000"}}', 'application/json', 422],
  ])('%s', async (_, body, type, status) => {
    for (const path of ['/submit', '/begin', `/${await findPosition('peg/pain')}`]) {
      const reply = await send(path, body, type)
      // A form with nothing in it begins, and answers nothing; only a submission must say what it submits.
      const expected = status === 412 && path !== '/submit' ? [303, 422] : [status]
      expect(expected, path).toContain(reply.status)
    }
    expect(await readResponse()).toBeUndefined()
  })
})

describe('an answer is refused', () => {
  test.each([' 5 ', '5 ', '05', '5.0', '+5', '٥'])('that is not exactly a code: %j', async (answer) => {
    const position = await findPosition('peg/pain')
    expect((await clinic.postJson(`${link}/${position}`, { answer })).status).toBe(422)
    expect((await clinic.postForm(`${link}/${position}`, { answer })).status).toBe(422)
    const whole = await clinic.postJson(`${link}/submit`, { answers: { 'peg/pain': answer } })
    expect(await whole.json()).toMatchObject({
      errors: [{ pointer: '/answers/peg~1pain', code: 'answer-not-an-option' }],
    })
    expect(await readResponse()).toBeUndefined()
  })

  test('with a control character, in words that say what to write', async () => {
    const position = await findPosition('own-goal/goal')
    for (const answer of ['walk\u0000', 'walk\u0007', '\u0085walk']) {
      const page = await clinic.postForm(`${link}/${position}`, { answer })
      expect(page.status).toBe(422)
      expect(await page.text()).toContain('Write an answer')
      expect((await clinic.postJson(`${link}/${position}`, { answer })).status).toBe(422)
    }
    expect(await readResponse()).toBeUndefined()
    expect((await clinic.postForm(`${link}/${position}`, { answer: 'walk\r\nfar' })).status).toBe(303)
  })

  test('to a question that other answers hide, alone and in a submission', async () => {
    const nausea = await findPosition('side-effects/nausea')
    await clinic.postForm(`${link}/${await findPosition('side-effects/any')}`, { answer: 'no' })
    const asJson = await clinic.postJson(`${link}/${nausea}`, { answer: '3' })
    expect([asJson.status, ((await asJson.json()) as { type: string }).type]).toEqual([
      422,
      '/problems/item-not-shown',
    ])
    const page = await clinic.postForm(`${link}/${nausea}`, { skip: '1' })
    expect(page.status).toBe(422)
    expect(await page.text()).toContain('Check your answers')
    const whole = await clinic.postJson(`${link}/submit`, { answers: { 'side-effects/nausea': '3' } })
    expect(await whole.json()).toMatchObject({
      errors: [{ pointer: '/answers/side-effects~1nausea', code: 'item-not-shown' }],
    })
    expect((await readResponse())?.answers).toEqual({ 'side-effects/any': 'no' })
  })
})

test('an answer to a question that another page has brought up since is taken', async () => {
  const [any, nausea] = [await findPosition('side-effects/any'), await findPosition('side-effects/nausea')]
  await clinic.postForm(`${link}/${any}`, { answer: 'no' })
  const stale = await clinic.page(`${link}/${nausea}`)
  const cookie = stale.headers.get('set-cookie')?.split(';')[0] ?? ''
  const state = /name="state" value="([^"]+)"/.exec(await stale.text())?.[1] ?? ''
  await clinic.postForm(`${link}/${any}`, { answer: 'yes' })
  const reply = await clinic.pages.request(`${link}/${nausea}`, {
    ...{ method: 'POST', headers: { cookie } },
    body: new URLSearchParams({ answer: '3', state }),
  })
  expect(reply.status).toBe(303)
})

test('answers that a change has hidden stay, and what is reviewed can be submitted', async () => {
  const [any, nausea] = [await findPosition('side-effects/any'), await findPosition('side-effects/nausea')]
  await clinic.postForm(`${link}/${any}`, { answer: 'yes' })
  await clinic.postForm(`${link}/${nausea}`, { answer: '3' })
  await clinic.postForm(`${link}/${any}`, { answer: 'no' })
  const sent = await clinic.postForm(`${link}/submit`, await readReview(clinic, link))
  expect(sent.headers.get('location')).toMatch(/\/thanks$/)
})
