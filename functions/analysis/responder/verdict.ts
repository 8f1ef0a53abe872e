import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'

export type Verdict =
  | { readonly result: 'met' | 'not-met' }
  | { readonly result: 'not-assessable'; readonly reasons: readonly VerdictReason[] }
/** Answers that could have been there. A missing-data policy speaks of these, and of nothing else. */
export const MISSING_ANSWERS: ReadonlySet<string> = new Set<VerdictReason>([
  'missed',
  'not-submitted',
  'answered-late',
  'not-scorable',
  'gap-in-follow-up',
])
