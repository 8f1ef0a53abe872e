import type { Timepoint } from '../../../surveys/study/definition.ts'
import type { TextedAssessment } from '../../records/assessment/assessment.ts'
import { findTextTime, type PlannedText, sortReminders } from './text-plan.ts'

/** Why a text that was due before a restore does not go out: it may have gone out in the time that was lost. */
export const HELD_REASON = 'restored'

/**
 * The first text of a plan that is due after `now` (ISO 8601); those before it are passed over.
 *
 * @param timepoint undefined where the study does not ask at it any more: nothing follows
 */
export function findNextTextAfter(
  assessment: TextedAssessment,
  timepoint: Timepoint | undefined,
  now: string,
): PlannedText {
  const reminders = timepoint ? sortReminders(timepoint) : []
  for (let place = assessment.nextText + 1; timepoint && place <= reminders.length; place += 1) {
    const at = findTextTime(assessment, timepoint, place)
    if (at !== undefined && at > now) return { place, at }
  }
  return { place: Math.max(assessment.nextText, reminders.length) + 1, at: undefined }
}
