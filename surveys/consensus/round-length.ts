import type { ConsensusRound } from './process.ts'
import type { ConsensusProtocol } from './protocol.ts'
import { type ConsensusQuestion, listItems } from './questions.ts'

/** More than this tires a panelist, and the last answers show it. */
export const MAX_ROUND_ITEMS = 25

/** Seconds for one item: this project's assumption, to be compared with what panelists take. */
const SECONDS_BY_TYPE: Readonly<Record<ConsensusQuestion['type'], number>> = {
  importance: 30,
  measures: 60,
  time: 30,
  profiles: 45,
  'trade-offs': 30,
  vetoes: 30,
  candidates: 60,
  'final-vote': 120,
}
const SECONDS_TO_READ = 120

export type RoundLength = {
  readonly items: number
  /** Whole minutes, rounded up, with two for reading the introduction. */
  readonly minutes: number
}

/**
 * The most items of a round and about how long they take. Trade-offs are counted at two pairs for each pair of domains, since
 * transitivity skips the others; items that stopped are fewer.
 */
export function estimateRoundLength(
  { questions }: Pick<ConsensusProtocol, 'questions'>,
  round: Pick<ConsensusRound, 'questions' | 'kind'>,
): RoundLength {
  const asked = round.questions.flatMap((id) => questions.find((one) => one.id === id) ?? [])
  if (round.kind === 'proposals')
    return { items: asked.length, minutes: Math.ceil((SECONDS_TO_READ + 300 * asked.length) / 60) }
  const counts = asked.map((question) => ({ question, items: countItems(question) }))
  const seconds = counts.reduce(
    (sum, { question, items }) => sum + items * SECONDS_BY_TYPE[question.type],
    SECONDS_TO_READ,
  )
  return { items: counts.reduce((sum, { items }) => sum + items, 0), minutes: Math.ceil(seconds / 60) }
}

function countItems(question: ConsensusQuestion): number {
  switch (question.type) {
    case 'profiles':
      return question.perRater + question.repeats + question.dominated
    case 'trade-offs':
      return question.domains.length * (question.domains.length - 1)
    case 'candidates':
      return question.atMost
    default:
      return listItems(question).length
  }
}
