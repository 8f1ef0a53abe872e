import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { toItem } from '../../../functions/platform/aws/dynamodb.ts'
import { buildAssessmentScope } from '../../../functions/platform/core/scope.ts'
import { buildAssessmentKey } from '../../../functions/records/assessment/assessment-keys.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic } from '../../support/clinic.ts'
import { answerOnPage, type OpenPage, openPage } from '../../support/open-page.ts'

/*
 * What a page was made from goes back with its answers. These tests hold a page against everything that may have happened
 * since it was made.
 */

let clinic: Clinic
let participant: string
let page: OpenPage

beforeEach(async () => {
  clinic = await openClinic()
  participant = await clinic.enrol()
  await clinic.tick()
  page = await openPage(clinic, clinic.newestLink())
})

const readAnswers = async () => (await clinic.readSurvey(participant))?.response?.answers
const readAudit = async () => (await clinic.readAudit(participant)).map(({ action }) => action)
const readProblem = async (reply: Response) => ((await reply.json()) as { type: string }).type

async function endLinks(): Promise<void> {
  const scope = buildAssessmentScope(clinic.participantScope('harbor', participant), 'baseline')
  await clinic.tables.dynamo.send(
    new UpdateItemCommand({
      TableName: clinic.tables.study,
      Key: toItem(buildAssessmentKey(scope)),
      UpdateExpression: 'SET linkGeneration = :one, revision = revision + :one',
      ExpressionAttributeValues: toItem({ ':one': 1 }),
    }),
  )
}

describe('a page that is older than what happened since', () => {
  test('takes no answer after the window has closed', async () => {
    clinic.advance('P15D')
    const reply = await answerOnPage(clinic, page, 1, '7')
    expect(reply.status).toBe(410)
    expect(await readAnswers()).toBeUndefined()
  })

  test('takes no answer after the submission, and none after a submission from another telephone', async () => {
    await clinic.postJson(`${page.link}/submit`, { answers: BASELINE_ANSWERS })
    const reply = await answerOnPage(clinic, page, 1, '2')
    expect(reply.status).toBe(409)
    expect(await readProblem(reply)).toBe('/problems/response-already-submitted')
    expect(await readAnswers()).toEqual(BASELINE_ANSWERS)
  })

  test('takes no answer once the link has ended', async () => {
    await answerOnPage(clinic, page, 1, '7')
    await endLinks()
    expect((await answerOnPage(clinic, page, 2, '7')).status).toBe(404)
    expect((await clinic.page(page.link)).status).toBe(404)
    expect((await clinic.postJson(`${page.link}/submit`, { revision: 1 })).status).toBe(404)
    expect(await readAnswers()).toEqual({ 'peg/pain': '7' })
  })

  test('loses no answer of another tab, and begins no second response', async () => {
    const tab = { ...page }
    await answerOnPage(clinic, page, 1, '7')
    await answerOnPage(clinic, tab, 2, '6')
    await answerOnPage(clinic, page, 3, '5')
    await answerOnPage(clinic, tab, 1, '4')
    expect(await readAnswers()).toEqual({ 'peg/pain': '4', 'peg/enjoyment': '6', 'peg/activity': '5' })
    expect(await readAudit()).not.toContain('response.submitted')
  })

  test('raises the alert of a sum whose other answers it does not know', async () => {
    const tab = { ...page }
    for (let position = 7; position <= 13; position += 1) await answerOnPage(clinic, page, position, '3')
    // Eight times 3 is above 20 once the ninth item is answered as well, which this tab has seen nothing of.
    await answerOnPage(clinic, tab, 14, '3')
    await answerOnPage(clinic, tab, 15, '0')
    const alerts = await clinic.deps.alerts.listByParticipant(clinic.participantScope('harbor', participant))
    expect(alerts.map(({ rule }) => rule)).toEqual(['severe-depression'])
    expect((await readAudit()).filter((action) => action === 'safety-alert.raised')).toHaveLength(1)
  })
})

describe('a state that is not of this page is not looked at', () => {
  const answerWith = async (state: string, cookie = page.cookie) =>
    (await answerOnPage(clinic, { ...page, state, cookie }, 2, '6')).status

  test.each([
    ['of another browser', async () => ['', 'concord-browser=AAAAAAAAAAAAAAAAAAAAAA'] as const],
    ['of no browser', async () => ['', ''] as const],
    [
      'of another link',
      async () => {
        await clinic.enrol('harbor', '+12025550177')
        await clinic.tick()
        return [(await openPage(clinic, clinic.newestLink())).state, page.cookie] as const
      },
    ],
    ['that was changed', async () => [`${page.state.slice(0, -2)}AA`, page.cookie] as const],
    ['that is no state', async () => ['%%%', page.cookie] as const],
    ['that is longer than any', async () => ['A'.repeat(30_001), page.cookie] as const],
  ])('%s', async (_, make) => {
    // The page is stale: what it says of the survey is wrong by now, and only a read can know better.
    await answerOnPage(clinic, { ...page }, 1, '7')
    const [state, cookie] = await make()
    expect(await answerWith(state || page.state, cookie)).toBe(200)
    expect(await readAnswers()).toEqual({ 'peg/pain': '7', 'peg/enjoyment': '6' })
  })
})

test('pages that are only looked at bring a state and a cookie that no script reads, and store nothing', async () => {
  const before = await clinic.tables.everything(clinic.tables.study)
  const reply = await clinic.pages.request(page.link)
  expect(reply.headers.get('set-cookie')).toMatch(
    /^concord-browser=[\w-]{22}; Max-Age=\d+; Path=\/s; HttpOnly; Secure; SameSite=Lax$/,
  )
  expect(await clinic.tables.everything(clinic.tables.study)).toEqual(before)
})

test('without a script the state travels in the form', async () => {
  const html = await (await clinic.page(`${page.link}/1`)).text()
  const main = /<main[^>]*>(.*?)<\/main>/s.exec(html)?.[1] ?? ''
  expect(main).toMatch(/<input type="hidden" name="state" value="[\w-]{100,}"/)
  // Templates belong to the script, which has its own: a copy in each would be half of the page.
  expect(html.match(/name="state"/g)).toHaveLength(1)
})

test('a state says nothing to whoever reads the page’s source', async () => {
  await answerOnPage(clinic, page, 1, '7')
  const told = Buffer.from(page.state, 'base64url').toString('latin1')
  expect(told).not.toMatch(/peg|harbor|baseline/)
  expect(page.state.length).toBeLessThan(700)
})
