import type { TextAttempt, TextHistory, UnsentText } from '../../records/assessment/text-plan.ts'

/** What became of one text that was planned, and why. */
export type MessageHistoryEntry = {
  readonly at: string
  readonly timepoint: string
  readonly text: TextAttempt['text']
  /** `claimed`: about to go out when something broke off; it may have gone out, and is never sent again by itself. */
  readonly outcome: TextAttempt['state'] | UnsentText['outcome']
  /** Why it was not sent, not yet, or not delivered. */
  readonly reason: string | null
}

/** Every text of a participant, sent or not, in the order of time. */
export function buildMessageHistory(histories: readonly TextHistory[]): readonly MessageHistoryEntry[] {
  return histories
    .flatMap(({ timepoint, attempts, unsent }): readonly MessageHistoryEntry[] => [
      ...attempts.map((attempt) => formatAttempt(timepoint, attempt)),
      ...unsent.map((one) => formatUnsent(timepoint, one)),
    ])
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** A text that went out, or was about to. */
export function formatAttempt(
  timepoint: string,
  { claimedAt: at, text, state: outcome, failure }: TextAttempt,
): MessageHistoryEntry {
  return { at, timepoint, text, outcome, reason: failure ?? null }
}

/** A text that did not go out, or not yet. */
export function formatUnsent(
  timepoint: string,
  { at, place, outcome, reason }: UnsentText,
): MessageHistoryEntry {
  return { at, timepoint, outcome, reason, text: place === 0 ? 'invitation' : 'reminder' }
}
