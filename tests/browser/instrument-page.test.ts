import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createInstrumentPages } from '../../functions/public-pages/instrument-pages.routes.tsx'
import { holdLibrary } from '../../functions/records/library/study-library.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { accessibilityFaults, overflow } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath, openChromium } from '../support/chromium.ts'

const chromium = chromiumPath()
const silent = { info: () => undefined, error: () => undefined }
const app = createInstrumentPages({ catalogue: holdLibrary(openShippedLibrary()), log: silent })
const server = createServer(async (request, response) => {
  const body = request.method === 'POST' ? await new Response(request as never).text() : undefined
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const reply = await app.request(request.url ?? '/', {
    method: request.method ?? 'GET',
    headers,
    body: body ?? null,
  })
  response.writeHead(reply.status, Object.fromEntries(reply.headers))
  response.end(await reply.text())
})
let url = ''
const cleanups: (() => Promise<void>)[] = []

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function visit(path: string, options: object = {}) {
  const { context, close } = await openChromium(chromium ?? '', options)
  cleanups.push(close)
  const page = await context.newPage()
  await page.goto(url + path)
  return page
}

describe.skipIf(chromium === undefined)(`the pages of an instrument${chromiumNote(chromium)}`, () => {
  it.each([true, false])('score what is tried (JavaScript: %s)', async (javaScriptEnabled) => {
    const page = await visit('/instruments/peg/1.0.0', { javaScriptEnabled })
    for (const item of ['pain', 'enjoyment', 'activity'])
      await page.locator(`input[name="${item}"][value="7"]`).check()
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Score these answers' }).click()
    await page
      .locator('#scores .card')
      .first()
      .getByText(/higher is worse\): 7,/)
      .waitFor()
    await page.getByText('Show calculation').first().click()
    await page.getByText('Mean of 3: 3 available').waitFor()
    expect(await page.locator('input[name="pain"][value="7"]').isChecked()).toBe(true)
  })

  it.each(['/instruments/phq-9/1.0.0', '/instruments'])(
    '%s has no accessibility fault, and fits 320 px',
    async (path) => {
      const page = await visit(path, { viewport: { width: 320, height: 568 } })
      expect(await accessibilityFaults(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
    },
  )
})
