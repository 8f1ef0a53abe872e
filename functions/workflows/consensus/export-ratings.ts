import { hash } from 'node:crypto'
import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { StoredPanel } from '../../records/consensus/panel.ts'
import type { StoredVote } from '../../records/consensus/vote.store.ts'
import { listClosedRounds } from '../../rules/consensus/held-rounds.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import type { CountingDeps } from './panel.deps.ts'
import { type Electorate, readElectorate } from './read-electorate.ts'

export const RATING_COLUMNS = ['round', 'question', 'item', 'group', 'rater', 'answer', 'act'] as const
export type RatingRow = Readonly<Record<(typeof RATING_COLUMNS)[number], string>>

/**
 * Anonymous ratings of the closed rounds. A rater has another number in each round: who took part in which rounds would else be
 * compared with what others know of them. A group with fewer who answered in a round than the protocol shows is left out of it.
 *
 * @throws ProblemError `panel-results-hidden` before a round is closed
 */
export async function listAnonymousRatings(
  deps: CountingDeps,
  panel: StoredPanel,
): Promise<readonly RatingRow[]> {
  const closed = listClosedRounds(panel.rounds, formatIso(deps.clock.now()))
  if (closed.length === 0) throw new ProblemError(consensusProblems.resultsHidden)
  const { anonymity } = readLockedProtocol(panel.protocol, panel.merges)
  const electorate = await readElectorate(
    deps,
    panel,
    closed.map(({ id }) => id),
  )
  return closed.flatMap(({ id }) => listRound(electorate, id, anonymity.minimumShown))
}

function listRound(electorate: Electorate, round: string, minimumShown: number): readonly RatingRow[] {
  const raters = electorate
    .map(({ panelist, votes }) => ({
      ...{ group: panelist.group, order: hash('sha256', `${round} ${panelist.id}`) },
      votes: votes.filter((vote) => vote.round === round),
    }))
    .filter(({ votes }) => votes.length > 0)
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
  const groups = Map.groupBy(raters, ({ group }) => group)
  return raters.flatMap(({ group, votes }, at) =>
    (groups.get(group)?.length ?? 0) < minimumShown
      ? []
      : votes.map(({ question, item, answer, act }) => ({
          ...{ round, question, item, group, rater: String(at + 1), answer: formatAnswer(answer), act },
        })),
  )
}

function formatAnswer(answer: StoredVote['answer']): string {
  switch (answer.kind) {
    case 'rating':
      return String(answer.rating)
    case 'profile':
      return answer.adequate
    case 'choice':
      return answer.preferred
    case 'cannot-rate':
      return answer.kind
  }
}
