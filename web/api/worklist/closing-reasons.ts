/** Why a safety alert was closed. */
export const CLOSING_REASONS = ['contacted', 'not-reached', 'no-risk', 'referred', 'duplicate'] as const
export type ClosingReason = (typeof CLOSING_REASONS)[number]
