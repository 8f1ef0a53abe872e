import type { PublishedInstrument } from '../../../../surveys/library/library.ts'
import { buildCodebook, CODEBOOK_COLUMNS } from '../../package/codebook.ts'
import { describeExport } from '../../package/package-files.ts'
import { formatReadme, type ReadmeWords } from '../../package/readme.ts'
import { buildTidyContent } from '../../package/tidy-content.ts'
import { createExport, type PackageWriter } from '../../package/write-export.ts'
import { createTally, type WrittenTable } from '../../package/written-table.ts'
import { createZipStream } from '../../package/zip-stream.ts'
import type { TidySetting } from '../tidy-person.ts'
import type { TableAbout, TidyRow } from '../tidy-table.ts'
import { createSheet, formatTextSheet, MAX_ROWS } from './sheet.ts'
import { formatWorkbookParts, PACKAGE_RELATIONSHIPS, type WorkbookSheet } from './workbook-parts.ts'

const XLSX: ReadmeWords = {
  besides: [
    'The sheet codebook says what each variable means.',
    'The sheet manifest has the versions and hashes of all definitions.',
  ],
  notes: [
    'Dates are dates. Instants are text in UTC, with milliseconds; a date before March 1900 is text too.',
    'Text that looks like a formula is text and is not run.',
    'A text of more than 32,767 characters is cut and ends in “…”.',
  ],
  howToOpen: [
    '- A spreadsheet program opens this file. Each table is a sheet, with filters in the first row.',
    '- R: readxl::read_excel(file, sheet = "scores")',
    '- For labels in R, Stata, SPSS or SAS ask for CSV.',
  ],
}

/** The sheets beside the tables. */
const SHEETS = { readme: 'readme', codebook: 'codebook', manifest: 'manifest' } as const

/** The longest name of a sheet. */
const MAX_NAME = 31

/** One workbook, a sheet for each table. */
export const writeXlsxExport = createXlsxExport()

/** @param maxRows rows of a sheet */
export function createXlsxExport(maxRows: number = MAX_ROWS) {
  return createExport(buildTidyContent, (setting, write) => openWorkbook(setting, write, maxRows))
}

type WrittenSheet = WrittenTable & { readonly sheet: WorkbookSheet }

function openWorkbook(
  setting: TidySetting,
  write: (bytes: Uint8Array) => void,
  maxRows: number,
): PackageWriter<TableAbout, TidyRow, WrittenSheet> {
  const zip = createZipStream(write)
  zip.add('_rels/.rels', PACKAGE_RELATIONSHIPS)
  const names = new Set<string>(Object.values(SHEETS))
  let parts = 0
  const openPart = () => {
    parts += 1
    const part = `sheet${parts}.xml`
    return { part, file: zip.open(`xl/worksheets/${part}`) }
  }
  /** A table that is there. */
  const addSheet = (name: string, columns: readonly string[], rows: readonly TidyRow[]): WorkbookSheet => {
    const { part, file } = openPart()
    const sheet = createSheet(
      columns.map((column) => ({ name: column, type: 'string' })),
      file.write,
      maxRows,
    )
    for (const row of rows) sheet.add(row)
    sheet.end()
    file.end()
    return { name, file: part, filter: { columns: columns.length, rows: rows.length + 1 } }
  }
  return {
    createTable(about) {
      const name = chooseSheetName(about.name, names)
      names.add(name)
      const { part, file } = openPart()
      const writer = createSheet(about.variables, file.write, maxRows)
      const tally = createTally(about.variables, writer.add)
      return {
        add: tally.add,
        end() {
          writer.end()
          const read = tally.read()
          const filter = { columns: about.variables.length, rows: read.rows + 1 }
          return {
            ...about,
            ...read,
            file: { ...file.end(), path: name },
            sheet: { name, file: part, filter },
          }
        },
      }
    },
    end(tables, instruments) {
      const { part, file } = openPart()
      file.write(Buffer.from(formatTextSheet(formatReadme(setting, tables, XLSX))))
      file.end()
      const codebook = buildCodebook(tables.map((table) => ({ ...table, name: table.sheet.name })))
      const sheets: readonly WorkbookSheet[] = [
        { name: SHEETS.readme, file: part },
        ...tables.map(({ sheet }) => sheet),
        addSheet(
          SHEETS.codebook,
          CODEBOOK_COLUMNS,
          codebook.map((row) => CODEBOOK_COLUMNS.map((column) => row[column] ?? null)),
        ),
        addSheet(SHEETS.manifest, ['what', 'name', 'value'], listManifest(setting, tables, instruments)),
      ]
      for (const [path, text] of formatWorkbookParts(sheets, setting.study.title)) zip.add(path, text)
      zip.end()
    },
  }
}

/** What the manifest of other formats says; a file cannot hold a hash of itself. */
function listManifest(
  setting: TidySetting,
  tables: readonly WrittenSheet[],
  instruments: readonly PublishedInstrument[],
): readonly TidyRow[] {
  const { format, study, asOf, variant, sites, blinded, ...definitions } = describeExport(
    setting,
    instruments,
  )
  return [
    ['format of the tables', null, String(format)],
    ['study, SHA-256', `${study.id}@${study.version}`, study.sha256],
    ['as of', null, asOf],
    ['variant', null, variant],
    ['clinics', null, sites.join(' ')],
    ['blinded', null, blinded ? 'yes' : 'no'],
    ...definitions.instruments.map((one) => ['questionnaire, SHA-256', one.instrument, one.sha256]),
    ...definitions.responderDefinitions.map((one) => [
      ...['responder definition, SHA-256', one.definition, one.sha256],
    ]),
    ...tables.map(({ name, sheet, rows }) => [`rows of ${name}`, sheet.name, String(rows)]),
  ]
}

/** The name of the table; of one that is too long the beginning, with a number where another has that. */
export function chooseSheetName(table: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : `_${number}`
    const name = table.slice(0, MAX_NAME - end.length) + end
    if (!taken.has(name)) return name
  }
}
