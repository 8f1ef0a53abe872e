import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

/** The headless shell first: the same engine without the windows, and far quicker to start. */
const CANDIDATES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Flags without which Chromium looks for hosts of its own while the tests run. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The Chromium that drives the page tests, or `undefined` where there is none: then they are skipped.
 * @throws Error when CONCORD_REQUIRE_CHROMIUM=1 and there is none.
 */
export function chromiumPath(): string | undefined {
  const named = process.env.CONCORD_CHROMIUM
  const found = [...(named ? [named] : []), ...CANDIDATES].find((path) => existsSync(path))
  if (found === undefined && process.env.CONCORD_REQUIRE_CHROMIUM === '1')
    throw new Error(
      'Chromium not found, and CONCORD_REQUIRE_CHROMIUM=1; apt-get install chromium-headless-shell',
    )
  return found
}

/** Appended to the name of a suite that needs Chromium, so that a skipped one says why. */
export function chromiumNote(path: string | undefined): string {
  return path === undefined ? ' [skipped: Chromium not found; apt-get install chromium-headless-shell]' : ''
}

/** A step that takes longer has failed; a slow machine needs more than Playwright's 30 seconds. */
const SLOWEST_STEP_MS = 120_000

let browser: Promise<Browser> | undefined

/**
 * A fresh browser context, as empty as a new profile, in the one Chromium that this process starts when the
 * first is asked for. Close it with the function returned.
 */
export async function openChromium(
  executablePath: string,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  browser ??= chromium.launch({ executablePath, headless: true, chromiumSandbox: false, args: QUIET })
  const context = await (await browser).newContext(options)
  context.setDefaultTimeout(SLOWEST_STEP_MS)
  return { context, close: () => context.close() }
}
