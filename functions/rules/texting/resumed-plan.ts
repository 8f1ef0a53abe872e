import type { Temporal } from 'temporal-polyfill'
import { formatIso } from '../../platform/core/clock.ts'
import { findState, type TextedAssessment } from '../../records/assessment/assessment.ts'
import type { TextPlan } from '../../records/assessment/text-plan.ts'

/**
 * The text plan of an open assessment about which nothing has gone out, for one who may be texted from now on: the
 * invitation is due at once, and the reminders count from it.
 *
 * @returns `undefined` where the plan goes on as it is: an invitation has gone out or is still to come, or the window is not open
 */
export function findResumedPlan(assessment: TextedAssessment, now: Temporal.Instant): TextPlan | undefined {
  const { texts, textsBefore, nextText } = assessment
  const isOpen = ['open', 'started'].includes(findState(assessment, now))
  if (!isOpen || texts > textsBefore || nextText === 0) return undefined
  const at = formatIso(now)
  return { texts, textsBefore, nextText: 0, nextTextAt: at, firstTextAt: at }
}
