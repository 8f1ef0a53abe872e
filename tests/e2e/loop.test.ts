import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeJwt, generateKeyPair, SignJWT } from 'jose'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBrowserScripts } from '../../infra/constructs/browser-scripts.ts'
import { synthesize } from '../../infra/local/cloudformation/assembly.ts'
import type { LocalStack } from '../../infra/local/server/local-stack.ts'
import { startLocalStack } from '../../infra/local/server/stack.ts'
import { accessibilityFaults } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath, openChromium } from '../support/chromium.ts'

const chromium = chromiumPath()
const STUDY = '/api/studies/ketamine-infusion-registry'
const PHONE = '+12025550123'
const DAY = 86_400_000

let stack: LocalStack
let token: string
let close: (() => Promise<void>)[] = []

/** The deployed bundles and template on this machine, as `npm start` runs them, in memory and without a demo cohort. */
beforeAll(async () => {
  if (chromium === undefined) return
  const kept = fileURLToPath(new URL('../../.concord/cdk.out', import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'concord-e2e-'))
  const assembly = await synthesize(kept, () => {})
  stack = await startLocalStack({ assembly, port: 0, logFolder: folder, ticking: false })
  token = await stack.createToken('coordinator-harbor')
  close = [() => stack.close(), async () => rmSync(folder, { recursive: true })]
})
afterAll(async () => {
  for (const one of close) await one()
})

async function post(path: string, body: unknown): Promise<Record<string, string>> {
  const reply = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
      'idempotency-key': 'once',
    },
    body: JSON.stringify(body),
  })
  expect(reply.status).toBe(201)
  return (await reply.json()) as Record<string, string>
}

function newestLink(): string {
  const link = /http\S+\/s\/\w+/.exec(stack.phones.messages(PHONE).at(-1)?.body ?? '')?.[0]
  if (!link) throw new Error('no text holds a link')
  return link
}

/** What DynamoDB holds of the survey: link, assessment, response. */
async function standing(participant: string): Promise<string> {
  const reply = await fetch(`${stack.url}${STUDY}/participants/${participant}/assessments`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return reply.text()
}

/** Posts the forms of the pages, as a browser without JavaScript does, to the thanks page. */
async function answerByForms(link: string, choice: (n: number) => number): Promise<void> {
  const send = async (path: string, form: Record<string, string>) => {
    const reply = await fetch(link + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    expect(reply.status).toBe(303)
    return reply.headers.get('location') ?? ''
  }
  let following = `${link}/1`
  for (let n = 1; !following.endsWith('/review'); n += 1) {
    const asked = await (await fetch(following)).text()
    const codes = [...asked.matchAll(/<input(?=[^>]* type="radio")[^>]* value="([^"]+)"/g)].map(
      ([, code]) => code ?? '',
    )
    const chosen = codes[Math.min(choice(n), codes.length - 1)] ?? ''
    following = new URL(await send(`/${n}`, { answer: chosen }), link).href
    expect(n).toBeLessThan(40)
  }
  const review = await (await fetch(`${link}/review`)).text()
  const revision = /name="revision" value="(\d+)"/.exec(review)?.[1] ?? ''
  expect(await send('/submit', { revision })).toMatch(/\/thanks$/)
}

/** Answers every question in a browser by its place among the options, then reviews and submits. */
async function answer(page: Page, link: string, choice: (n: number) => number): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: /Start|Continue/ }).click()
  for (let n = 1; ; n += 1) {
    const radios = page.locator('main form input[type=radio]')
    await radios.nth(Math.min(choice(n), (await radios.count()) - 1)).check({ force: true })
    await page.getByRole('button', { name: 'Next' }).click()
    const heading = page.getByRole('heading', { name: 'Check your answers' })
    const following = page.getByText(`Question ${n + 1} of`)
    await heading.or(following).waitFor()
    if (await heading.isVisible()) break
  }
  await page.getByRole('button', { name: 'Send my answers' }).click()
  await page.getByRole('heading', { name: 'Your answers are sent' }).waitFor()
}

describe.skipIf(chromium === undefined)(`the loop${chromiumNote(chromium)}`, () => {
  test('from the text message to the pooled outcome', async () => {
    const { participant = '' } = await post(`${STUDY}/participants`, {
      site: 'harbor',
      phone: PHONE,
      locale: 'en',
      smsConsent: true,
    })
    await stack.tick()
    const before = await standing(participant)

    // A scanner that runs scripts, a HEAD and three GETs change nothing.
    const scanner = await openChromium(chromium ?? '')
    const scan = await scanner.context.newPage()
    for (const path of ['', '/review'])
      await scan.goto(`${newestLink()}${path}`, { waitUntil: 'networkidle' })
    await scanner.close()
    await fetch(newestLink(), { method: 'HEAD' })
    for (let i = 0; i < 3; i += 1) await fetch(newestLink())
    expect(await standing(participant)).toBe(before)

    // The deployed bundle holds the script that the sources make, and its policy allows that script.
    const opened = await fetch(newestLink())
    const script = /<script>([\s\S]*?)<\/script>/.exec(await opened.text())?.[1] ?? ''
    expect(JSON.stringify(script)).toBe(buildBrowserScripts().PARTICIPANT_SCRIPT)
    expect(opened.headers.get('content-security-policy')).toContain(
      `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    )

    await answerByForms(newestLink(), (n) => (n <= 4 ? 8 : 0))
    await post(`${STUDY}/participants/${participant}/treatments`, {
      kind: 'ketamine-infusion',
      givenAt: new Date(stack.clock.now()).toISOString(),
    })
    await stack.advanceClock(stack.clock.now() + 8 * DAY)
    expect(stack.phones.messages(PHONE)).toHaveLength(2)

    const phone = await openChromium(chromium ?? '', { viewport: { width: 320, height: 568 } })
    const survey = await phone.context.newPage()
    const strangers: string[] = []
    survey.on('request', (request) => {
      if (!request.url().startsWith(stack.url)) strangers.push(request.url())
    })
    await answer(survey, newestLink(), (n) => (n <= 4 ? 3 : 1))
    await phone.close()
    expect(strangers).toEqual([])
    // Until the window is over nobody is in a rate, however early they answered.
    await stack.advanceClock(stack.clock.now() + 8 * DAY)

    const desk = await openChromium(chromium ?? '')
    const console = await desk.context.newPage()
    await console.goto(`${stack.url}/console`)
    await console.getByRole('link', { name: 'Sign in' }).click()
    await console
      .getByRole('button', { name: /Harbor/ })
      .first()
      .click()
    await console.getByRole('link', { name: 'Participants' }).click()
    await console.getByRole('heading', { name: 'Participants at Harbor Clinic' }).waitFor()
    await console.getByRole('link', { name: participant }).click()
    await console.getByRole('heading', { name: 'Scores over time' }).waitFor()
    // 8 before treatment, 3 after: −62.5 %.
    expect(await console.locator('main').textContent()).toMatch(/[−-]62\.5/)
    await console.getByRole('link', { name: 'Analyses' }).first().click()
    await console.getByRole('heading', { name: 'Responder rate', exact: true }).waitFor()
    await console.getByLabel('Timepoint').selectOption('week-1')
    await console.getByRole('button', { name: 'Show' }).click()
    const ours = console.getByRole('row', { name: /Harbor Clinic/ })
    await ours.waitFor()
    expect(await ours.innerText()).toMatch(/0\s+1\s+1\s+1\s+100/)
    expect(await accessibilityFaults(console)).toEqual([])
    const [download] = await Promise.all([
      console.waitForEvent('download'),
      console.getByRole('link', { name: 'Download as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.csv$/)
    await desk.close()
  })

  test('no token, a forged one and one of another issuer are refused', async () => {
    const [head, body, signature = ''] = token.split('.')
    const forged = `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    // Keys of someone else's, once under the true issuer's name and once under their own.
    const { privateKey } = await generateKeyPair('RS256')
    const claims = decodeJwt(token)
    const sign = (issuer: string) =>
      new SignJWT({ ...claims, iss: issuer }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)
    const ours = claims.iss ?? ''
    for (const [name, authorization] of Object.entries({
      none: '',
      empty: 'Bearer ',
      basic: `Basic ${token}`,
      forged: `Bearer ${forged}`,
      unsigned: `Bearer ${head}.${body}.`,
      'another key': `Bearer ${await sign(ours)}`,
      'another issuer': `Bearer ${await sign('https://sign-in.example')}`,
      nonsense: 'Bearer nonsense',
    })) {
      const reply = await fetch(`${stack.url}${STUDY}`, { headers: authorization ? { authorization } : {} })
      expect(reply.status, name).toBe(401)
      expect(reply.headers.get('content-type')).toBe('application/problem+json')
    }
    const good = await fetch(`${stack.url}${STUDY}`, { headers: { authorization: `Bearer ${token}` } })
    expect(good.status).toBe(200)
  })
})
