import { Temporal } from 'temporal-polyfill'
import type { Verdict } from '../../../surveys/consensus/decide-item.ts'
import type { PublishedConsensusProtocol } from '../../../surveys/consensus/protocol.ts'
import type { ConsensusQuestion } from '../../../surveys/consensus/questions.ts'
import type { Localised } from '../../../surveys/instrument/vocabulary.ts'
import type { ConsensusProvenance } from '../../../surveys/responder/provenance.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import type { ScoredCandidate } from '../../../web/api/consensus/candidates.ts'

/** The end of a process: the candidate that was voted on, and the vote. */
export type FinalVote = {
  readonly question: Extract<ConsensusQuestion, { type: 'final-vote' }>
  readonly verdict: Verdict | 'not-enough-voters'
  readonly votes: ConsensusProvenance['votes']
  readonly candidate: Pick<ScoredCandidate, 'rule' | 'events'>
  /** Of the list that the panel chose from. */
  readonly candidatesHash: string
  /** Rounds that were held. */
  readonly rounds: readonly string[]
  readonly deviations: number
  /** Local date of the vote’s end. */
  readonly adoptedOn: string
  readonly minorityStatement?: string
}

/** What people write beside the rule. */
export type DefinitionWords = {
  readonly id: string
  readonly version: string
  readonly title: Localised
  readonly summary: Localised
}

export type AdoptedDefinition =
  /** The source of a responder definition, to be published as it is. */
  | { readonly kind: 'adopted'; readonly source: object }
  | { readonly kind: 'not-adopted'; readonly verdict: Exclude<FinalVote['verdict'], 'in'> }

/**
 * The responder definition that a panel adopted, with where it comes from. What no study has tried yet is unvalidated, however many
 * voted for it.
 */
export function buildAdoptedDefinition(
  protocol: PublishedConsensusProtocol,
  vote: FinalVote,
  { id, version, title, summary }: DefinitionWords,
): AdoptedDefinition {
  if (vote.verdict !== 'in') return { kind: 'not-adopted', verdict: vote.verdict }
  const { candidate, minorityStatement } = vote
  const reviewOn = Temporal.PlainDate.from(vote.adoptedOn).add({ months: protocol.reviewAfterMonths })
  const provenance: ConsensusProvenance = {
    ...{ consensus: protocol.id, version: protocol.version, protocolHash: protocol.hash },
    ...{ rounds: [...vote.rounds], votes: [...vote.votes], candidatesHash: vote.candidatesHash },
    ruleHash: computeContentHash(vote.question.rule),
    vetoEvents: [...candidate.events],
    ...(minorityStatement !== undefined && { minorityStatement }),
    ...{ deviations: vote.deviations, adoptedOn: vote.adoptedOn, reviewOn: reviewOn.toString() },
  }
  return {
    kind: 'adopted',
    source: {
      ...{ id, version, title, summary, evidence: 'unvalidated', rule: candidate.rule },
      source: `Consensus ${protocol.id}@${protocol.version}, protocol ${protocol.hash}`,
      provenance,
    },
  }
}
