/**
 * `npm run frames -- serve-participant-page 'index.mjs:3:29706' …`: where in the sources the frames of a function's log are.
 * Run it in a checkout of the deployed commit: the same sources make the same bundle.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundle } from './constructs/build-bundle.ts'
import { readFrame } from './constructs/read-frame.ts'

const [name, ...frames] = process.argv.slice(2)
if (name === undefined || frames.length === 0) {
  console.error("usage: npm run frames -- <function> '<frame>' …")
  process.exit(2)
}
const SUFFIX = '.handler.ts'
const functions = readdirSync(new URL('../functions/handlers/', import.meta.url))
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
if (!functions.includes(name)) {
  console.error(`no function ${name}: it is one of ${functions.join(', ')}`)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'concord-frames-'))
try {
  buildBundle(`functions/handlers/${name}.handler.ts`, folder)
  for (const frame of frames) console.log(readFrame(folder, frame))
} finally {
  rmSync(folder, { recursive: true })
}
