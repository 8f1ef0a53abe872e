import type { PlannedChange } from '../../../web/api/treatments/treatment-confirmations.ts'
import type { TextedAssessment } from '../../records/assessment/assessment.ts'
import type { Plan } from './plan.ts'
import type { ScheduleChange } from './schedule-changes.ts'
import type { Window } from './window.ts'

/**
 * What changes of the schedule mean for each assessment, in the order of time: which is planned, moved or cancelled, and
 * which of those that the plan would have does not come to be because it would be over before it could be asked. A change
 * of language or battery alone is none. Pure.
 *
 * @param existing what stands: what is completed stays whatever the plan would have
 * @param before the plan as it stands
 * @param after the plan that the changes make
 */
export function listPlannedChanges(
  changes: readonly ScheduleChange[],
  existing: readonly TextedAssessment[],
  before: Plan,
  after: Plan,
): readonly PlannedChange[] {
  const changed = changes.flatMap((change) => describeChange(change) ?? [])
  const known = new Set([
    ...changed.map(({ timepoint }) => timepoint),
    ...existing.filter(({ progress }) => progress !== 'cancelled').map(({ timepoint }) => timepoint),
    ...before.leftOut.map(({ timepoint }) => timepoint),
  ])
  const leftOut = after.leftOut
    .filter(({ timepoint, rule }) => OVER_RULES.has(rule) && !known.has(timepoint))
    .map(({ timepoint }): PlannedChange => ({ timepoint, change: 'leave-out', before: null, after: null }))
  const opensAt = ({ before: from, after: to }: PlannedChange) => (to ?? from)?.opensAt ?? ''
  return [...changed, ...leftOut].sort((a, b) => (opensAt(a) < opensAt(b) ? -1 : 1))
}

const OVER_RULES: ReadonlySet<string> = new Set(['over-before-enrolment', 'after-first-treatment'])

function describeChange(change: ScheduleChange): PlannedChange | undefined {
  switch (change.kind) {
    case 'add':
      return {
        timepoint: change.planned.timepoint,
        change: 'plan',
        before: null,
        after: pickWindow(change.planned),
      }
    case 'cancel': {
      const { timepoint } = change.assessment
      return { timepoint, change: 'cancel', before: pickWindow(change.assessment), after: null }
    }
    case 'move': {
      const after = pickWindow(change.planned)
      const { timepoint } = change.planned
      if (change.from.progress === 'cancelled') return { timepoint, change: 'plan', before: null, after }
      const before = pickWindow(change.from)
      return isSame(before, after) ? undefined : { timepoint, change: 'move', before, after }
    }
  }
}

function pickWindow({ opensAt, dueAt, closesAt }: Window | TextedAssessment): Window {
  return { opensAt, dueAt, closesAt }
}

function isSame(a: Window, b: Window): boolean {
  return a.opensAt === b.opensAt && a.dueAt === b.dueAt && a.closesAt === b.closesAt
}
