import { MINUTE_MS, shiftIso } from '../../platform/core/clock.ts'
import { findStateAtIso, type TextedAssessment } from '../../records/assessment/assessment.ts'
import type { TextPlan } from '../../records/assessment/text-plan.ts'
import { AT_ONCE_MINUTES } from './at-once.ts'

/**
 * The text plan of an open assessment about which nothing has gone out, for one who may be texted from now on: the
 * invitation is due at the next texting hour, and the reminders count from it.
 *
 * @param now ISO 8601
 * @param isNewNumber what has gone out went to another number, and counts for nothing
 * @returns `undefined` where the plan goes on as it is: an invitation has gone out or is still to come, or the window is not open
 */
export function findResumedPlan(
  assessment: TextedAssessment,
  now: string,
  isNewNumber = false,
): TextPlan | undefined {
  const { texts, nextText } = assessment
  const textsBefore = isNewNumber ? texts : assessment.textsBefore
  const isOpen = ['open', 'started'].includes(findStateAtIso(assessment, now))
  if (!isOpen || texts > textsBefore || nextText === 0) return undefined
  // An hour ago: nobody waits at the clinic for what is texted anew.
  const firstTextAt = shiftIso(now, -(AT_ONCE_MINUTES + 1) * MINUTE_MS)
  return { texts, textsBefore, nextText: 0, nextTextAt: now, firstTextAt }
}
