import { formatCsv } from '../csv/format-csv.ts'
import type { WrittenTable } from './written-table.ts'

const COLUMNS = [
  ...['table', 'variable', 'label', 'type', 'unit', 'values', 'missing', 'source', 'evidence'],
] as const

/**
 * Every variable of every table, a row each: `values` as `0 = Not at all | 1 = Several days`, `missing` what an empty cell
 * means, and for a variable that says why another has no value, its codes.
 */
export function formatCodebook(tables: readonly WrittenTable[], isForSpreadsheet: boolean): string {
  const rows = tables.flatMap(({ name: table, variables }) =>
    variables.map(({ name, label, type, unit, values, empty, source, evidence }) => ({
      ...{ table, variable: name, label, type, unit },
      values: values?.map((one) => `${one.value} = ${one.label}`).join(' | '),
      ...{ missing: empty === undefined ? 'never empty' : `empty: ${empty}`, source, evidence },
    })),
  )
  return formatCsv(COLUMNS, rows, { isForSpreadsheet })
}
