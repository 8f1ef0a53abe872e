/**
 * A member of a panel as the rules see them: an id that stands beside no name, and what they did. Instants are ISO with
 * milliseconds, so that text order is time order.
 */
export type Panelist = {
  readonly id: string
  readonly group: string
  readonly invitedAt: string
  /** `null` until they signed. */
  readonly consentedAt: string | null
  readonly conflictsStatedAt: string | null
  /** `null` while they take part. */
  readonly withdrewAt: string | null
}

/** A round as it is held: its opening and closing may be other than planned, by a deviation. */
export type HeldRound = {
  readonly id: string
  readonly opensAt: string
  /** The first instant at which no ballot is taken any more. */
  readonly closesAt: string
}

export type RoundState = 'planned' | 'open' | 'closed'

export function findRoundState({ opensAt, closesAt }: HeldRound, now: string): RoundState {
  if (now < opensAt) return 'planned'
  return now < closesAt ? 'open' : 'closed'
}

/** Whether somebody is asked in a round: invited before it closed, and not withdrawn before it opened. */
export function isAskedIn({ invitedAt, withdrewAt }: Panelist, { opensAt, closesAt }: HeldRound): boolean {
  return invitedAt < closesAt && (withdrewAt === null || withdrewAt > opensAt)
}

/** Why somebody may not vote. A reason says nothing of others. */
export type VotingRefusal = 'withdrew' | 'no-consent' | 'no-conflict-statement' | 'not-open-yet' | 'closed'

/** @returns `undefined` where they may */
export function findVotingRefusal(
  panelist: Panelist,
  round: HeldRound,
  now: string,
): VotingRefusal | undefined {
  if (panelist.withdrewAt !== null && panelist.withdrewAt <= now) return 'withdrew'
  const state = findRoundState(round, now)
  if (state === 'planned') return 'not-open-yet'
  if (state === 'closed') return 'closed'
  if (panelist.consentedAt === null) return 'no-consent'
  return panelist.conflictsStatedAt === null ? 'no-conflict-statement' : undefined
}
