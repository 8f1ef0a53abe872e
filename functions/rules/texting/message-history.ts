import type { AuditEntry } from '../../records/audit/audit.ts'
import type { Invitation } from '../../records/invitation/invitation.ts'

/** One line of a participant's ledger of texts: what became of a text that was planned, and why. */
export type MessageHistoryEntry = {
  readonly at: string
  readonly timepoint: string
  readonly text: 'invitation' | 'reminder' | null
  /** `claimed`: about to go out when something broke off; it may have gone out, and is never sent again by itself. */
  readonly outcome: Invitation['state'] | 'not-sent' | 'deferred'
  /** Why it was not sent, not yet, or not delivered. */
  readonly reason: string | null
}

/** Every text of a participant, sent or not, in the order of time: what was sent from the invitations, what was not from the audit chain. */
export function buildMessageHistory(
  invitations: readonly Invitation[],
  chain: readonly AuditEntry[],
): readonly MessageHistoryEntry[] {
  const sent = invitations.map(
    ({ claimedAt, timepoint, text, state, failure }): MessageHistoryEntry => ({
      at: claimedAt,
      timepoint,
      text,
      outcome: state,
      reason: failure ?? null,
    }),
  )
  const unsent = chain.flatMap(({ action, at, about }): readonly MessageHistoryEntry[] =>
    action === 'text.not-sent' || action === 'text.deferred'
      ? [
          {
            at,
            timepoint: String(about?.timepoint),
            text: about?.place === undefined ? null : about.place === 0 ? 'invitation' : 'reminder',
            outcome: action === 'text.not-sent' ? 'not-sent' : 'deferred',
            reason: String(about?.reason),
          },
        ]
      : [],
  )
  return [...sent, ...unsent].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
