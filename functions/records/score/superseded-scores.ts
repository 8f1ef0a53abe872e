import type { ScoreSheet } from './score.ts'

/**
 * Of each response the sheet of the newest algorithm is in force, and what was submitted before what was never sent; the
 * others of it are superseded.
 */
export function splitSuperseded(sheets: readonly ScoreSheet[]): {
  readonly sheets: readonly ScoreSheet[]
  readonly superseded: readonly ScoreSheet[]
} {
  if (!sheets.some(({ recomputed, notSubmitted }) => recomputed || notSubmitted))
    return { sheets, superseded: [] }
  const inForce = new Map<string, ScoreSheet>()
  const superseded: ScoreSheet[] = []
  for (const sheet of [...sheets].sort(compareByForce)) {
    const response = `${sheet.participant}#${sheet.timepoint}`
    if (inForce.has(response)) superseded.push(sheet)
    else inForce.set(response, sheet)
  }
  return { sheets: [...inForce.values()], superseded }
}

/** What was submitted first, then the window that closed last; of one response the newest algorithm. */
function compareByForce(a: ScoreSheet, b: ScoreSheet): number {
  return (
    compareText(b.notSubmitted?.at ?? LAST, a.notSubmitted?.at ?? LAST) ||
    // What was taken in came to a closing that was there.
    Number(b.notSubmitted?.withLate ?? 0) - Number(a.notSubmitted?.withLate ?? 0) ||
    Number(b.recomputed?.algorithm ?? 0) - Number(a.recomputed?.algorithm ?? 0)
  )
}

/** Behind every instant. */
const LAST = '~'

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
