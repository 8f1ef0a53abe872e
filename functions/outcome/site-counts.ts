import type { Temporal } from 'temporal-polyfill'
import type { ResponderDefinition } from '../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import type { Measures } from '../../surveys/study/measures.ts'
import { type Assignment, stateAt } from '../assignment/assignment.ts'
import type { ScoreSheet } from '../score/score.ts'
import { courseOf } from './responder/course.ts'
import { judge, type VerdictReason } from './responder/judge.ts'

/**
 * One site's counts at one timepoint. Each is part of the one before: `assigned` had their window open by now,
 * `completed` answered, `determinable` could be judged, `met` met the definition. `reasons` counts, for each
 * one assigned but not determinable, the first reason.
 */
export type SiteCounts = {
  readonly site: string
  readonly assigned: number
  readonly completed: number
  readonly determinable: number
  readonly met: number
  readonly reasons: ReadonlyMap<VerdictReason, number>
}

/** Counts over one site's rows, in one pass: time and memory grow with the number of rows. */
export function countSite(
  site: string,
  rows: { assignments: readonly Assignment[]; sheets: readonly ScoreSheet[] },
  question: {
    study: StudyDefinition
    definition: ResponderDefinition
    timepoint: string
    measures: Measures
  },
  now: Temporal.Instant,
): SiteCounts {
  const { study, definition, timepoint, measures } = question
  const sheetsOf = Map.groupBy(rows.sheets, ({ participant }) => participant)
  const counts = { assigned: 0, completed: 0, determinable: 0, met: 0 }
  const reasons = new Map<VerdictReason, number>()
  for (const [participant, assignments] of Map.groupBy(rows.assignments, ({ participant: id }) => id)) {
    const asked = assignments.find((assignment) => assignment.timepoint === timepoint)
    const state = asked && stateAt(asked, now)
    if (!state || state === 'scheduled' || state === 'cancelled') continue
    counts.assigned += 1
    if (state === 'completed') counts.completed += 1
    const course = courseOf(study, assignments, sheetsOf.get(participant) ?? [], now)
    const verdict = judge(definition.rule, course, timepoint, measures)
    if (verdict.result === 'not-determinable') {
      const [first = 'not-yet-answered'] = verdict.reasons
      reasons.set(first, (reasons.get(first) ?? 0) + 1)
    } else {
      counts.determinable += 1
      if (verdict.result === 'met') counts.met += 1
    }
  }
  return { site, ...counts, reasons }
}
