import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the files of other publishers stand: beside the checkout, or where `CONCORD_FIXTURES` says. */
export const FIXTURES =
  process.env.CONCORD_FIXTURES ?? fileURLToPath(new URL('../../../shared/fixtures', import.meta.url))

/** What to write behind a title of tests that are skipped without the files. */
export const fixturesNote = existsSync(FIXTURES)
  ? ''
  : ` (skipped: no files at ${FIXTURES}; set CONCORD_FIXTURES)`
export const hasFixtures = existsSync(FIXTURES)

export function readFixture(name: string): Uint8Array {
  return readFileSync(`${FIXTURES}/${name}`)
}
