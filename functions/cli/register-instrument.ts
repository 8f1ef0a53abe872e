import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { formatRef } from '../../surveys/instrument/vocabulary.ts'
import type { Calibration } from '../../surveys/irt/calibration.ts'
import { computeContentHash } from '../../surveys/values/canonical.ts'

/** The folders of a checkout that an instrument is published into. */
export type Checkout = {
  readonly instruments: string
  readonly hashes: string
  readonly calibrations: string
}

/** @returns the file's path. @throws Error when the version is published already with other content. */
export function writeDefinition(folder: string, definition: InstrumentDefinition): string {
  return writeNew(folder, `${definition.id}-${definition.version}.json`, definition)
}

/**
 * Publishes a definition in a checkout: writes its file, names it in the list that the functions are bundled with, and
 * pins its content.
 */
export function registerInstrument(checkout: Checkout, definition: InstrumentDefinition): string {
  const file = writeDefinition(checkout.instruments, definition)
  writeFileSync(
    join(checkout.instruments, 'shipped.ts'),
    formatShippedList(readdirSync(checkout.instruments)),
  )
  const hashes: Record<string, string> = JSON.parse(readFileSync(checkout.hashes, 'utf8'))
  hashes[formatRef(definition)] = computeContentHash(JSON.parse(readFileSync(file, 'utf8')))
  const sorted = Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(checkout.hashes, `${JSON.stringify(sorted, null, 2)}\n`)
  return file
}

/**
 * Installs a calibration in a checkout: writes its file, and names it in the list that the functions are bundled with.
 * @returns the file's path. @throws Error when the instrument has a calibration already.
 */
export function registerCalibration(checkout: Checkout, calibration: Calibration): string {
  const file = writeCalibration(checkout.calibrations, calibration)
  writeFileSync(
    join(checkout.calibrations, 'installed.ts'),
    formatFileList(
      readdirSync(checkout.calibrations),
      'The calibrations of this checkout. Concord ships none: a site installs those that it has the right to use.',
      'installedCalibrations',
    ),
  )
  return file
}

/** @returns the file's path. @throws Error when there is one for the instrument already. */
export function writeCalibration(folder: string, calibration: Calibration): string {
  return writeNew(folder, `${calibration.instrument.replace('@', '-')}.json`, calibration)
}

function writeNew(folder: string, name: string, content: object): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' })
  return file
}

/** The source of surveys/instruments/shipped.ts for the definition files of a folder. */
export function formatShippedList(files: readonly string[]): string {
  return formatFileList(files, 'Every instrument version that ships with Concord.', 'shippedInstruments')
}

function formatFileList(files: readonly string[], comment: string, list: string): string {
  const names = files
    .filter((file) => file.endsWith('.json'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((file) => ({ file, name: formatVariableName(file) }))
  return [
    ...names.map(({ file, name }) => `import ${name} from './${file}' with { type: 'json' }`),
    '',
    `/** ${comment} */`,
    `export const ${list}: readonly unknown[] = [`,
    ...names.map(({ name }) => `  ${name},`),
    ']',
    '',
  ].join('\n')
}

/** `phq-9-1.0.0.json` is `phq9V1_0_0`. */
function formatVariableName(file: string): string {
  const [, id = '', version = ''] = /^(.+)-(\d+\.\d+\.\d+)\.json$/.exec(file) ?? []
  const [first = '', ...rest] = id.split('-')
  const name = [first, ...rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1))].join('')
  return `${/^\d/.test(name) ? `i${name}` : name}V${version.replaceAll('.', '_')}`
}
