import { formatCodebook } from '../../package/codebook.ts'
import { addSideFiles, BESIDES, type PackageKind } from '../../package/package-files.ts'
import { buildTidyContent } from '../../package/tidy-content.ts'
import { createExport, type PackageWriter } from '../../package/write-export.ts'
import { createTally, type WrittenTable } from '../../package/written-table.ts'
import { createZipStream } from '../../package/zip-stream.ts'
import type { TidySetting } from '../tidy-person.ts'
import type { TableAbout, TidyRow } from '../tidy-table.ts'
import { createParquetFile } from './parquet-file.ts'

const PARQUET: PackageKind = {
  resource: { format: 'parquet', mediatype: 'application/vnd.apache.parquet' },
  besides: BESIDES,
  notes: ['Instants are in UTC, to the millisecond.'],
  howToOpen: [
    '- R: arrow::read_parquet("scores.parquet") or nanoparquet::read_parquet("scores.parquet")',
    '- Python: pandas.read_parquet("scores.parquet")',
    "- DuckDB: SELECT * FROM 'scores.parquet'",
    'Labels of variables and values are in codebook.csv, and in the metadata of each file under the key concord.',
  ],
}

/** Parquet for each table. */
export const writeParquetExport = createExport(buildTidyContent, openPackage)

function openPackage(
  setting: TidySetting,
  write: (bytes: Uint8Array) => void,
): PackageWriter<TableAbout, TidyRow, WrittenTable> {
  const zip = createZipStream(write)
  return {
    createTable(about) {
      const file = zip.open(`${about.name}.parquet`)
      const parquet = createParquetFile(about, file.write)
      const tally = createTally(about.variables, parquet.add)
      return {
        add: tally.add,
        end() {
          parquet.end()
          return { ...about, file: file.end(), ...tally.read() }
        },
      }
    },
    end(tables, instruments) {
      addSideFiles(zip, setting, PARQUET, tables, instruments, [
        { path: 'codebook.csv', text: formatCodebook(tables) },
      ])
      zip.end()
    },
  }
}
