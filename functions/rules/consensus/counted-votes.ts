import type { GroupVotes } from '../../../surveys/consensus/decide-item.ts'
import type { MissingRoundPolicy } from '../../../surveys/consensus/decision-rule.ts'
import type { RatingPair } from '../../../surveys/consensus/rating-changes.ts'
import type { CastVote } from './ballot.ts'
import { type HeldRound, isAskedIn, type Panelist } from './panelist.ts'

/** A panelist with their votes on one item in every round so far, in any order. */
export type ItemVoter = { readonly panelist: Panelist; readonly votes: readonly CastVote[] }

/**
 * The votes on an item at the end of a round, by group, as the locked rule counts them.
 *
 * Somebody who withdrew before the round, or during it without a vote on the item, is in no denominator of it, and their last rating
 * does not stand for them. What they voted before they left stays in the results of those rounds.
 *
 * @param rounds that asked the item, in the order of time; the last is the one that is decided
 */
export function countVotes(
  voters: readonly ItemVoter[],
  rounds: readonly HeldRound[],
  policy: MissingRoundPolicy,
): readonly GroupVotes[] {
  const last = rounds.at(-1)
  if (last === undefined) return []
  const asked = voters.filter((voter) => isAskedIn(voter.panelist, last) && !hasLeftUnheard(voter, last))
  return [...Map.groupBy(asked, ({ panelist }) => panelist.group)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, of]) => {
      const answers = of.map(({ votes }) => findCountedAnswer(votes, rounds, policy))
      return {
        group,
        ratings: answers.flatMap((answer) => (answer?.kind === 'rating' ? [answer.rating] : [])),
        abstained: answers.filter((answer) => answer?.kind === 'cannot-rate').length,
        missing: answers.filter((answer) => answer === undefined).length,
      }
    })
}

function hasLeftUnheard({ panelist, votes }: ItemVoter, { id, closesAt }: HeldRound): boolean {
  const { withdrewAt } = panelist
  return withdrewAt !== null && withdrewAt < closesAt && !votes.some(({ round }) => round === id)
}

function findCountedAnswer(
  votes: readonly CastVote[],
  rounds: readonly HeldRound[],
  policy: MissingRoundPolicy,
): CastVote['answer'] | undefined {
  const inRounds = rounds.map(({ id }) => votes.find(({ round }) => round === id)?.answer)
  const now = inRounds.at(-1)
  if (policy === 'last-rating') return inRounds.findLast((answer) => answer !== undefined)
  if (policy === 'complete-cases')
    return inRounds.every((answer) => answer?.kind === 'rating') ? now : undefined
  return now
}

/** The ratings of those who rated an item in both of two rounds, by group: what stability is computed from. */
export function pairRatings(
  voters: readonly ItemVoter[],
  [before, after]: readonly [string, string],
): ReadonlyMap<string, readonly RatingPair[]> {
  const findRating = (votes: readonly CastVote[], round: string) => {
    const answer = votes.find((vote) => vote.round === round)?.answer
    return answer?.kind === 'rating' ? answer.rating : undefined
  }
  const pairs = voters.flatMap(({ panelist, votes }) => {
    const [one, other] = [findRating(votes, before), findRating(votes, after)]
    return one === undefined || other === undefined
      ? []
      : [{ group: panelist.group, pair: [one, other] as const }]
  })
  return new Map(
    [...Map.groupBy(pairs, ({ group }) => group)].map(([group, of]) => [group, of.map(({ pair }) => pair)]),
  )
}
