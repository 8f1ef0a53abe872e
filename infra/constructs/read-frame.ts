import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BUNDLES } from './build-bundle.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * A frame of a function's log, such as `send /var/task/index.mjs:3:29706`, as a place in the sources. No function reads
 * source maps at start, which costs 10 ms; whoever reads its log does so afterwards.
 *
 * @param folder the bundle that logged it
 * @returns `functions/platform/core/environment.ts:28:37`; the frame as it is where it is none of the bundle
 */
export function readFrame(folder: string, frame: string): string {
  const [, file, line, column] = /([\w-]+\.mjs):(\d+):(\d+)$/.exec(frame) ?? []
  const mapFile = join(folder, `${file}.map`)
  if (file === undefined || !existsSync(mapFile)) return frame
  const map = new SourceMap(JSON.parse(readFileSync(mapFile, 'utf8')))
  // A frame counts lines and columns from 1, a source map from 0.
  const entry = map.findEntry(Number(line) - 1, Number(column) - 1)
  if (!('originalSource' in entry)) return frame
  const source = relative(ROOT, resolve(BUNDLES, entry.originalSource))
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
}
