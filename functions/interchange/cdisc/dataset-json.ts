import type { Cell } from '../csv/format-csv.ts'
import type { TidySetting } from '../tidy/tidy-person.ts'
import type { CdiscDataset, CdiscType } from './cdisc-dataset.ts'
import { createHeldText } from './held-text.ts'

/** A dataset as it was written: what Define-XML says of it. */
export type WrittenDataset = Omit<CdiscDataset, 'listRows'> & {
  /** `qs.ndjson` */
  readonly path: string
  readonly rows: number
  /** By the name of the variable, the most characters of a text; 1 at least. */
  readonly lengths: ReadonlyMap<string, number>
  /** By the name of the variable, the most decimals of a number. */
  readonly decimals: ReadonlyMap<string, number>
  /** Texts that stand in the rows of variables with terms, and are not among them. */
  readonly otherTerms: ReadonlyMap<string, readonly string[]>
}

const DATA_TYPES: Readonly<Record<CdiscType, string>> = {
  ...{ text: 'string', integer: 'integer', float: 'float', date: 'date' },
}

/**
 * A dataset as CDISC Dataset-JSON 1.1 in lines (NDJSON): what it is on the first line, and an array for each row. The first
 * line counts the rows, so that they are held until the end, compressed.
 */
export function createDatasetFile(
  { study, asOf }: TidySetting,
  about: Omit<CdiscDataset, 'listRows'>,
): { add(row: readonly Cell[]): void; end(write: (bytes: Uint8Array) => void): WrittenDataset } {
  const { name, label, variables, keys } = about
  const held = createHeldText()
  const lengths = variables.map(() => 1)
  const decimals = variables.map(() => 0)
  const others = variables.map(({ terms }) => (terms ? new Set<string>() : undefined))
  const known = variables.map(({ terms = [] }) => new Set(terms.map(({ value }) => value)))
  let rows = 0
  const measure = (cell: Cell, at: number) => {
    if (typeof cell === 'number') decimals[at] = Math.max(decimals[at] as number, countDecimals(cell))
    if (typeof cell !== 'string') return
    if (cell.length > (lengths[at] as number)) lengths[at] = cell.length
    if (!known[at]?.has(cell)) others[at]?.add(cell)
  }
  return {
    add(row) {
      rows += 1
      row.forEach(measure)
      held.add(`${JSON.stringify(row)}\n`)
    },
    end(write) {
      const lengthOf = new Map(variables.map((variable, at) => [variable.name, lengths[at] as number]))
      const head = {
        datasetJSONCreationDateTime: asOf,
        datasetJSONVersion: '1.1.0',
        fileOID: `${formatFileOid(study.id, asOf)}.${name}`,
        dbLastModifiedDateTime: asOf,
        originator: 'Concord',
        sourceSystem: { name: 'Concord', version: '1' },
        ...{ studyOID: formatStudyOid(study.id), metaDataVersionOID: formatVersionOid(study) },
        ...{ metaDataRef: 'define.xml', itemGroupOID: `IG.${name}`, records: rows, name, label },
        columns: variables.map((variable) => {
          const place = keys.indexOf(variable.name)
          return {
            ...{ itemOID: `IT.${name}.${variable.name}`, name: variable.name, label: variable.label },
            dataType: DATA_TYPES[variable.type],
            ...(variable.type === 'text' && { length: lengthOf.get(variable.name) }),
            ...(place >= 0 && { keySequence: place + 1 }),
          }
        }),
      }
      write(Buffer.from(`${JSON.stringify(head)}\n`))
      held.drain(write)
      return {
        ...{ ...about, path: `${name.toLowerCase()}.ndjson`, rows, lengths: lengthOf },
        decimals: new Map(variables.map((variable, at) => [variable.name, decimals[at] as number])),
        otherTerms: new Map(
          variables.flatMap((variable, at) => {
            const own = others[at]
            return own === undefined || own.size === 0 ? [] : [[variable.name, [...own].sort()] as const]
          }),
        ),
      }
    },
  }
}

/** As it is written: 2 of 1.25, 7 of 1e-7. */
export function countDecimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e')
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent))
}

export function formatStudyOid(study: string): string {
  return `concord/${study}`
}

export function formatVersionOid({ id, version }: TidySetting['study']): string {
  return `MDV.${id}.${version}`
}

export function formatFileOid(study: string, asOf: string): string {
  return `concord/${study}/${asOf}`
}
