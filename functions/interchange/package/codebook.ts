import { formatCsv } from '../csv/format-csv.ts'
import type { WrittenTable } from './written-table.ts'

export const CODEBOOK_COLUMNS = [
  ...['table', 'variable', 'label', 'type', 'unit', 'values', 'missing', 'source', 'evidence', 'key'],
] as const

type CodebookRow = Readonly<Partial<Record<(typeof CODEBOOK_COLUMNS)[number], string | undefined>>>

/**
 * Every variable of every table, a row each: `values` as `0 = Not at all | 1 = Several days`, `missing` what an empty cell
 * means, `key` is `yes` where the
 * variable is one of those that together name a row.
 */
export function buildCodebook(
  tables: readonly Pick<WrittenTable, 'name' | 'variables' | 'key'>[],
): readonly CodebookRow[] {
  return tables.flatMap(({ name: table, variables, key }) =>
    variables.map(({ name, label, type, unit, values, empty, source, evidence }) => ({
      ...{ table, variable: name, label, type, unit },
      values: values?.map((one) => `${one.value} = ${one.label}`).join(' | '),
      ...{ missing: empty === undefined ? 'never empty' : `empty: ${empty}`, source, evidence },
      key: key.includes(name) ? 'yes' : undefined,
    })),
  )
}

/** The codebook as CSV. */
export function formatCodebook(tables: readonly WrittenTable[], isForSpreadsheet = false): string {
  return formatCsv(CODEBOOK_COLUMNS, buildCodebook(tables), { isForSpreadsheet })
}
