export type Verdict =
  | { readonly result: 'met' | 'not-met' }
  | { readonly result: 'not-determinable'; readonly reasons: readonly VerdictReason[] }

export const VERDICT_REASONS = [
  'not-yet-answered',
  'missed',
  'answered-late',
  'no-baseline',
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

/** Answers that could have been there. A missing-data policy speaks of these, and of nothing else. */
export const MISSING_ANSWERS: ReadonlySet<string> = new Set<VerdictReason>([
  'missed',
  'answered-late',
  'not-scorable',
  'gap-in-follow-up',
])
