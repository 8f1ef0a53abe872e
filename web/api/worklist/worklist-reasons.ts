/**
 * Who needs a person today, and why: what texts alone will not settle. Each reason stands as long as what it comes from;
 * nothing is ticked off, so nothing can be ticked off too early. Reasons in the order of their urgency.
 */
export const REASONS = [
  'alert-open',
  'message-unread',
  /** They asked to be left alone or erased, and it is not done yet. */
  'erasure',
  /** Answers came after a window had closed, and nobody has decided whether they are taken in. */
  'late-answers',
  'partly-answered',
  'overdue',
  /** A text was passed over after a restore of the tables: nobody knows whether it went out before. */
  'text-held',
  /** Nobody answers at the number, or it is not theirs. */
  'number-failed',
  /** They ended the texts, and are in the study still. */
  'opted-out',
  /** They never agreed to texts, or no number is known. */
  'not-texted',
] as const

export type ReasonKind = (typeof REASONS)[number]
