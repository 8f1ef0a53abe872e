import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

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
    throw new Error('Chromium not found, and CONCORD_REQUIRE_CHROMIUM=1; apt-get install chromium')
  return found
}

/** Appended to the name of a suite that needs Chromium, so that a skipped one says why. */
export function chromiumNote(path: string | undefined): string {
  return path === undefined ? ' [skipped: Chromium not found; apt-get install chromium]' : ''
}

/** A fresh browser with an empty profile. Close it with the function returned. */
export async function openChromium(
  executablePath: string,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'concord-chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    chromiumSandbox: false,
    args: QUIET,
    ...options,
  })
  const close = async () => {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
  return { context, close }
}
