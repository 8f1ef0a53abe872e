import type { WriteStream } from 'node:tty'
import type { DemoProgress } from './runtime/demo-progress.ts'

const PLAIN_EVERY_MS = 10_000

/** Shows progress in one line that is written over on a terminal, and as a plain line now and then anywhere else. */
export function createProgressLine(
  output: WriteStream,
  now: () => number = Date.now,
): (progress: DemoProgress) => void {
  let last = ''
  let writtenAt = Number.NEGATIVE_INFINITY
  return ({ kind, line }) => {
    if (line === last) return
    const isLast = kind !== 'answering'
    if (output.isTTY) {
      output.write(`\r\x1b[2K${line.slice(0, output.columns - 1)}${isLast ? '\n' : ''}`)
    } else if (isLast || now() - writtenAt >= PLAIN_EVERY_MS) {
      output.write(`${line}\n`)
      writtenAt = now()
    }
    last = line
  }
}
