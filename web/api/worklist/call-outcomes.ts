/**
 * What people at the site did about a participant beside the texts: calls, and notes on an alert. Its words are kept in
 * the Contacts table, where names and numbers are, and nowhere else. An entry is never changed.
 */

export const CALL_OUTCOMES = [
  'no-answer',
  'left-message',
  /** They will answer by themselves. */
  'will-answer',
  'call-back',
  /** Not this time: they stay in the study. */
  'declined',
  'wrong-number',
] as const

export type CallOutcome = (typeof CALL_OUTCOMES)[number]
