import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { unzipSync } from 'fflate'

/**
 * All text in an export, by the path of its files: what is compressed within a file too. Of Parquet the rows, and what stands
 * in the file beside them.
 */
export async function readExportTexts(zip: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const [path, content] of Object.entries(unzipSync(zip)))
    texts.set(path, path.endsWith('.parquet') ? await readParquetText(content) : decode(content))
  return texts
}

async function readParquetText(content: Uint8Array): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'concord-export-'))
  const duckdb = await (await DuckDBInstance.create(':memory:')).connect()
  try {
    writeFileSync(join(folder, 'x.parquet'), content)
    const found = await duckdb.runAndReadAll(`SELECT * FROM '${join(folder, 'x.parquet')}'`)
    const rows = [found.columnNames(), ...found.getRows()].map((row) => row.map(String).join(','))
    return `${rows.join('\n')}\n${decode(content)}`
  } finally {
    duckdb.closeSync()
    rmSync(folder, { recursive: true, force: true })
  }
}

function decode(content: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(content)
}
