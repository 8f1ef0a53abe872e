import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildBundle } from '../../../infra/constructs/build-bundle.ts'
import { readFrame } from '../../../infra/constructs/read-frame.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-frames-'))
afterAll(() => rmSync(folder, { recursive: true }))
buildBundle('functions/handlers/open-due-assessments.handler.ts', folder)

/** Line and column of a text, counted from 1. */
function findPlace(text: string, sought: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(sought)).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

test('a frame of a log leads to the line in the sources', () => {
  const said = 'environment: missing or malformed'
  const inBundle = findPlace(readFileSync(join(folder, 'index.mjs'), 'utf8'), `\`${said}`)
  const source = readFileSync(
    new URL('../../../functions/platform/core/environment.ts', import.meta.url),
    'utf8',
  )
  const { line, column } = findPlace(source, `\`${said}`)
  expect(readFrame(folder, `send /var/task/index.mjs:${inBundle.line}:${inBundle.column}`)).toBe(
    `functions/platform/core/environment.ts:${line}:${column}`,
  )
})

test('a frame of Node stays as it is', () => {
  expect(readFrame(folder, 'node:internal/process/task_queues:103:5')).toBe(
    'node:internal/process/task_queues:103:5',
  )
})
