import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import { buildTimelines, type TimelineRows } from '../timeline/timeline.ts'
import type { ResponderEvaluator } from './responder-evaluator.ts'

/**
 * One site's counts at one timepoint. Each is part of the one before: `assigned` had their window open by now,
 * `completed` answered, `assessable` could be judged, `met` met the definition. `reasons` counts, for each
 * one assigned but not assessable, the first reason.
 */
export type SiteCounts = {
  readonly site: string
  readonly assigned: number
  readonly completed: number
  readonly assessable: number
  readonly met: number
  readonly reasons: ReadonlyMap<VerdictReason, number>
}

/** Counts over one site's rows, in one pass: time grows with the number of rows, and memory does not. */
export function countSite(
  site: string,
  rows: TimelineRows,
  { study, evaluate, timepoint }: { study: StudyDefinition; evaluate: ResponderEvaluator; timepoint: string },
  asOf: string,
): SiteCounts {
  const counts = { assigned: 0, completed: 0, assessable: 0, met: 0 }
  const reasons = new Map<VerdictReason, number>()
  for (const { assessments, timeline } of buildTimelines(study, rows, asOf)) {
    const assessment = assessments.find((one) => one.timepoint === timepoint)
    if (assessment === undefined) continue
    const state = findStateAtIso(assessment, asOf)
    if (state === 'scheduled' || state === 'cancelled') continue
    counts.assigned += 1
    if (state === 'completed') counts.completed += 1
    const verdict = evaluate(timeline, timepoint)
    if (verdict.result === 'not-assessable') {
      const [first = 'not-yet-answered'] = verdict.reasons
      reasons.set(first, (reasons.get(first) ?? 0) + 1)
    } else {
      counts.assessable += 1
      if (verdict.result === 'met') counts.met += 1
    }
  }
  return { site, ...counts, reasons }
}
