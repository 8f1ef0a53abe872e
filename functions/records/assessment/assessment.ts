import type { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import type { Engagement } from '../../../surveys/study/definition.ts'
import {
  ASSESSMENT_PROGRESS,
  type AssessmentState,
} from '../../../web/api/participants/assessment-progress.ts'
import { missedReasonEntrySchema } from '../../../web/api/participants/missed-reasons.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { planHistorySchema } from './planned-history.ts'

/**
 * An assessment is the duty to answer a battery at a timepoint. Stored are its window and what a person did
 * (`progress`); whether it is scheduled, open or missed follows from the clock at the moment of asking, so
 * there is no state that a late or doubled tick could leave wrong.
 */
export const assessmentSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  timepoint: z.string(),
  studyVersion: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  anchoredAt: z.string(),
  opensAt: z.string(),
  dueAt: z.string(),
  closesAt: z.string(),
  /** Pinned `instrument@version` references: the response finishes on these. */
  battery: z.array(z.string()),
  linkId: z.string(),
  progress: z.enum(ASSESSMENT_PROGRESS),
  /** When a person pressed Start; merely looking at the link leaves no trace. */
  openedAt: z.string().optional(),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
  /** When the first text is due: when it opens, or later at the time of day that the participant likes. */
  firstTextAt: z.string().optional(),
  /** Texts claimed so far, those of them that belonged to an earlier window, and the next place in the text plan. */
  texts: z.number().int(),
  textsBefore: z.number().int().default(0),
  nextText: z.number().int(),
  nextTextAt: z.string().optional(),
  lastTextAt: z.string().optional(),
  ...planHistorySchema.shape,
  /** Why it was missed or answered late, oldest first: only ever appended to. See `findMissedReason`. */
  missedReasons: z.array(missedReasonEntrySchema).optional(),
})

export type Assessment = z.infer<typeof assessmentSchema>

/** The state at an instant. The window is half-open: open from `opensAt`, missed from `closesAt` on. */
export function findState(assessment: WindowAndProgress, now: Temporal.Instant): AssessmentState {
  return findStateAtIso(assessment, formatIso(now))
}

/** The same for an instant that is written out, with milliseconds, as those of the window are. */
export function findStateAtIso(
  { progress, opensAt, closesAt }: WindowAndProgress,
  now: string,
): AssessmentState {
  if (progress === 'completed' || progress === 'cancelled') return progress
  if (now < opensAt) return 'scheduled'
  if (now >= closesAt) return 'missed'
  return progress === 'started' ? 'started' : 'open'
}

type WindowAndProgress = Pick<Assessment, 'progress' | 'opensAt' | 'closesAt'>

/** How far someone has come who has not finished. */
export function findEngagement({
  progress,
  openedAt,
}: Pick<Assessment, 'progress' | 'openedAt'>): Engagement {
  if (progress === 'started') return 'started'
  return openedAt === undefined ? 'not-opened' : 'opened'
}
