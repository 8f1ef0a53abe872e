import type { ScoreTable } from '../instrument/definition.ts'

/** By raw value, as the nearest double: exact for the whole numbers and short decimals that tables are printed with. */
export function indexTableRows(
  table: ScoreTable | undefined,
): ReadonlyMap<number, ScoreTable['rows'][number]> {
  if (!table) throw new Error('no such table')
  return new Map(table.rows.map((row) => [row[0], row]))
}
