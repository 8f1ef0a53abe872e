import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'

/** The files of a ZIP as text, by their names and in their order. */
export function readZip(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(unzipSync(bytes)).map(([path, content]) => [
      path,
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(content),
    ]),
  )
}

/** The rows of one of its CSV files. */
export function readCsv(files: ReadonlyMap<string, string>, path: string): Record<string, string>[] {
  const text = files.get(path)
  if (text === undefined) throw new Error(`no ${path} among ${[...files.keys()].join(', ')}`)
  return parse(text, { columns: true, bom: true })
}
