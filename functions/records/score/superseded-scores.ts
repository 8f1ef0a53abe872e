import type { ScoreSheet } from './score.ts'

/** Of each response the sheet of the newest algorithm is in force; the others of it are superseded. */
export function splitSuperseded(sheets: readonly ScoreSheet[]): {
  readonly sheets: readonly ScoreSheet[]
  readonly superseded: readonly ScoreSheet[]
} {
  if (!sheets.some(({ recomputed }) => recomputed)) return { sheets, superseded: [] }
  const inForce = new Map<string, ScoreSheet>()
  const superseded: ScoreSheet[] = []
  for (const sheet of [...sheets].sort(compareByAlgorithm)) {
    const response = `${sheet.participant}#${sheet.timepoint}`
    if (inForce.has(response)) superseded.push(sheet)
    else inForce.set(response, sheet)
  }
  return { sheets: [...inForce.values()], superseded }
}

function compareByAlgorithm(a: ScoreSheet, b: ScoreSheet): number {
  return Number(b.recomputed?.algorithm ?? 0) - Number(a.recomputed?.algorithm ?? 0)
}
