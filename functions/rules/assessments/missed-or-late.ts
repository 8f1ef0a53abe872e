import { type Assignment, findStateAtIso } from '../../records/assessment/assessment.ts'

/** Whether a reason can be given: the window closed without an answer, or the answer came after it was due. */
export function isMissedOrLate(
  assignment: Pick<Assignment, 'progress' | 'opensAt' | 'dueAt' | 'closesAt' | 'completedAt'>,
  now: string,
): boolean {
  const { completedAt, dueAt } = assignment
  const state = findStateAtIso(assignment, now)
  return state === 'missed' || (state === 'completed' && completedAt !== undefined && completedAt > dueAt)
}
