/** What a participant has done with an assessment, as it is stored. */
export const ASSESSMENT_PROGRESS = ['untouched', 'started', 'completed', 'cancelled'] as const

/** The state of an assessment at an instant: it follows from its window, what was done, and the clock. */
export const ASSESSMENT_STATES = [
  ...(['scheduled', 'open', 'started', 'completed'] as const),
  /** The window closed on answers that were never sent. */
  'partly-answered',
  /** It closed on none. */
  'missed',
  'cancelled',
] as const
export type AssessmentState = (typeof ASSESSMENT_STATES)[number]
