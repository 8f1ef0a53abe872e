import * as z from 'zod/mini'

/**
 * Why somebody did not answer, or answered late, as far as a coordinator knows. Ill health stands first: answers that are
 * missing for it are not missing at random.
 *
 * @see Calvert et al., JAMA 309:814, 2013 (CONSORT-PRO): the reasons for missing answers are described
 */
export const MISSED_REASONS = [
  'too-ill',
  'side-effects',
  'did-not-want-to',
  'not-reached',
  'too-busy-or-forgot',
  'technical',
  'clinic-error',
  'language-or-reading',
  'other',
  'unknown',
] as const

export const missedReasonSchema = z.enum(MISSED_REASONS)

export type MissedReason = z.infer<typeof missedReasonSchema>

/**
 * One recording; `reason: null` takes back what was recorded before. `by`: the coordinator's `sub`. `ofPlan`: of which window
 * of the assessment, by how many came before it; one that is planned anew has another.
 */
export const missedReasonEntrySchema = z.object({
  reason: z.nullable(missedReasonSchema),
  recordedAt: z.string(),
  by: z.string(),
  ofPlan: z.int(),
})

export type MissedReasonEntry = z.infer<typeof missedReasonEntrySchema>
