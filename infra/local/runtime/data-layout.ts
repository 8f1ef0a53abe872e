import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Raised when names in storage change: before the first release nothing is migrated. */
const DATA_LAYOUT = 6

const FILE = 'layout.json'

/**
 * Marks a data folder with the layout that this version writes.
 *
 * @param folder may be absent or empty
 * @throws Error for data of another version, with the command that starts over
 */
export function requireCurrentLayout(folder: string): void {
  const file = join(folder, FILE)
  const isEmpty = !existsSync(folder) || readdirSync(folder).length === 0
  if (!isEmpty && readLayout(file) !== DATA_LAYOUT)
    throw new Error('The data kept here is from an earlier version. Start over with: npm start -- --fresh')
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, JSON.stringify({ layout: DATA_LAYOUT }))
}

function readLayout(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).layout
  } catch {
    return undefined
  }
}
