import { type Assessment, findStateAtIso } from '../../records/assessment/assessment.ts'

/** Whether a reason can be given: the window closed without an answer, or the answer came after it was due. */
export function isMissedOrLate(
  assessment: Pick<Assessment, 'progress' | 'opensAt' | 'dueAt' | 'closesAt' | 'completedAt'>,
  now: string,
): boolean {
  const { completedAt, dueAt } = assessment
  const state = findStateAtIso(assessment, now)
  return state === 'missed' || (state === 'completed' && completedAt !== undefined && completedAt > dueAt)
}
