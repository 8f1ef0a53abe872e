import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import {
  buildAdoptedDefinition,
  type DefinitionWords,
  type FinalVote,
} from '../../rules/consensus/adopted-definition.ts'
import { countVotes } from '../../rules/consensus/counted-votes.ts'
import {
  type PublishDefinitionDeps,
  type PublishedDefinition,
  publishResponderDefinition,
} from '../library/publish-responder-definition.ts'
import {
  type PanelDeps,
  type PanelStaff,
  requireModerator,
  requireRevision,
  writePanel,
} from './change-panel.ts'
import { selectItem } from './read-electorate.ts'
import { buildResult } from './read-round-results.ts'
import { readClosedVotes } from './read-thresholds.ts'

/**
 * Publishes what the panel adopted, with where it comes from, and finishes the panel. Where a request stopped between the two, the
 * same again finishes it.
 *
 * @throws ProblemError as `openRound`; `panel-did-not-adopt`; what `publishResponderDefinition` throws
 */
export async function adoptDefinition(
  deps: PanelDeps & PublishDefinitionDeps,
  by: PanelStaff,
  order: {
    readonly panel: string
    readonly revision: number
    readonly minorityStatement?: string | undefined
  },
  words: DefinitionWords,
): Promise<PublishedDefinition> {
  const panel = await requireRevision(deps, by.study, order.panel, order.revision)
  requireModerator(panel, by.sub)
  const { protocol, closed, electorate } = await readClosedVotes(deps, panel)
  const at = closed.findIndex(({ asked }) =>
    asked.some((one) => protocol.questions.find(({ id }) => id === one.question)?.type === 'final-vote'),
  )
  const question = protocol.questions.find((one) => one.type === 'final-vote')
  const round = closed[at]
  const candidate = panel.candidates?.shortlist.find(({ id }) => id === panel.finalCandidate)
  if (!round || !question || !panel.candidates || !candidate)
    throw new ProblemError(consensusProblems.notAdopted)
  const held = closed.slice(0, at + 1)
  const { locked } = buildResult(protocol, question, question.id, held, electorate)
  const voters = selectItem(electorate, { question: question.id, item: question.id })
  // A group of too few would say who voted what.
  const votes: FinalVote['votes'] = countVotes(voters, [round], question.rule.missingRounds)
    .filter(({ ratings }) => ratings.length >= protocol.anonymity.minimumShown)
    .map(({ group, ratings, abstained, missing }) => ({
      ...{ group, invited: ratings.length + abstained + missing, abstained },
      inFavor: ratings.filter((rating) => rating === 1).length,
      against: ratings.filter((rating) => rating === 0).length,
    }))
  const adopted = buildAdoptedDefinition(
    protocol,
    {
      ...{ question, verdict: locked.verdict, votes, candidatesHash: panel.candidates.hash },
      candidate: { rule: candidate.rule as ResponderRule, events: candidate.events },
      ...{ rounds: held.map(({ id }) => id), deviations: panel.deviations.length },
      adoptedOn: round.closesAt.slice(0, 10),
      ...(order.minorityStatement !== undefined && { minorityStatement: order.minorityStatement }),
    },
    words,
  )
  if (adopted.kind === 'not-adopted') throw new ProblemError(consensusProblems.notAdopted)
  const published = await publishResponderDefinition(deps, by, { ...adopted.source })
  const { id, version, hash } = published
  await writePanel(
    deps,
    by,
    'panel.adopted',
    { ...panel, state: 'finished', adopted: { id, version, hash } },
    panel,
    { definition: `${id}@${version}`, hash, at: formatIso(deps.clock.now()) },
  )
  return published
}
