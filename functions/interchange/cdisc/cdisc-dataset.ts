import type { Cell } from '../csv/format-csv.ts'
import type { TidyPerson } from '../tidy/tidy-person.ts'

/* A dataset of CDISC’s models (SDTM, ADaM), as Dataset-JSON carries it and Define-XML describes it. */

export type CdiscType = 'text' | 'integer' | 'float' | 'date'

/** Where a value comes from, in the words of Define-XML 2.1. */
export type CdiscOrigin =
  | { readonly type: 'Collected'; readonly source: 'Subject' | 'Investigator' }
  | { readonly type: 'Assigned' | 'Derived'; readonly source: 'Sponsor' }
  | { readonly type: 'Protocol'; readonly source: 'Sponsor' }

/** One value of a variable. */
export type CdiscTerm = {
  readonly value: string
  readonly decode: string
  /** Code at the NCI, of a term that was verified. Left out: the term is the sponsor’s own. */
  readonly nci?: string | undefined
}

export type CdiscVariable = {
  /** At most 8 capital letters and digits. */
  readonly name: string
  /** At most 40 characters. */
  readonly label: string
  readonly type: CdiscType
  readonly origin: CdiscOrigin
  /** In SDTM: `Identifier`, `Topic`, `Timing`. */
  readonly role?: string
  /** Values with their words, of a list that others may join. */
  readonly terms?: readonly CdiscTerm[] | undefined
  /** How it is computed, for a reader. */
  readonly method?: string
  readonly isMandatory?: boolean
}

export type CdiscDataset = {
  /** `QS`; also its file’s name, in small letters. */
  readonly name: string
  readonly domain: string
  readonly label: string
  readonly class: string
  readonly structure: string
  readonly model: 'SDTM' | 'ADaM'
  readonly variables: readonly CdiscVariable[]
  /** Names of the variables that together name a row, in their order. */
  readonly keys: readonly string[]
  /** A participant’s rows, in the order of the variables; always the same for the same records. */
  readonly listRows: (person: TidyPerson) => Iterable<readonly Cell[]>
}

/** A variable with how its cell is read from a record. */
export type CdiscColumn<Row> = CdiscVariable & { readonly read: (row: Row) => Cell }

/** A dataset of columns that each read their cell from a record. */
export function buildDataset<Row>({
  columns,
  listRecords,
  ...about
}: Omit<CdiscDataset, 'variables' | 'listRows'> & {
  readonly columns: readonly CdiscColumn<Row>[]
  readonly listRecords: (person: TidyPerson) => Iterable<Row>
}): CdiscDataset {
  const readers = columns.map(({ read }) => read)
  return {
    ...about,
    variables: columns.map(({ read: _, ...variable }) => variable),
    *listRows(person) {
      for (const record of listRecords(person)) yield readers.map((read) => read(record))
    },
  }
}

export const ASSIGNED: CdiscOrigin = { type: 'Assigned', source: 'Sponsor' }
export const DERIVED: CdiscOrigin = { type: 'Derived', source: 'Sponsor' }
export const BY_PROTOCOL: CdiscOrigin = { type: 'Protocol', source: 'Sponsor' }
export const BY_SUBJECT: CdiscOrigin = { type: 'Collected', source: 'Subject' }
export const BY_INVESTIGATOR: CdiscOrigin = { type: 'Collected', source: 'Investigator' }

/** CDISC’s limits, in characters. */
export const MAX_LABEL = 40
const MAX_TEXT = 200

/** The beginning of a text that is too long for a variable, cut between characters, which then ends in `…`. */
export function cutText(text: string, most: number = MAX_TEXT): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
