import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import { filterAsOf, type StoredRows } from '../timeline/as-of.ts'
import type { TimelineRows } from '../timeline/timeline.ts'

/**
 * What a viewer is told of a site as of an instant: all that was known then of their own, of others what is released.
 *
 * @param rows of one site, with their histories
 */
export function discloseRows(
  rows: StoredRows,
  study: Pick<StudyDefinition, 'baseline' | 'minimumCellSize' | 'unsubmittedAnswers'>,
  { asOf, isOwn }: { readonly asOf: string; readonly isOwn: boolean },
): TimelineRows {
  const known = filterAsOf(rows, asOf)
  return isOwn ? known : releaseRows(known, study)
}

/**
 * What is told to others of a site's answers: of each follow-up those that came first, in whole groups of the study's
 * smallest. Without it two instants would differ by what one person answered between them. Who answered and is not told of
 * yet has not answered yet, as far as others see. Baselines are all told: they show in nothing but together with what
 * came after them.
 *
 * @param rows of one site, as they were known at an instant
 */
export function releaseRows(
  rows: TimelineRows,
  {
    baseline,
    minimumCellSize,
    unsubmittedAnswers,
  }: Pick<StudyDefinition, 'baseline' | 'minimumCellSize' | 'unsubmittedAnswers'>,
): TimelineRows {
  const held = new Set<ScoreSheet>()
  // What does not count is in no outcome, and fills no group.
  if (unsubmittedAnswers !== 'counted')
    for (const sheet of rows.sheets) if (sheet.notSubmitted) held.add(sheet)
  for (const [timepoint, sheets] of Map.groupBy(
    rows.sheets.filter((sheet) => !held.has(sheet)),
    (sheet) => sheet.timepoint,
  )) {
    if (timepoint === baseline) continue
    const disclosedCount = sheets.length - (sheets.length % minimumCellSize)
    for (const sheet of [...sheets].sort(compareByAnswerTime).slice(disclosedCount)) held.add(sheet)
  }
  return held.size === 0 ? rows : { ...rows, sheets: rows.sheets.filter((sheet) => !held.has(sheet)) }
}

function compareByAnswerTime(a: ScoreSheet, b: ScoreSheet): number {
  if (a.answeredAt !== b.answeredAt) return a.answeredAt < b.answeredAt ? -1 : 1
  return a.participant < b.participant ? -1 : 1
}
