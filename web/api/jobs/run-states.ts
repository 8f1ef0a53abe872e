/**
 * How far a run of the job engine is, which makes reports and exports.
 *
 * ```
 * planned → making → made          → of a report, notice: sent | refused | unknown | silence | none
 *    │         ├───→ failed        → the same
 *    │         └───→ skipped         (the person it is for may not see it any more)
 *    └─────────────→ cancelled
 * ```
 */
export const RUN_STATES = ['planned', 'making', 'made', 'failed', 'skipped', 'cancelled'] as const
export type RunState = (typeof RUN_STATES)[number]

/** Why a run failed, was skipped or was cancelled. */
export const RUN_REASONS = [
  'error',
  'too-many-tries',
  'file-differs',
  'too-large',
  'no-membership',
  'no-site',
  'not-allowed',
  'by-owner',
] as const
export type RunReason = (typeof RUN_REASONS)[number]

/**
 * What became of the mail that says that a report is there, or is not. `silence`: there is none, since there is nothing to
 * report and its subscriber wants none then. `bounced`: it came back for good, or was called spam.
 */
export const NOTICE_STATES = [
  'waiting',
  'claimed',
  'sent',
  'refused',
  'unknown',
  'silence',
  'bounced',
] as const
export type NoticeState = (typeof NOTICE_STATES)[number]
