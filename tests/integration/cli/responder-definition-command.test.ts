import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runResponderDefinitionCommand } from '../../../functions/cli/run-responder-definition-command.ts'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { buildDefinitionSource } from '../../support/definition-sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-definitions-'))
let clinic: Clinic

beforeAll(async () => {
  clinic = await openClinic()
  await seedLibrary(clinic.deps, shippedDefinitions)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await clinic.tables.drop()
})

const write = (name: string, content: unknown) => {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(content))
  return file
}
const run = (...args: string[]) =>
  runResponderDefinitionCommand(args, {
    signIn: async () => 'lead',
    fetch: async (address, init) => {
      const { pathname } = new URL(String(address))
      return clinic.api('lead', 'POST', pathname, String(init?.body))
    },
  })

describe('definitions in files', () => {
  test('are refused with each error at its place, and nothing is published', async () => {
    const file = write(
      'wrong.json',
      buildDefinitionSource({ rule: { op: 'level', score: 'none/such', atMost: 3 } }),
    )
    const checked = await run('check', file)
    expect(checked).toMatchObject({ exitCode: 1 })
    expect(checked.err).toContain(`${file}/rule/score\tno published instrument has the score none/such`)
    const published = await run('publish', file, '--study', STUDY, '--url', 'https://concord.example')
    expect(published).toMatchObject({ exitCode: 1 })
    expect(published.err).toContain('/rule/score')
    expect(published.err).toContain('Nothing was published')
  })

  test.each([
    ['an unknown command', ['nothing'], 2],
    ['no file', ['check'], 2],
    ['a file that is not there', ['check', join(folder, 'nowhere.json')], 2],
    ['no study', ['publish', 'file.json', '--url', 'https://concord.example'], 2],
    ['no address', ['publish', 'file.json', '--study', STUDY], 2],
    ['nothing asked', [], 0],
  ])('are left alone for %s', async (_, args, exitCode) => {
    expect((await run(...args)).exitCode).toBe(exitCode)
  })

  test('are said in words, and published once however often they are sent', async () => {
    const file = write('right.json', buildDefinitionSource())
    expect((await run('check', file)).out).toContain('Pain improved by at least 40% from baseline')
    for (let time = 0; time < 2; time += 1) {
      const published = await run('publish', file, '--study', STUDY, '--url', 'https://concord.example')
      expect(published).toMatchObject({ exitCode: 0, err: '' })
      expect(published.out).toContain('own-relief@1.0.0 is published')
    }
  })
})
