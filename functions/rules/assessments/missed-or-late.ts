import { type Assessment, findStateAtIso, isOver } from '../../records/assessment/assessment.ts'

/** Whether a reason can be given: the window closed without a submission, or the answer came after it was due. */
export function isMissedOrLate(
  assessment: Pick<Assessment, 'progress' | 'opensAt' | 'dueAt' | 'closesAt' | 'completedAt'>,
  now: string,
): boolean {
  const { completedAt, dueAt } = assessment
  const state = findStateAtIso(assessment, now)
  return isOver(state) || (state === 'completed' && completedAt !== undefined && completedAt > dueAt)
}
