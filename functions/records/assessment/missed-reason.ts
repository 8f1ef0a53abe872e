import * as z from 'zod'

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
 * of the assignment, by how many came before it; one that is planned anew has another.
 */
export const missedReasonEntrySchema = z.object({
  reason: missedReasonSchema.nullable(),
  recordedAt: z.string(),
  by: z.string(),
  ofPlan: z.number().int(),
})
export type MissedReasonEntry = z.infer<typeof missedReasonEntrySchema>

type Told = Omit<MissedReasonEntry, 'by'>

/**
 * The entry that holds, of those in the order in which they were written: the last, if it is of the window.
 *
 * @param plan which window, by how many came before it
 */
export function missedReasonIn<Entry extends Told>(
  entries: readonly Entry[] | undefined,
  plan: number,
): (Entry & { readonly reason: MissedReason }) | undefined {
  const last = entries?.at(-1)
  return last && last.reason !== null && last.ofPlan === plan ? { ...last, reason: last.reason } : undefined
}

/** Why an assignment was missed or answered late, as it is planned now; nothing where nobody has recorded it. */
export function missedReasonOf({
  missedReasons,
  earlierPlans,
}: {
  readonly missedReasons?: readonly MissedReasonEntry[] | undefined
  readonly earlierPlans?: readonly unknown[] | undefined
}) {
  return missedReasonIn(missedReasons, earlierPlans?.length ?? 0)
}

/** As staff of the site see it. */
export function shownMissedReason<Entry extends MissedReasonEntry>({ reason, recordedAt, by }: Entry) {
  return { reason, recordedAt, by }
}
