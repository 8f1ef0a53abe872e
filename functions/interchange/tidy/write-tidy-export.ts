import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import { buildAnswersTable, buildResponsesTable } from './answer-tables.ts'
import { formatCodebook } from './codebook-csv.ts'
import { createCsvFile, type FileSummary } from './csv-file.ts'
import { buildDefinitionTables } from './definition-tables.ts'
import { buildEventsTable } from './events-table.ts'
import { buildInstrumentTable } from './instrument-table.ts'
import { formatCitation, formatDataPackage, formatManifest, type SideFile } from './package-files.ts'
import { formatReadme } from './readme.ts'
import {
  buildAlertsTable,
  buildAssessmentsTable,
  buildParticipantsTable,
  buildTreatmentsTable,
  compareTexts,
} from './record-tables.ts'
import { buildScoresTable, buildVerdictsTable } from './score-tables.ts'
import { formatRSyntax } from './syntax-r.ts'
import { formatSasSyntax } from './syntax-sas.ts'
import { formatSpssSyntax } from './syntax-spss.ts'
import { formatStataSyntax } from './syntax-stata.ts'
import type { TidyPerson, TidySetting } from './tidy-person.ts'
import type { TidyRow, TidyTable } from './tidy-table.ts'
import type { WrittenTable } from './written-table.ts'
import { createZipStream, type ZipStream } from './zip-stream.ts'

export type TidyFiles = {
  /** Text that a spreadsheet would run as a formula is made inert, and no syntax is written. */
  readonly isForSpreadsheet: boolean
}

export type TidyResult = { readonly participants: number; readonly files: readonly FileSummary[] }

/**
 * Writes a whole tidy export as one ZIP: tables, codebook, syntax, hashes and README. The same people and setting give the
 * same bytes. People are read once and let go; what is kept is the compressed tables, and the counts of the README.
 *
 * @param people in the order of the rows
 * @param write gets the ZIP's bytes in order; what it throws ends the export
 * @throws Error for a response whose definitions the library does not hold
 */
export async function writeTidyExport(
  setting: TidySetting,
  people: AsyncIterable<TidyPerson> | Iterable<TidyPerson>,
  { isForSpreadsheet }: TidyFiles,
  write: (bytes: Uint8Array) => void,
): Promise<TidyResult> {
  const zip = createZipStream(write)
  const open = (table: TidyTable) => ({ table, file: openTable(zip, table, isForSpreadsheet) })
  const records = [
    ...[buildParticipantsTable, buildTreatmentsTable, buildEventsTable, buildAssessmentsTable],
    ...[buildResponsesTable, buildAnswersTable, buildScoresTable, buildVerdictsTable, buildAlertsTable],
  ].map((build) => open(build(setting)))
  // Opened when its first answers come: what nobody was asked has no file.
  const byInstrument = new Map<string, ReturnType<typeof open>>()
  const asked: PublishedInstrument[] = []
  let participants = 0
  for await (const person of people) {
    participants += 1
    for (const ref of person.responses.flatMap(({ battery }) => battery)) {
      const published = byInstrument.has(ref) ? undefined : setting.instruments.findInstrument(ref)
      if (!published) continue
      asked.push(published)
      byInstrument.set(ref, open(buildInstrumentTable(setting, published.definition)))
    }
    for (const { table, file } of [...records, ...byInstrument.values()]) file.add(table.listRows(person))
  }
  const published = asked.sort((a, b) => compareTexts(formatRef(a.definition), formatRef(b.definition)))
  const definitions = buildDefinitionTables(published.map(({ definition }) => definition)).map(
    ({ rows, ...about }) => {
      const file = openTable(zip, about, isForSpreadsheet)
      file.add(rows)
      return file
    },
  )
  const end = ({ file }: ReturnType<typeof open>) => file.end()
  const tables = [
    ...records.map(end),
    ...[...byInstrument.values()].map(end).sort((a, b) => compareTexts(a.name, b.name)),
    ...definitions.map((file) => file.end()),
  ]
  const files = buildSideFiles(setting, tables, published, isForSpreadsheet)
  for (const { path, text } of files) {
    const file = zip.open(path)
    file.write(Buffer.from(text))
    file.end()
  }
  zip.end()
  return { participants, files: tables.map(({ file }) => file) }
}

type OpenTable = { add(rows: Iterable<TidyRow>): void; end(): WrittenTable }

function openTable(zip: ZipStream, about: Omit<TidyTable, 'listRows'>, isForSpreadsheet: boolean): OpenTable {
  const { name, title, variables, key, refersTo } = about
  const path = `${name}.csv`
  const file = zip.open(path)
  const csv = createCsvFile(path, variables, isForSpreadsheet, file.write)
  return {
    add(rows) {
      for (const row of rows) csv.add(row)
    },
    end() {
      const summary = csv.end()
      file.end()
      return { name, title, variables, key, refersTo, file: summary }
    },
  }
}

function buildSideFiles(
  setting: TidySetting,
  tables: readonly WrittenTable[],
  instruments: readonly PublishedInstrument[],
  isForSpreadsheet: boolean,
): readonly SideFile[] {
  const syntax: readonly SideFile[] = isForSpreadsheet
    ? []
    : [
        { path: 'load.R', text: formatRSyntax(tables) },
        { path: 'load.do', text: formatStataSyntax(tables) },
        { path: 'load.sps', text: formatSpssSyntax(tables) },
        { path: 'load.sas', text: formatSasSyntax(tables) },
      ]
  const files: readonly SideFile[] = [
    { path: 'codebook.csv', text: formatCodebook(tables, isForSpreadsheet) },
    ...syntax,
    { path: 'datapackage.json', text: formatDataPackage(setting, tables) },
    { path: 'README.txt', text: formatReadme(setting, tables, !isForSpreadsheet) },
    { path: 'CITATION.cff', text: formatCitation(setting) },
  ]
  return [...files, { path: 'manifest.json', text: formatManifest(setting, tables, files, instruments) }]
}
