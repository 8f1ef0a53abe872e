export const VERDICT_REASONS = [
  'not-yet-answered',
  'missed',
  /** It was answered and never sent. */
  'not-submitted',
  'answered-late',
  'no-baseline',
  /** It was answered once treatment had begun. */
  'baseline-after-treatment',
  'baseline-not-scorable',
  'baseline-is-zero',
  'baseline-below-floor',
  'not-asked',
  'not-scorable',
  'versions-differ',
  'too-early',
  'gap-in-follow-up',
  'not-treated',
  /** Too few baselines, or all alike: half a standard deviation of them is nothing. */
  'no-spread-at-baseline',
] as const

export type VerdictReason = (typeof VERDICT_REASONS)[number]
