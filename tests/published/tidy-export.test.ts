import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCsvExport } from '../../functions/interchange/tidy/csv/csv-export.ts'
import { buildTidySetting, drawTidyPeople } from '../support/tidy-people.ts'
import { readCsv, readZip } from '../support/zip.ts'

/*
 * R, PSPP and haven read what an export ships, and find the labels of the codebook and the cells of the files.
 * `apt-get install r-base-core pspp r-cran-haven`; what is not installed is skipped and named.
 */
const SCRIPT = fileURLToPath(new URL('./tidy-export.R', import.meta.url))
const ENVIRONMENT = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' }
const BATTERY = [
  'phq-9@1.1.0',
  'peg@1.0.0',
  'own-goal@1.1.0',
  'psqi@2.0.0',
  'side-effects@1.1.0',
  'pgic@1.0.0',
]

const run = (command: string, args: readonly string[], cwd?: string) =>
  spawnSync(command, [...args], { encoding: 'utf8', env: ENVIRONMENT, ...(cwd && { cwd }) })
const isThere = (command: string, ...args: readonly string[]) => run(command, args).status === 0
const hasR = isThere('Rscript', '--version')
const hasPspp = isThere('pspp', '--version')
const hasHaven = hasR && isThere('Rscript', '-e', 'library(haven)')
const note = (...missing: readonly (string | false)[]) => {
  const absent = missing.filter((one) => one !== false)
  return absent.length === 0 ? '' : ` (skipped: ${absent.join(', ')} not installed)`
}

let folder: string
let files: ReadonlyMap<string, string>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concord-tidy-'))
  const setting = buildTidySetting()
  // Labels with everything that ends a string in one of the languages.
  const sites = setting.study.sites.map((site, at) =>
    at === 0 ? { ...site, name: `O'Hara "North", 100 % $cost \`ünit\` \\ –` } : site,
  )
  const hard = { ...setting, study: { ...setting.study, sites } }
  const chunks: Uint8Array[] = []
  const people = drawTidyPeople(hard, {
    count: 60,
    battery: BATTERY,
    timepoints: ['baseline', 'week-1', 'week-4'],
  })
  await writeCsvExport(hard, people, (bytes) => void chunks.push(bytes))
  files = readZip(Buffer.concat(chunks))
  for (const [path, text] of files) writeFileSync(join(folder, path), text)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Tables, rows, variables and labels of values, as the files themselves have them. */
function countFiles(): readonly number[] {
  const codebook = readCsv(files, 'codebook.csv')
  const tables = [...new Set(codebook.map(({ table = '' }) => table))]
  const rows = tables.map((table) => readCsv(files, `${table}.csv`).length)
  const values = codebook.map(({ values: written = '' }) =>
    written === '' ? 0 : written.split(' | ').length,
  )
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  return [tables.length, sum(rows), codebook.length, sum(values)]
}

describe('the files of a tidy export', () => {
  test.skipIf(!hasR)(`are read and labelled by load.R${note(!hasR && 'R')}`, () => {
    const { stdout, stderr, status } = run('Rscript', [SCRIPT, folder])
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.trim().split('\n')).toEqual([`R ${countFiles().join(' ')}`])
    expect(countFiles()[1]).toBeGreaterThan(5000)
  })

  test.skipIf(!hasPspp || !hasHaven)(
    `are read and labelled by load.sps in PSPP${note(!hasPspp && 'pspp', !hasHaven && 'haven')}`,
    () => {
      const pspp = run('pspp', ['load.sps'], folder)
      expect([pspp.status, pspp.stdout.trim(), pspp.stderr]).toEqual([0, '', ''])
      const { stdout, stderr, status } = run('Rscript', [SCRIPT, folder, 'sav'])
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout.trim().split(/ ?\n/)).toEqual(
        ['R', 'SPSS'].map((way) => `${way} ${countFiles().join(' ')}`),
      )
    },
  )
})
