/*
 * Counts of the whole study against every reader of a release, each of whom knows one site: what is left when theirs is taken
 * off must be large too, and so must what is left of the difference from counts that were shown before.
 */

/** Counts of one group at one site, cell by cell. */
export type SiteCells = { readonly site: string; readonly cells: readonly number[] }

/** Counts of the same group as they were shown before; by site where they are known, as of another row of the same release. */
export type ShownTotals = {
  readonly cells: readonly number[]
  readonly sites: readonly SiteCells[] | null
}

/** The sites together, cell by cell. @param count of cells, where there may be no site */
export function sumCells(rows: readonly SiteCells[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, cell) =>
    rows.reduce((sum, { cells }) => sum + (cells[cell] ?? 0), 0),
  )
}

/** Whether every cell reaches the minimum, and still does for whoever takes off their own site. */
export function isLargeForEveryReader(
  rows: readonly SiteCells[],
  count: number,
  minimumCellSize: number,
): boolean {
  return sumCells(rows, count).every(
    (total, cell) =>
      total >= minimumCellSize &&
      // Where one site has all of them, it alone learns nothing of others.
      rows.every(({ cells }) => {
        const rest = total - (cells[cell] ?? 0)
        return rest >= minimumCellSize || rows.length === 1
      }),
  )
}

/**
 * Whether counts differ from what was shown before by nobody, or by the minimum at least, for whoever takes off what changed
 * at their own site. Where it is not known how they were spread over sites before, a site is taken to have had none.
 */
export function isApartForEveryReader(
  rows: readonly SiteCells[],
  shown: readonly ShownTotals[],
  minimumCellSize: number,
): boolean {
  return shown.every((before) =>
    before.cells.every((old, cell) => {
      const change = sumCells(rows, before.cells.length)[cell] as number
      const difference = change - old
      if (before.sites !== null) {
        const ofSites = listDifferences(rows, before.sites, cell)
        if (ofSites.every((one) => one === 0)) return true
        return [0, ...ofSites].every((own) => isNobodyOrLarge(difference - own, minimumCellSize))
      }
      if (difference === 0) return true
      const most = Math.max(0, ...rows.map(({ cells }) => cells[cell] ?? 0))
      return difference - most >= minimumCellSize
    }),
  )
}

function listDifferences(rows: readonly SiteCells[], before: readonly SiteCells[], cell: number): number[] {
  const ids = new Set([...rows, ...before].map(({ site }) => site))
  const find = (from: readonly SiteCells[], id: string) =>
    from.find(({ site }) => site === id)?.cells[cell] ?? 0
  return Array.from(ids, (id) => find(rows, id) - find(before, id))
}

function isNobodyOrLarge(difference: number, minimumCellSize: number): boolean {
  return difference === 0 || Math.abs(difference) >= minimumCellSize
}
