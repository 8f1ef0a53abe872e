import type { ConsensusQuestion } from '../../../surveys/consensus/questions.ts'
import { isRatingOf } from '../../../surveys/consensus/scale.ts'
import { findVotingRefusal, type HeldRound, type Panelist, type VotingRefusal } from './panelist.ts'

/** What a panelist answers to one item. */
export type VoteAnswer =
  | { readonly kind: 'rating'; readonly rating: number }
  | { readonly kind: 'cannot-rate' }
  /** To a profile: is this response adequate? */
  | {
      readonly kind: 'profile'
      readonly adequate: 'yes' | 'no' | 'cannot-say'
      /** From 1, not at all, to 5, very sure. */
      readonly confidence?: number
    }
  /** To a pair of part profiles: which is the better response? */
  | { readonly kind: 'choice'; readonly preferred: 'first' | 'second' | 'equal' }

/** What arrives: an answer, or the wish to keep the one of an earlier round. Nothing is kept by doing nothing. */
export type Ballot = {
  /** Content hash of the protocol that the link belongs to. */
  readonly protocolHash: string
  readonly round: string
  readonly question: string
  readonly item: string
  readonly answer: VoteAnswer | { readonly kind: 'keep' }
  /** Of the vote that the page showed; 0 where it showed none. */
  readonly revision: number
}

/** A vote as it is stored, once for a panelist, a round and an item. */
export type CastVote = {
  readonly round: string
  readonly question: string
  readonly item: string
  readonly answer: VoteAnswer
  /** `kept`: the answer of an earlier round, by pressing *keep*. */
  readonly act: 'given' | 'kept'
  readonly revision: number
  readonly at: string
}

export type BallotRefusal =
  | VotingRefusal
  | 'other-panel'
  | 'other-round'
  | 'unknown-item'
  | 'item-stopped'
  | 'outside-scale'
  | 'other-kind-of-answer'
  | 'nothing-to-keep'
  /** Another page of the same panelist was faster. */
  | 'changed-meanwhile'

export type BallotDecision =
  | { readonly kind: 'accepted'; readonly vote: CastVote }
  /** The same answer again, such as a page sent twice: nothing is stored, and the page goes on. */
  | { readonly kind: 'repeated'; readonly vote: CastVote }
  | { readonly kind: 'refused'; readonly reason: BallotRefusal }

/** What a ballot is compared with. */
export type BallotSetting = {
  readonly protocolHash: string
  readonly panelist: Panelist
  readonly round: HeldRound
  /** Of this round, with the items that it asks of this panelist; items that stopped are in `stopped`. */
  readonly questions: readonly { readonly question: ConsensusQuestion; readonly items: readonly string[] }[]
  readonly stopped: ReadonlySet<string>
  /** This panelist's vote on the item in this round, and their last one in an earlier round. */
  readonly current: CastVote | undefined
  readonly earlier: CastVote | undefined
  readonly now: string
}

/**
 * Takes a ballot or refuses it, with the first reason that applies. Nothing in a refusal depends on what others voted.
 */
export function decideBallot(ballot: Ballot, setting: BallotSetting): BallotDecision {
  const reason = findRefusal(ballot, setting)
  if (reason !== undefined) return { kind: 'refused', reason }
  const { round, question, item, revision } = ballot
  const { current, earlier, now } = setting
  const isKept = ballot.answer.kind === 'keep'
  const answer = ballot.answer.kind === 'keep' ? earlier?.answer : ballot.answer
  if (answer === undefined) return { kind: 'refused', reason: 'nothing-to-keep' }
  if (current !== undefined && revision < current.revision)
    return isSameAnswer(answer, current.answer)
      ? { kind: 'repeated', vote: current }
      : { kind: 'refused', reason: 'changed-meanwhile' }
  if (revision !== (current?.revision ?? 0)) return { kind: 'refused', reason: 'changed-meanwhile' }
  const act = isKept ? 'kept' : 'given'
  return {
    kind: 'accepted',
    vote: { ...{ round, question, item, answer, act, at: now }, revision: revision + 1 },
  }
}

function findRefusal(ballot: Ballot, setting: BallotSetting): BallotRefusal | undefined {
  if (ballot.protocolHash !== setting.protocolHash) return 'other-panel'
  const refusal = findVotingRefusal(setting.panelist, setting.round, setting.now)
  if (refusal !== undefined) return refusal
  if (ballot.round !== setting.round.id) return 'other-round'
  const asked = setting.questions.find(({ question }) => question.id === ballot.question)
  if (asked === undefined || !asked.items.includes(ballot.item)) return 'unknown-item'
  if (setting.stopped.has(ballot.item)) return 'item-stopped'
  return ballot.answer.kind === 'keep' ? undefined : findAnswerRefusal(ballot.answer, asked.question)
}

function findAnswerRefusal(answer: VoteAnswer, question: ConsensusQuestion): BallotRefusal | undefined {
  switch (answer.kind) {
    case 'profile': {
      if (question.type !== 'profiles') return 'other-kind-of-answer'
      const { confidence = 1 } = answer
      return Number.isInteger(confidence) && confidence >= 1 && confidence <= 5 ? undefined : 'outside-scale'
    }
    case 'choice':
      return question.type === 'trade-offs' ? undefined : 'other-kind-of-answer'
    case 'cannot-rate':
      return 'scale' in question ? undefined : 'other-kind-of-answer'
    case 'rating':
      if (!('scale' in question)) return 'other-kind-of-answer'
      return isRatingOf(question.scale, answer.rating) ? undefined : 'outside-scale'
  }
}

function isSameAnswer(a: VoteAnswer, b: VoteAnswer): boolean {
  if (a.kind === 'rating') return b.kind === 'rating' && a.rating === b.rating
  if (a.kind === 'choice') return b.kind === 'choice' && a.preferred === b.preferred
  if (a.kind === 'profile')
    return b.kind === 'profile' && a.adequate === b.adequate && a.confidence === b.confidence
  return a.kind === b.kind
}
