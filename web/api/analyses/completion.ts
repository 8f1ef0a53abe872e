import { MISSED_REASONS } from '../participants/missed-reasons.ts'

/**
 * What became of everybody who was enrolled, at one timepoint: each is in one of these. A death is not a missing answer, and
 * who has left is not asked; both are apart from who was asked and did not answer.
 */
export const COMPLETION_STATUSES = [
  'completed',
  /** Asked, and their window closed: on no answer, and on answers that were never sent. */
  'missed',
  'partly-answered',
  /** Their window is open, or still to open. */
  'not-yet-closed',
  /** What it counts from has not happened, such as a first treatment. */
  'not-due',
  'withdrawn',
  'lost-to-follow-up',
  'died',
] as const

export type CompletionStatus = (typeof COMPLETION_STATUSES)[number]

/** Why, as far as somebody has recorded it. */
export const MISSED_REASON_CATEGORIES = [...MISSED_REASONS, 'not-recorded'] as const

export type MissedReasonCategory = (typeof MISSED_REASON_CATEGORIES)[number]
