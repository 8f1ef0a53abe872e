/**
 * What a participant may ask for. Each holds what comes before it.
 * `stop-contact`: no text and no call any more. `stop-data`: nothing more is asked or recorded, what is there is kept.
 * `erase`: name, number and all free text are deleted; answers and scores as the study’s protocol says.
 */
export const ERASURE_GRADES = ['stop-contact', 'stop-data', 'erase'] as const
export type ErasureGrade = (typeof ERASURE_GRADES)[number]

/** What becomes of answers, scores, treatments and clinical events of one who is erased: kept without a person behind them, or deleted. */
export const STUDY_DATA_RULES = ['detach', 'delete'] as const
export type StudyDataRule = (typeof STUDY_DATA_RULES)[number]

export const ERASURE_STATES = ['requested', 'recorded', 'confirmed', 'done', 'cancelled'] as const
export type ErasureState = (typeof ERASURE_STATES)[number]

/** Why nothing is stopped or erased after all. */
export const CANCEL_REASONS = ['misunderstood', 'changed-mind'] as const
export type CancelReason = (typeof CANCEL_REASONS)[number]
