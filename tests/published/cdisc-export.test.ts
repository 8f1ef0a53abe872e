import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { writeCdisc, writeOdm } from '../support/cdisc-export.ts'
import { buildTidySetting, drawTidyPeople } from '../support/tidy-people.ts'

/*
 * CDISC’s own schema of ODM 1.3.2 (tests/published/cdisc) takes what an export writes.
 * No schema of Define-XML can be had here: of define.xml the ODM in it is compared with ODM's, without the elements of its own.
 */

const SCHEMA = fileURLToPath(new URL('cdisc/ODM1-3-2.xsd', import.meta.url))
const hasLint = spawnSync('xmllint', ['--version']).status === 0
const note = hasLint ? '' : ' (skipped: no xmllint; apt-get install libxml2-utils)'

const folder = mkdtempSync(join(tmpdir(), 'concord-odm-'))
afterAll(() => rmSync(folder, { recursive: true }))

function validate(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  const { status, stderr } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', SCHEMA, path], {
    encoding: 'utf8',
  })
  return status === 0 ? 'valid' : stderr.slice(0, 2000)
}

const setting = buildTidySetting()
const BATTERY = ['phq-9@1.1.0', 'peg@1.0.0', 'own-goal@1.1.0', 'psqi@2.0.0', 'isi@1.0.0']
const people = [
  ...drawTidyPeople(setting, { count: 25, battery: BATTERY, timepoints: ['baseline', 'week-1'] }),
]

describe.skipIf(!hasLint)(`CDISC’s schema of ODM 1.3.2${note}`, () => {
  test('takes the ODM of an export, and of one without anybody', async () => {
    expect(validate('odm.xml', await writeOdm(setting, people))).toBe('valid')
    expect(validate('empty.xml', await writeOdm(setting, []))).toBe('valid')
  })

  test('refuses an ODM with an answer out of its place', async () => {
    const text = (await writeOdm(setting, people)).replace(
      '<ClinicalData',
      '<ItemData ItemOID="I.x" Value="1"/><ClinicalData',
    )
    expect(validate('wrong.xml', text)).not.toBe('valid')
  })

  test('takes define.xml without what is Define-XML’s own', async () => {
    const text = ((await writeCdisc(setting, people)).get('define.xml') ?? '')
      .replace(
        /<def:leaf [\s\S]*?<\/def:leaf>|<def:Standards>[\s\S]*?<\/def:Standards>|<def:\w+[^>]*\/>/g,
        '',
      )
      .replace(/ (def:\w+|xmlns:def|xmlns:xlink)="[^"]*"/g, '')
      .replace(/ DataType="date" SASFieldName/g, ' DataType="date" SASFieldName')
    expect(validate('define.xml', text)).toBe('valid')
  })
})
