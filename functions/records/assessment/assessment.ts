import * as z from 'zod/mini'
import type { Engagement } from '../../../surveys/study/definition.ts'
import {
  ASSESSMENT_PROGRESS,
  type AssessmentState,
} from '../../../web/api/participants/assessment-progress.ts'
import { missedReasonEntrySchema } from '../../../web/api/participants/missed-reasons.ts'
import { formatIso, type Moment } from '../../platform/core/clock.ts'
import { lateAnswerSchema } from './late-answer.ts'
import { packedInstant, packedWords } from './packed-fields.ts'
import { planHistorySchema } from './planned-history.ts'
import type { TextPlan } from './text-plan.ts'

/**
 * The stored part of an assessment: its window and what a person did (`progress`). Whether it is scheduled, open or missed
 * follows from the clock at the moment of asking, so there is no state that a late or doubled tick could leave wrong.
 */
export const assessmentSchema = z.object({
  studyVersion: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  anchoredAt: packedInstant,
  opensAt: packedInstant,
  dueAt: packedInstant,
  closesAt: packedInstant,
  /** Pinned `instrument@version` references: the response finishes on these. */
  battery: packedWords,
  /** What closed the window before its planned close: of the baseline, the first treatment. */
  closedBy: z.optional(z.literal('first-treatment')),
  progress: z.enum(ASSESSMENT_PROGRESS),
  /** When a person pressed Start; merely looking at the link leaves no trace. */
  openedAt: z.optional(packedInstant),
  startedAt: z.optional(packedInstant),
  completedAt: z.optional(packedInstant),
  /** Of the key that its sender gave with the answers: by it a retry is known. */
  submissionKeyHash: z.optional(z.string()),
  ...planHistorySchema.shape,
  plannedSince: z.optional(packedInstant),
  /** Why it was missed or answered late, oldest first: only ever appended to. See `findMissedReason`. */
  missedReasons: z.optional(z.array(missedReasonEntrySchema)),
  /** What arrived after the window, in the order in which it came; never mixed into the answers by itself. */
  lateAnswers: z.optional(z.array(lateAnswerSchema)),
})

/** The duty to answer a battery at a timepoint. */
export type Assessment = z.infer<typeof assessmentSchema> & {
  readonly study: string
  readonly site: string
  readonly participant: string
  readonly timepoint: string
}

/** An assessment with its text plan, as schedules and lists have it. */
export type TextedAssessment = Assessment & TextPlan

/** The state at an instant. The window is half-open: open from `opensAt`, missed or partly answered from `closesAt` on. */
export function findState(assessment: WindowAndProgress, now: Moment): AssessmentState {
  return findStateAtIso(assessment, formatIso(now))
}

/** The same for an instant that is written out, with milliseconds, as those of the window are. */
export function findStateAtIso(
  { progress, opensAt, closesAt }: WindowAndProgress,
  now: string,
): AssessmentState {
  if (progress === 'completed' || progress === 'cancelled') return progress
  if (now < opensAt) return 'scheduled'
  if (now >= closesAt) return progress === 'started' ? 'partly-answered' : 'missed'
  return progress === 'started' ? 'started' : 'open'
}

type WindowAndProgress = Pick<Assessment, 'progress' | 'opensAt' | 'closesAt'>

/** Whether the window closed without a submission, on some answers or on none. */
export function isOver(state: AssessmentState): boolean {
  return state === 'missed' || state === 'partly-answered'
}

/** How far someone has come who has not finished. */
export function findEngagement({
  progress,
  openedAt,
}: Pick<Assessment, 'progress' | 'openedAt'>): Engagement {
  if (progress === 'started') return 'started'
  return openedAt === undefined ? 'not-opened' : 'opened'
}
