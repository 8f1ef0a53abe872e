import { type AxeResults, type RunOptions, source } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { openChromium } from './chromium.ts'

/**
 * What axe-core finds wrong with the page as it is shown, as `rule: markup` of the first place, and then what it
 * finds wrong with the colours when the device is dark: nothing but them is another then.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(source)
  const light = await run(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await run(page, { runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: null })
  return [...light, ...dark.map((fault) => `dark: ${fault}`)]
}

/** Sideways scrolling, in CSS pixels beyond the width of the window; 0 where everything fits. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
}

/** That a page has no accessibility fault, in light and dark, and does not scroll sideways at 1280 px nor at 320 px. */
export async function expectAccessiblePage(chromium: string, html: string): Promise<void> {
  const { context, close } = await openChromium(chromium)
  try {
    const page = await context.newPage()
    await page.setContent(html)
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await overflow(page)).toBe(0)
    }
    expect(await accessibilityFaults(page)).toEqual([])
  } finally {
    await close()
  }
}

async function run(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    // @ts-expect-error The source above has put `axe` there.
    (given) => globalThis.axe.run(document, { ...given, resultTypes: ['violations'], preload: false }),
    options,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
