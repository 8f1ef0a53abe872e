import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Small inputs of kinds that failed once, each with what is expected of it. They stand beside the checkout, in
 * `../shared/fixtures/failing`, or where `CONCORD_FIXTURES` says; they are not copied into the project.
 */
const FOLDER = join(
  process.env.CONCORD_FIXTURES ?? join(import.meta.dirname, '../../../shared/fixtures'),
  'failing',
)

export const hasFailingInputs = existsSync(FOLDER)

/** To be said in the title of tests that need them. */
export const failingInputsNote = hasFailingInputs
  ? ''
  : ' (skipped: no shared/fixtures/failing beside the checkout)'

export function readFailingInput(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8')
}
