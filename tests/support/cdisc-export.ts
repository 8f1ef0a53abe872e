import { unzipSync } from 'fflate'
import { writeCdiscExport } from '../../functions/interchange/cdisc/cdisc-export.ts'
import { writeOdmExport } from '../../functions/interchange/cdisc/odm-export.ts'
import type { WriteExport } from '../../functions/interchange/package/write-export.ts'
import type { TidyPerson, TidySetting } from '../../functions/interchange/tidy/tidy-person.ts'

/** A Dataset-JSON file as a reader has it. */
export type ReadDataset = {
  readonly head: Readonly<Record<string, unknown>> & {
    readonly name: string
    readonly records: number
    readonly columns: readonly {
      readonly name: string
      readonly dataType: string
      readonly length?: number
    }[]
  }
  /** Each row by the names of its columns. */
  readonly rows: readonly Readonly<Record<string, string | number | null>>[]
}

/** Every file of the CDISC export, as text. */
export async function writeCdisc(
  setting: TidySetting,
  people: readonly TidyPerson[],
): Promise<ReadonlyMap<string, string>> {
  return writeFiles(writeCdiscExport, setting, people)
}

/** The ODM of an export. */
export async function writeOdm(setting: TidySetting, people: readonly TidyPerson[]): Promise<string> {
  return (await writeFiles(writeOdmExport, setting, people)).get('odm.xml') ?? ''
}

async function writeFiles(
  writeExport: WriteExport,
  setting: TidySetting,
  people: readonly TidyPerson[],
): Promise<ReadonlyMap<string, string>> {
  const chunks: Uint8Array[] = []
  await writeExport(setting, people, (bytes) => void chunks.push(bytes))
  const files = unzipSync(Buffer.concat(chunks))
  return new Map(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]))
}

export function readDataset(text = ''): ReadDataset {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const about: ReadDataset['head'] = JSON.parse(head)
  return {
    head: about,
    rows: lines.map((line) => {
      const cells: readonly (string | number | null)[] = JSON.parse(line)
      return Object.fromEntries(about.columns.map(({ name }, at) => [name, cells[at] ?? null]))
    }),
  }
}
