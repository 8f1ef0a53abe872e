import type { TextAttempt, TextHistory, UnsentText } from '../../records/assessment/text-plan.ts'

/** One line of a participant's ledger of texts: what became of a text that was planned, and why. */
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
      ...attempts.map(({ claimedAt: at, text, state: outcome, failure }) => ({
        ...{ at, timepoint, text, outcome },
        reason: failure ?? null,
      })),
      ...unsent.map(({ at, place, outcome, reason }) => ({
        ...{ at, timepoint, outcome, reason },
        text: place === 0 ? ('invitation' as const) : ('reminder' as const),
      })),
    ])
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
