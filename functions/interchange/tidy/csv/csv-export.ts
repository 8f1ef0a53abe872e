import { formatCodebook } from '../../package/codebook.ts'
import { addSideFiles, BESIDES, type PackageKind } from '../../package/package-files.ts'
import { buildTidyContent } from '../../package/tidy-content.ts'
import { createExport, type PackageWriter } from '../../package/write-export.ts'
import { createTally } from '../../package/written-table.ts'
import { createZipStream } from '../../package/zip-stream.ts'
import type { TidySetting } from '../tidy-person.ts'
import type { TableAbout, TidyRow } from '../tidy-table.ts'
import { createCsvFile } from './csv-file.ts'
import type { CsvTable } from './csv-table.ts'
import { formatRSyntax } from './syntax-r.ts'
import { formatSasSyntax } from './syntax-sas.ts'
import { formatSpssSyntax } from './syntax-spss.ts'
import { formatStataSyntax } from './syntax-stata.ts'

const CSV: Pick<PackageKind, 'resource' | 'missingValues' | 'besides' | 'notes'> = {
  resource: {
    ...{ format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
  },
  missingValues: [''],
  besides: BESIDES,
  notes: ['A line break within a text is written as a space.'],
}

const WITH_SYNTAX: PackageKind = {
  ...CSV,
  howToOpen: [
    '- R: source("load.R")',
    '- Stata: do load.do',
    '- SPSS or PSPP: run load.sps',
    '- SAS: %include "load.sas";',
    'Each reads all tables and labels variables and values. Start it in the folder of the files.',
  ],
}

const FOR_SPREADSHEET: PackageKind = {
  ...CSV,
  howToOpen: [
    'This variant is for a spreadsheet: text that it would run as a formula has an apostrophe in front. For R, Stata, SPSS or SAS ask for the plain variant.',
  ],
}

/** CSV for each table, with syntax for R, Stata, SPSS and SAS that reads and labels them. */
export const writeCsvExport = createExport(buildTidyContent, openPackage(WITH_SYNTAX, false))

/** CSV in which text that a spreadsheet would run as a formula is inert. Without syntax. */
export const writeSpreadsheetExport = createExport(buildTidyContent, openPackage(FOR_SPREADSHEET, true))

function openPackage(kind: PackageKind, isForSpreadsheet: boolean) {
  return (
    setting: TidySetting,
    write: (bytes: Uint8Array) => void,
  ): PackageWriter<TableAbout, TidyRow, CsvTable> => {
    const zip = createZipStream(write)
    return {
      createTable(about) {
        const file = zip.open(`${about.name}.csv`)
        const csv = createCsvFile(about.variables, isForSpreadsheet, file.write)
        const tally = createTally(about.variables, csv.add)
        return {
          add: tally.add,
          end: () => ({ ...about, sizes: csv.end(), file: file.end(), ...tally.read() }),
        }
      },
      end(tables, instruments) {
        const codebook = formatCodebook(tables, isForSpreadsheet)
        const syntax = isForSpreadsheet ? [] : buildSyntax(tables)
        addSideFiles(zip, setting, kind, tables, instruments, [
          { path: 'codebook.csv', text: codebook },
          ...syntax,
        ])
        zip.end()
      },
    }
  }
}

function buildSyntax(tables: readonly CsvTable[]) {
  return [
    { path: 'load.R', text: formatRSyntax(tables) },
    { path: 'load.do', text: formatStataSyntax(tables) },
    { path: 'load.sps', text: formatSpssSyntax(tables) },
    { path: 'load.sas', text: formatSasSyntax(tables) },
  ]
}
