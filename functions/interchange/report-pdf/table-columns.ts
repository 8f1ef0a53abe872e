/** What a column wants: all of it on one line, and at least its longest word. Any unit. */
export type ColumnWish = { readonly least: number; readonly wanted: number }

/**
 * Widths of columns that fill a width: each has its least, and what is left goes to those that want more, in proportion to
 * that. Where not even the least of all fit, all are narrowed alike.
 */
export function fitColumns(columns: readonly ColumnWish[], width: number): readonly number[] {
  const least = columns.reduce((sum, column) => sum + column.least, 0)
  if (least >= width) return columns.map((column) => (column.least / least) * width)
  const wanted = columns.reduce((sum, column) => sum + column.wanted, 0)
  if (wanted <= width) return columns.map((column) => (column.wanted / wanted) * width)
  const missing = wanted - least
  return columns.map((column) => column.least + ((column.wanted - column.least) / missing) * (width - least))
}
