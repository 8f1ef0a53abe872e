import type { MissedReason, MissedReasonEntry } from '../../../web/api/participants/missed-reasons.ts'

type MissedReasonRecord = Omit<MissedReasonEntry, 'by'>

/**
 * The entry that holds, of those in the order in which they were written: the last, if it is of the window.
 *
 * @param plan which window, by how many came before it
 */
export function findMissedReasonEntry<Entry extends MissedReasonRecord>(
  entries: readonly Entry[] | undefined,
  plan: number,
): (Entry & { readonly reason: MissedReason }) | undefined {
  const last = entries?.at(-1)
  return last && last.reason !== null && last.ofPlan === plan ? { ...last, reason: last.reason } : undefined
}

/** Why an assessment was missed or answered late, as it is planned now; nothing where nobody has recorded it. */
export function findMissedReason({
  missedReasons,
  earlierPlans,
}: {
  readonly missedReasons?: readonly MissedReasonEntry[] | undefined
  readonly earlierPlans?: readonly unknown[] | undefined
}) {
  return findMissedReasonEntry(missedReasons, earlierPlans?.length ?? 0)
}

/** As staff of the site see it. */
export function formatMissedReason<Reason extends MissedReasonEntry['reason']>({
  reason,
  recordedAt,
  by,
}: Omit<MissedReasonEntry, 'reason'> & { readonly reason: Reason }) {
  return { reason, recordedAt, by }
}
