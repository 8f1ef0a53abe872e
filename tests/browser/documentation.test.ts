import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createReferenceRoutes } from '../../functions/public-pages/reference.routes.tsx'
import { catalogue } from '../../web/docs/index.ts'
import { accessibilityFaults, overflow } from '../support/accessibility.ts'
import { serveApplication } from '../support/application-server.ts'
import { chromiumNote, chromiumPath, openChromium } from '../support/chromium.ts'
import { RESOURCE } from '../support/protected-resource.ts'

const chromium = chromiumPath()
const app = createReferenceRoutes({
  resource: RESOURCE,
  log: { info: () => undefined, error: () => undefined },
})
let server: Awaited<ReturnType<typeof serveApplication>>
const cleanups: (() => Promise<void>)[] = []

beforeAll(async () => {
  server = await serveApplication(app)
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
  await page.goto(server.url + path)
  return page
}

describe.skipIf(chromium === undefined)(`the documentation${chromiumNote(chromium)}`, () => {
  const pages = ['/docs', ...catalogue.map(({ path }) => path), '/problems/not-found']

  // axe-core takes its time over the API reference, which holds every field of every reply.
  it.each(pages)(
    '%s has no accessibility fault, and fits 320 and 1280 px',
    { timeout: 180_000 },
    async (path) => {
      const page = await visit(path, { viewport: { width: 320, height: 568 } })
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        expect(await overflow(page), `sideways scrolling at ${width} px`).toBe(0)
        expect(await accessibilityFaults(page), `at ${width} px`).toEqual([])
      }
    },
  )

  it('lists the headings of a document beside it, and folds them above it on a small screen', async () => {
    const page = await visit('/docs/coordinators', { viewport: { width: 1280, height: 800 } })
    await page.locator('nav.side').getByRole('link', { name: 'Safety alerts' }).click()
    expect(page.url()).toContain('#safety-alerts')
    await page.setViewportSize({ width: 320, height: 568 })
    expect(await page.locator('nav.side').isVisible()).toBe(false)
    await page.getByText('Contents').click()
    expect(await page.locator('.menu').getByRole('link', { name: 'Safety alerts' }).isVisible()).toBe(true)
  })

  it('finds the operations that hold every word, and shows all of them again', async () => {
    const page = await visit('/docs/api', { viewport: { width: 1280, height: 800 } })
    const operations = page.locator('article.operation')
    const all = await operations.count()
    await page.getByRole('searchbox').fill('tippingPoint contrasts')
    await page.getByText(`2 of ${all} operations`).waitFor()
    expect(await page.locator('article.operation:visible h3').allTextContents()).toEqual([
      'Fit a mixed model for repeated measures (MMRM) to one measure',
      'Read a mixed model of a release',
    ])
    expect(await page.locator('nav.side li[data-of]:visible').count()).toBe(2)
    await page.getByRole('searchbox').fill('')
    await page.getByText(`${all} of ${all} operations`).waitFor()
  })

  it('shows the whole reference without JavaScript, and no search', async () => {
    const page = await visit('/docs/api', { javaScriptEnabled: false })
    expect(await page.locator('article.operation:visible').count()).toBeGreaterThan(30)
    expect(await page.locator('.filter').isVisible()).toBe(false)
  })
})
