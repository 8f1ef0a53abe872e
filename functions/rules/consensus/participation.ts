import type { CastVote } from './ballot.ts'
import { type HeldRound, isAskedIn, type Panelist } from './panelist.ts'

/** What somebody did in a round. Saying *cannot rate*, giving nothing and leaving are three things. */
export const PARTICIPATIONS = [
  'completed',
  /** Answered some of the items. */
  'partial',
  /** Answered every item that they answered with *cannot rate* or *cannot say*. */
  'abstained',
  /** Was asked and gave nothing. */
  'no-show',
  /** Left before the round opened, or during it without an answer. */
  'withdrew',
  /** Was invited once the round was closed. */
  'not-yet-invited',
] as const
export type Participation = (typeof PARTICIPATIONS)[number]

/**
 * @param votes of the panelist in the round
 * @param items that the round asks of them
 */
export function findParticipation(
  panelist: Panelist,
  round: HeldRound,
  votes: readonly CastVote[],
  items: number,
): Participation {
  if (panelist.invitedAt >= round.closesAt) return 'not-yet-invited'
  if (!isAskedIn(panelist, round)) return 'withdrew'
  if (votes.length === 0) return panelist.withdrewAt !== null ? findLeaver(panelist, round) : 'no-show'
  if (votes.every(({ answer }) => isAbstention(answer))) return 'abstained'
  return votes.length >= items ? 'completed' : 'partial'
}

function findLeaver({ withdrewAt }: Panelist, { closesAt }: HeldRound): Participation {
  return withdrewAt !== null && withdrewAt < closesAt ? 'withdrew' : 'no-show'
}

export function isAbstention(answer: CastVote['answer']): boolean {
  return answer.kind === 'cannot-rate' || (answer.kind === 'profile' && answer.adequate === 'cannot-say')
}

/** Whether somebody joined after the first round that rates had closed: reports name them apart. */
export function isLateJoiner({ invitedAt }: Panelist, firstRound: HeldRound): boolean {
  return invitedAt >= firstRound.closesAt
}

export type ParticipationCounts = Readonly<Record<Participation, number>>

/** How many of each group did what: the flow of a panel through its rounds. */
export function countParticipations(
  list: readonly { readonly group: string; readonly participation: Participation }[],
): ReadonlyMap<string, ParticipationCounts> {
  return new Map(
    [...Map.groupBy(list, ({ group }) => group)].map(([group, of]) => [
      group,
      Object.fromEntries(
        PARTICIPATIONS.map((kind) => [kind, of.filter(({ participation }) => participation === kind).length]),
      ) as ParticipationCounts,
    ]),
  )
}
