import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { answersSchema } from '../../surveys/instrument/answers.ts'
import { type InstrumentDefinition, instrumentDefinitionSchema } from '../../surveys/instrument/definition.ts'
import { formatRef } from '../../surveys/instrument/vocabulary.ts'
import { calibrationSchema } from '../../surveys/irt/calibration.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { checkCalibration } from '../../surveys/publication/check-calibration.ts'
import { checkInstrument } from '../../surveys/publication/check-instrument.ts'
import { explainScores } from '../../surveys/scoring/explain.ts'
import type { DefinitionFault } from '../../surveys/values/fault.ts'
import { diffInstruments, findGravest } from '../../surveys/versions/diff.ts'
import { computeNextVersion } from '../../surveys/versions/publication.ts'
import { FORMATS } from '../../web/api/instruments/file-formats.ts'
import { itemMapSchema } from '../../web/api/instruments/item-map.ts'
import { explainInWords, formatLines } from '../../web/instrument/describe-scoring-rule.ts'
import { buildFhirQuestionnaire } from '../interchange/fhir/fhir-questionnaire.ts'
import type { Remark } from '../interchange/instrument-import/form/form.ts'
import { type ImportResult, importInstrument } from '../interchange/instrument-import/import-instrument.ts'
import { readCalibrationFile } from '../interchange/instrument-import/read-calibration-file.ts'
import {
  type Checkout,
  registerCalibration,
  registerInstrument,
  writeCalibration,
  writeDefinition,
} from './register-instrument.ts'

export type CommandResult = { readonly exitCode: number; readonly out: string; readonly err: string }

const USAGE = `npm run instrument -- <command>

  import FILE   a FHIR R4 Questionnaire (JSON), a REDCap data dictionary (CSV) or ODM 1.3 forms (XML)
      --permission TEXT    who permits the use of the wording (required)
      --format fhir|redcap|odm, --locale es (of texts without a language), --form NAME (if a file has several)
      --id ID, --version 1.0.0, --recall-days 7    for a new instrument
      --as isi@1.0.0       the wording of a scoring-only definition. --map FILE matches items to questions
      --out FOLDER         writes the definition there without publishing it
  publish FILE --url URL   publishes a definition to a deployment, as whoever signs in there
  calibrate REF FILE   installs a calibration for score estimation (CSV: item_id, item_model, a, cb1, cb2, …)
      --source TEXT        who made it and on which population (required)
      --out FOLDER         writes it there without installing it
  check FILE…   lists every error in definitions
  diff REF REF  lists what the second version changes
  export REF    writes a FHIR Questionnaire to standard output
  score REF FILE   scores answers ({"item": "code" or null}) and explains them

An import or calibration with an error writes nothing.
`

/** Runs one command. Pure but for the files that it reads, and those that an import writes. */
export function runInstrumentCommand(args: readonly string[], checkout: Checkout): CommandResult {
  const [command, ...rest] = args
  try {
    switch (command) {
      case 'import':
        return importFile(rest, checkout)
      case 'calibrate':
        return runCalibrate(rest, checkout)
      case 'check':
        return runCheck(rest)
      case 'diff':
        return runDiff(rest)
      case 'export':
        return exportFhir(rest)
      case 'score':
        return runScore(rest)
      default:
        return { exitCode: command === undefined ? 0 : 2, out: USAGE, err: '' }
    }
  } catch (error) {
    // A file that cannot be read, an option that does not exist: what was asked for cannot be done.
    return buildFailure(error instanceof Error ? error.message : String(error), 2)
  }
}

function buildFailure(message: string, exitCode = 1): CommandResult {
  return { exitCode, out: '', err: `${message}\n` }
}

const IMPORT_OPTIONS = {
  format: { type: 'string' },
  locale: { type: 'string' },
  form: { type: 'string' },
  id: { type: 'string' },
  version: { type: 'string' },
  permission: { type: 'string' },
  'recall-days': { type: 'string' },
  as: { type: 'string' },
  map: { type: 'string' },
  out: { type: 'string' },
} as const

function importFile(args: readonly string[], checkout: Checkout): CommandResult {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: IMPORT_OPTIONS,
    allowPositionals: true,
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) return buildFailure(USAGE, 2)
  if (!values.permission)
    return buildFailure('--permission is required: who permits the use of the wording', 2)
  const format = FORMATS.find((known) => known === values.format)
  if (values.format !== undefined && !format)
    return buildFailure(`--format must be one of ${FORMATS.join(', ')}`, 2)
  const recallDays = Number(values['recall-days'] ?? 0)
  if (!Number.isInteger(recallDays) || recallDays < 0)
    return buildFailure('--recall-days must be a whole number', 2)
  const imported = importInstrument(
    {
      bytes: readFileSync(file),
      format,
      locale: values.locale,
      form: values.form,
      terms: {
        id: values.id,
        version: values.version ?? '1.0.0',
        permission: values.permission,
        recallDays,
      },
      as: values.as === undefined ? undefined : readDefinition(values.as),
      map: values.map === undefined ? undefined : itemMapSchema.parse(readJson(values.map)),
    },
    openShippedLibrary().instruments.map(({ definition }) => definition),
  )
  switch (imported.kind) {
    case 'faults':
      return { ...refuseImport(imported.faults), out: formatRemarks('warning', imported.warnings) }
    case 'which-form':
      return buildFailure(`--form is required: ${imported.forms.join(', ')}`, 2)
    case 'unchanged':
      return buildFailure(`${imported.id} ${imported.from} has the same content. Nothing to import`)
    case 'wrong-version':
      return buildFailure(
        `it changes ${imported.id} ${imported.from} (${imported.class}), so its version must be ${imported.expected}`,
      )
    case 'definition':
      return writeImported(imported, values.out, checkout)
  }
}

function writeImported(
  { definition, warnings }: Extract<ImportResult, { kind: 'definition' }>,
  folder: string | undefined,
  checkout: Checkout,
): CommandResult {
  const file =
    folder === undefined ? registerInstrument(checkout, definition) : writeDefinition(folder, definition)
  return {
    exitCode: 0,
    out: `${formatRemarks('warning', warnings)}${formatRef(definition)}: ${definition.items.length} items, written to ${file}\n`,
    err: '',
  }
}

function runCalibrate(args: readonly string[], checkout: Checkout): CommandResult {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { source: { type: 'string' }, out: { type: 'string' } },
    allowPositionals: true,
  })
  const [ref, file, ...more] = positionals
  if (ref === undefined || file === undefined || more.length > 0) return buildFailure(USAGE, 2)
  if (!values.source)
    return buildFailure('--source is required: who made the calibration and on which population', 2)
  const definition = readDefinition(ref)
  const read = readCalibrationFile(readFileSync(file))
  if (read.kind === 'faults') return refuseImport(toRemarks(read.faults))
  const items = read.items.map((one) => ({ ...one, item: normalizeItemId(definition, one.item) }))
  const faults = checkCalibration(definition, items)
  if (faults.length > 0) return refuseImport(toRemarks(faults))
  const calibration = calibrationSchema.parse({
    ...{ instrument: formatRef(definition), source: values.source, items },
  })
  const written =
    values.out === undefined
      ? registerCalibration(checkout, calibration)
      : writeCalibration(values.out, calibration)
  return {
    exitCode: 0,
    out: `${formatRef(definition)}: ${items.length} items, written to ${written}\n`,
    err: '',
  }
}

/** Banks write ids such as EDDEP04 or PAIN_3, definitions eddep04 and pain-3. */
function normalizeItemId({ items }: InstrumentDefinition, written: string): string {
  const plain = written.toLowerCase().replaceAll('_', '-')
  return !items.some(({ id }) => id === written) && items.some(({ id }) => id === plain) ? plain : written
}

function toRemarks(faults: readonly DefinitionFault[]): readonly Remark[] {
  return faults.map(({ pointer, detail }) => ({ place: pointer, detail }))
}

function runCheck(files: readonly string[]): CommandResult {
  if (files.length === 0) return buildFailure(USAGE, 2)
  const faults = files.flatMap((file) => {
    const parsed = instrumentDefinitionSchema.safeParse(readJson(file))
    return parsed.success
      ? checkInstrument(parsed.data).map(({ pointer, detail }) => ({ place: `${file}${pointer}`, detail }))
      : parsed.error.issues.map(({ path, message }) => ({
          place: `${file}/${path.join('/')}`,
          detail: message,
        }))
  })
  return faults.length > 0
    ? { exitCode: 1, out: '', err: formatRemarks('error', faults) }
    : { exitCode: 0, out: `${files.length} valid\n`, err: '' }
}

function runDiff([from, to]: readonly string[]): CommandResult {
  if (from === undefined || to === undefined) return buildFailure(USAGE, 2)
  const [before, after] = [readDefinition(from), readDefinition(to)]
  if (before.id !== after.id) return buildFailure('compare two versions of the same instrument', 2)
  const changes = diffInstruments(before, after)
  const grade = findGravest(changes)
  const lines = changes.map(
    (change) =>
      `${change.class}\t${change.part ? `${change.part.kind} ${change.part.id}` : '-'}\t${change.detail}`,
  )
  const verdict =
    grade === null
      ? 'no change'
      : `${grade}: after ${before.version} comes ${computeNextVersion(before.version, grade)}`
  return { exitCode: 0, out: `${[...lines, verdict].join('\n')}\n`, err: '' }
}

function exportFhir([ref]: readonly string[]): CommandResult {
  if (ref === undefined) return buildFailure(USAGE, 2)
  const definition = readDefinition(ref)
  const made = buildFhirQuestionnaire(definition, `urn:concord:${definition.id}`)
  return made.kind === 'questionnaire'
    ? { exitCode: 0, out: `${JSON.stringify(made.questionnaire, null, 2)}\n`, err: '' }
    : buildFailure(`FHIR R4 cannot express the display conditions of: ${made.items.join(', ')}`)
}

function runScore([ref, file]: readonly string[]): CommandResult {
  if (ref === undefined || file === undefined) return buildFailure(USAGE, 2)
  const definition = readDefinition(ref)
  const { calibration } = openShippedLibrary().findInstrument(ref) ?? {}
  const answers = answersSchema.parse(readJson(file))
  const unknown = Object.keys(answers).filter((id) => !definition.items.some((item) => item.id === id))
  if (unknown.length > 0) return buildFailure(`${ref} has no item ${unknown.join(', ')}`)
  const lines = explainScores(definition, answers, calibration?.items).flatMap((explanation) =>
    formatLines(explainInWords(definition, explanation)),
  )
  return { exitCode: 0, out: `${lines.join('\n')}\n`, err: '' }
}

/** A shipped version by its ref, or a definition file by its path. */
function readDefinition(named: string): InstrumentDefinition {
  const shipped = openShippedLibrary().findInstrument(named)
  if (shipped) return shipped.definition
  if (named.endsWith('.json')) return instrumentDefinitionSchema.parse(readJson(named))
  throw new Error(`no instrument ${named}`)
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function refuseImport(faults: readonly Remark[]): CommandResult {
  return buildFailure(`${formatRemarks('error', faults)}${faults.length} errors. Nothing was imported`)
}

function formatRemarks(kind: string, remarks: readonly Remark[]): string {
  return remarks
    .map(({ place, detail, form }) => {
      const where = [...(form === undefined ? [] : [form]), ...(place === '' ? [] : [place])].join(': ')
      return `${kind}\t${where || '-'}\t${detail}\n`
    })
    .join('')
}
