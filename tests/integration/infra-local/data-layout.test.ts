import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requireCurrentLayout } from '../../../infra/local/runtime/data-layout.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-layout-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const START_OVER = /npm start -- --fresh/

test('data without a layout, as earlier drafts left it, is refused with the command that starts over', () => {
  writeFileSync(join(folder, 'state.json'), '{}')
  expect(() => requireCurrentLayout(folder)).toThrow(START_OVER)
  expect(readdirSync(folder)).toEqual(['state.json'])
})

test('data of another layout is refused, and so is a layout that cannot be read', () => {
  writeFileSync(join(folder, 'layout.json'), '{"layout":1}')
  expect(() => requireCurrentLayout(folder)).toThrow(START_OVER)
  writeFileSync(join(folder, 'layout.json'), '{"lay')
  expect(() => requireCurrentLayout(folder)).toThrow(START_OVER)
})

test('an empty or absent folder is marked, and taken again', () => {
  const absent = join(folder, 'data')
  requireCurrentLayout(absent)
  mkdirSync(join(absent, 'tables'))
  expect(() => requireCurrentLayout(absent)).not.toThrow()
})
