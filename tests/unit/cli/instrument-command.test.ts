import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatShippedList } from '../../../functions/cli/register-instrument.ts'
import { runInstrumentCommand } from '../../../functions/cli/run-instrument-command.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'

const EVENING = fileURLToPath(
  new URL('../../support/instrument-files/fhir/evening-questions.json', import.meta.url),
)
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-instrument-'))
  mkdirSync(join(folder, 'instruments'))
  mkdirSync(join(folder, 'calibrations'))
  writeFileSync(join(folder, 'hashes.json'), '{"older@1.0.0": "ab"}\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (...args: string[]) =>
  runInstrumentCommand(args, {
    instruments: join(folder, 'instruments'),
    hashes: join(folder, 'hashes.json'),
    calibrations: join(folder, 'calibrations'),
  })
const written = () => readdirSync(join(folder, 'instruments')).sort()
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('refuses, and writes nothing', () => {
  test.each([
    ['an unknown command', ['fly'], 2],
    ['an import of nothing', ['import'], 2],
    ['an unknown option', ['import', EVENING, '--permision', 'x'], 2],
    ['an import that nobody allows', ['import', EVENING], 2],
    ['an unknown format', ['import', EVENING, '--permission', 'x', '--format', 'doc'], 2],
    ['half a day of recall', ['import', EVENING, '--permission', 'x', '--recall-days', '0.5'], 2],
    ['a file that is not there', ['import', '/nowhere', '--permission', 'x'], 2],
    ['a form that is not in the file', ['import', EVENING, '--permission', 'x', '--form', 'Morning'], 2],
    ['an id of impossible form', ['import', EVENING, '--permission', 'x', '--id', 'A B'], 1],
    ['a version of impossible form', ['import', EVENING, '--permission', 'x', '--version', '1'], 1],
    ['wording for what it does not fit', ['import', EVENING, '--permission', 'x', '--as', 'isi@1.0.0'], 1],
    ['an unknown version', ['import', EVENING, '--permission', 'x', '--as', 'isi@7.0.0'], 2],
    ['a comparison of two instruments', ['diff', 'isi@1.0.0', 'peg@1.0.0'], 2],
    ['a check of nothing', ['check'], 2],
  ])('%s', (_, args, exitCode) => {
    expect(run(...args).exitCode).toBe(exitCode)
    expect(written()).toEqual([])
  })

  test('a dirty file, with every fault and its place', () => {
    const dirty = file(
      'dirty.json',
      JSON.stringify({
        resourceType: 'Questionnaire',
        item: [
          { linkId: 'a', type: 'attachment', text: 'A file?' },
          { linkId: 'a', type: 'time', text: '' },
        ],
      }),
    )
    const { exitCode, err } = run('import', dirty, '--permission', 'x')
    expect(exitCode).toBe(1)
    expect(err).toBe(
      [
        'error\t/item/0/type\tquestions of type attachment are not supported',
        'error\t/item/1/linkId\tthe link ID is not unique',
        'error\t/item/1/text\tthe question has no text',
        '3 errors. Nothing was imported',
        '',
      ].join('\n'),
    )
    expect(written()).toEqual([])
  })

  test('a version that does not say how much it changes', () => {
    const phq2 = run('export', 'phq-2@1.0.0').out.replace('Little interest', 'Hardly any interest')
    const { exitCode, err } = run(
      'import',
      file('phq-2.json', phq2),
      '--permission',
      'x',
      '--version',
      '1.0.1',
    )
    expect(exitCode).toBe(1)
    expect(err).toContain('(breaking), so its version must be 2.0.0')
  })
})

describe('import', () => {
  test('writes the definition, lists it and pins its content', () => {
    const { exitCode, out } = run(
      'import',
      EVENING,
      '--permission',
      'made up for a test',
      '--recall-days',
      '1',
    )
    expect(exitCode).toBe(0)
    expect(out).toMatch(/^warning\t\/item\/3\t/)
    expect(out).toContain('evening-questions@1.0.0: 6 items')
    expect(written()).toEqual(['evening-questions-1.0.0.json', 'shipped.ts'])
    const definition = JSON.parse(
      readFileSync(join(folder, 'instruments/evening-questions-1.0.0.json'), 'utf8'),
    )
    expect(definition).toMatchObject({ permission: 'made up for a test', recallDays: 1 })
    expect(JSON.parse(readFileSync(join(folder, 'hashes.json'), 'utf8'))).toEqual({
      'evening-questions@1.0.0': computeContentHash(definition),
      'older@1.0.0': 'ab',
    })
    expect(run('check', join(folder, 'instruments/evening-questions-1.0.0.json')).out).toBe('1 valid\n')
  })

  test('never writes over a version', () => {
    run('import', EVENING, '--permission', 'x')
    expect(run('import', EVENING, '--permission', 'y').exitCode).toBe(2)
    expect(
      JSON.parse(readFileSync(join(folder, 'instruments/evening-questions-1.0.0.json'), 'utf8')).permission,
    ).toBe('x')
  })

  test('into a folder publishes nothing', () => {
    expect(run('import', EVENING, '--permission', 'x', '--out', folder).exitCode).toBe(0)
    expect(readdirSync(folder)).toContain('evening-questions-1.0.0.json')
    expect(written()).toEqual([])
  })
})

test('the shipped list is what publishing writes', () => {
  const shipped = fileURLToPath(new URL('../../../surveys/instruments', import.meta.url))
  expect(readFileSync(join(shipped, 'shipped.ts'), 'utf8')).toBe(formatShippedList(readdirSync(shipped)))
})

test('diff says what a version changes', () => {
  const { out } = run('diff', 'promis-physical-function-4a@1.0.0', 'promis-physical-function-4a@2.0.0')
  expect(out).toContain('breaking\tscale')
  expect(out.trimEnd().split('\n').at(-1)).toBe('breaking: after 1.0.0 comes 2.0.0')
})

test('score explains itself', () => {
  const answers = file('answers.json', JSON.stringify({ pain: '6', enjoyment: '7', activity: '7' }))
  const { out, exitCode, err } = run('score', 'peg@1.0.0', answers)
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
  expect(out.split('\n')[0]).toContain('6.6667 (20/3)')
  expect(out.split('\n')[1]).toMatch(/^ {2}Mean of 3: 3 available, at least 3 needed → 6\.6667 \(20\/3\)$/)
})

test('score refuses an item that is not there', () => {
  expect(run('score', 'peg@1.0.0', file('answers.json', '{"made-up": "1"}')).exitCode).toBe(1)
})

describe('a calibration', () => {
  const FORM = 'promis-fatigue-4a@1.0.0'
  const items =
    openShippedLibrary()
      .findInstrument(FORM)
      ?.definition.items.map(({ id }) => id) ?? []
  const rows = (names: readonly string[]) => names.map((name) => `${name},GRM,2,-1,0,1,2`)
  const csv = (...lines: readonly string[]) =>
    file('bank.csv', ['item_id,item_model,a,cb1,cb2,cb3,cb4', ...lines, ''].join('\n'))
  const installed = () => readdirSync(join(folder, 'calibrations')).sort()
  const calibrate = (path: string) => run('calibrate', FORM, path, '--source', 'made up')

  test.each<[string, () => ReturnType<typeof run>, string]>([
    ['without a source', () => run('calibrate', FORM, csv(...rows(items))), '--source'],
    ['of an unknown instrument', () => run('calibrate', 'no@1.0.0', csv(), '--source', 'x'), 'no instrument'],
    [
      'of an instrument that nothing estimates',
      () => run('calibrate', 'peg@1.0.0', csv(...rows(['pain'])), '--source', 'x'),
      'can be estimated',
    ],
    ['that is empty', () => calibrate(csv()), 'no items'],
    ['that is no CSV', () => calibrate(file('b.csv', 'item_id,a\n"x,1')), 'quotation mark'],
    ['with a row too long', () => calibrate(csv(...rows(items), 'x,GRM,1,1,2,3,4,5,6')), 'columns'],
    ['that leaves an item out', () => calibrate(csv(...rows(items.slice(1)))), 'leaves it out'],
    ['with an item of others', () => calibrate(csv(...rows([...items, 'x']))), 'no such item'],
    [
      'with another number of categories',
      () => calibrate(csv(...rows(items.slice(1)), `${items[0]},GRM,2,-1,0,1,`)),
      'it has 5 categories, the calibration 4',
    ],
    [
      'with thresholds that fall, and another model, both named',
      () => calibrate(csv(`${items[0]},GPCM,2,1,0,1,2`)),
      'thresholds must rise',
    ],
  ])('%s is refused, and nothing is written', (_, attempt, detail) => {
    const { exitCode, err } = attempt()
    expect(exitCode).toBeGreaterThan(0)
    expect(err).toContain(detail)
    expect(installed()).toEqual([])
  })

  test('is installed once, under the names of the definition, and listed for the functions', () => {
    const bank = csv(...rows(items.map((id) => id.toUpperCase().replaceAll('-', '_'))))
    expect(calibrate(bank)).toMatchObject({ exitCode: 0, err: '' })
    expect(installed()).toEqual(['installed.ts', 'promis-fatigue-4a-1.0.0.json'])
    const made = JSON.parse(
      readFileSync(join(folder, 'calibrations', 'promis-fatigue-4a-1.0.0.json'), 'utf8'),
    )
    expect(made.items.map(({ item }: { item: string }) => item)).toEqual(items)
    expect(readFileSync(join(folder, 'calibrations', 'installed.ts'), 'utf8')).toContain(
      "from './promis-fatigue-4a-1.0.0.json'",
    )
    expect(calibrate(bank).exitCode).toBe(2)
  })
})

test('the list of calibrations that ships is empty, as it would be written', () => {
  const list = readFileSync(new URL('../../../surveys/calibrations/installed.ts', import.meta.url), 'utf8')
  expect(list).toContain('export const installedCalibrations: readonly unknown[] = []')
})
