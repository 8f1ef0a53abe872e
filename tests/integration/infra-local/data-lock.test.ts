import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireDataLock } from '../../../infra/local/runtime/data-lock.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-lock-'))
  file = join(folder, 'data.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a second server is refused while the first one runs, and the lock stays the first one’s', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  await once(other, 'spawn')
  writeFileSync(file, String(other.pid))
  expect(() => acquireDataLock(file)).toThrow(/Another npm start is running/)
  expect(readFileSync(file, 'utf8')).toBe(String(other.pid))
  other.kill('SIGKILL')
  await once(other, 'exit')
  // The lock of a server that was killed binds nobody.
  expect(() => acquireDataLock(file)).not.toThrow()
})

test('a lock that cannot be read binds nobody, and a released one is gone', () => {
  writeFileSync(file, 'not a process')
  const release = acquireDataLock(file)
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
  release()
  expect(existsSync(file)).toBe(false)
})
