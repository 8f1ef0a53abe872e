import { formatCsv } from '../csv/format-csv.ts'
import type { WrittenTable } from './written-table.ts'

export const CODEBOOK_COLUMNS = [
  ...['table', 'variable', 'label', 'type', 'unit', 'values', 'missing', 'source', 'evidence'],
] as const

type CodebookRow = Readonly<Partial<Record<(typeof CODEBOOK_COLUMNS)[number], string | undefined>>>

/**
 * Every variable of every table, a row each: `values` as `0 = Not at all | 1 = Several days`, `missing` what an empty cell
 * means, and for a variable that says why another has no value, its codes.
 */
export function buildCodebook(
  tables: readonly Pick<WrittenTable, 'name' | 'variables'>[],
): readonly CodebookRow[] {
  return tables.flatMap(({ name: table, variables }) =>
    variables.map(({ name, label, type, unit, values, empty, source, evidence }) => ({
      ...{ table, variable: name, label, type, unit },
      values: values?.map((one) => `${one.value} = ${one.label}`).join(' | '),
      ...{ missing: empty === undefined ? 'never empty' : `empty: ${empty}`, source, evidence },
    })),
  )
}

/** The codebook as CSV. */
export function formatCodebook(tables: readonly WrittenTable[], isForSpreadsheet = false): string {
  return formatCsv(CODEBOOK_COLUMNS, buildCodebook(tables), { isForSpreadsheet })
}
