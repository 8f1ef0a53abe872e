import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import type { TidySetting } from '../../functions/interchange/tidy/tidy-person.ts'
import { EXPORT_WRITERS } from '../../functions/workflows/exports/export-writers.ts'
import type { TidyFormat } from '../../web/api/exports/tidy-export.ts'
import { drawTidyPeople } from './tidy-people.ts'

/** Whom an export of made-up people is of. */
export type ExportPeople = Parameters<typeof drawTidyPeople>[1]

/** The bytes of an export in one format, of people that are drawn anew and alike for each. */
export async function writeExportBytes(
  setting: TidySetting,
  format: TidyFormat,
  people: ExportPeople,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const writeExport = await EXPORT_WRITERS[format]()
  await writeExport(setting, drawTidyPeople(setting, people), (bytes) => void chunks.push(bytes))
  return Buffer.concat(chunks)
}

/** The tables of a CSV export with their header as the first row, by name and in the order of the files. */
export function readCsvTables(zip: Uint8Array): ReadonlyMap<string, readonly (readonly string[])[]> {
  const files = Object.entries(unzipSync(zip)).filter(
    ([path]) => path.endsWith('.csv') && path !== 'codebook.csv',
  )
  return new Map(files.map(([path, content]) => [path.slice(0, -'.csv'.length), parse(Buffer.from(content))]))
}
