/** What a participant has done with an assessment, as it is stored. */
export const ASSESSMENT_PROGRESS = ['untouched', 'started', 'completed', 'cancelled'] as const
