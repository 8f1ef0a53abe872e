import type { PanelThresholds } from '../../../web/api/consensus/panel-results.ts'
import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { estimateThresholds, listShares } from '../../analysis/consensus/profiles/profile-thresholds.ts'
import type { ProfileVote } from '../../analysis/consensus/profiles/profile-votes.ts'
import { measureConsistency } from '../../analysis/consensus/profiles/rater-consistency.ts'
import { computeImprovements } from '../../analysis/consensus/profiles/shown-profile.ts'
import { estimateGroupWeights, estimateWeights } from '../../analysis/consensus/trade-offs/domain-weights.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { StoredPanel } from '../../records/consensus/panel.ts'
import { listClosedRounds } from '../../rules/consensus/held-rounds.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import { hasThinGroup } from '../../rules/consensus/thin-groups.ts'
import {
  dealSheet,
  listChoices,
  listDomains,
  listProfiles,
  type ProfileQuestion,
  parseProfileItem,
  type TradeOffQuestion,
} from './list-screens.ts'
import type { CountingDeps } from './panel.deps.ts'
import { type Electorate, readElectorate } from './read-electorate.ts'

/** A protocol with all votes of its closed rounds. */
export async function readClosedVotes(deps: CountingDeps, panel: StoredPanel) {
  const protocol = readLockedProtocol(panel.protocol, panel.merges)
  const closed = listClosedRounds(panel.rounds, formatIso(deps.clock.now()))
  const electorate = await readElectorate(
    deps,
    panel,
    closed.map(({ id }) => id),
  )
  const asked = new Set(closed.flatMap((round) => round.asked.map(({ question }) => question)))
  return {
    ...{ protocol, closed, electorate },
    questions: protocol.questions.filter(({ id }) => asked.has(id)),
  }
}

/**
 * Thresholds of every closed question of profiles, and weights of trade-offs.
 *
 * @throws ProblemError `profile-votes-missing`
 */
export async function readThresholds(deps: CountingDeps, panel: StoredPanel): Promise<PanelThresholds> {
  const { protocol, questions, electorate } = await readClosedVotes(deps, panel)
  const { minimumShown } = protocol.anonymity
  const profiles = questions.filter((one) => one.type === 'profiles')
  const tradeOffs = questions.filter((one) => one.type === 'trade-offs')
  if (profiles.length + tradeOffs.length === 0) throw new ProblemError(consensusProblems.noProfileVotes)
  return {
    profiles: await Promise.all(
      profiles.map(async (question) => ({
        ...{ question: question.id, thresholds: computeShownThresholds(question, electorate, minimumShown) },
        careless: await countCareless(deps, panel, question, electorate),
      })),
    ),
    tradeOffs: tradeOffs.map((question) => ({
      question: question.id,
      groups: computeShownWeights(question, electorate, minimumShown),
    })),
  }
}

export function computeThresholds(question: ProfileQuestion, electorate: Electorate) {
  return estimateThresholds({
    predictors: question.measures.map(({ score }) => score),
    profiles: listProfiles(question).map((profile) => computeImprovements(profile, question.measures)),
    ...{ votes: listProfileVotes(question, electorate), shares: listShares(question) },
  })
}

/** Of all groups together alone, where one of them is too small to be shown. */
function computeShownThresholds(question: ProfileQuestion, electorate: Electorate, minimumShown: number) {
  const all = computeThresholds(question, electorate)
  if (all.kind !== 'estimated' || !hasThinGroup(listProfileVotes(question, electorate), minimumShown))
    return all
  return {
    ...all,
    groupsDiffer: null,
    thresholds: all.thresholds.filter(({ group }) => group === 'all'),
  }
}

/** The newest judgments of each rater. */
export function listProfileVotes(question: ProfileQuestion, electorate: Electorate): readonly ProfileVote[] {
  return electorate.flatMap(({ panelist, votes }) => {
    const newest = new Map(
      votes.filter((vote) => vote.question === question.id).map((vote) => [vote.item, vote]),
    )
    return [...newest.values()].flatMap(({ item, answer }) =>
      answer.kind === 'profile'
        ? [
            {
              ...{ rater: panelist.id, group: panelist.group, adequate: answer.adequate },
              ...parseProfileItem(item),
            },
          ]
        : [],
    )
  })
}

async function countCareless(
  { voters }: CountingDeps,
  panel: StoredPanel,
  question: ProfileQuestion,
  electorate: Electorate,
): Promise<number> {
  const profiles = listProfiles(question).map((profile) => computeImprovements(profile, question.measures))
  const dominated = (await voters.list(panel.id)).flatMap(
    ({ group, seat }) => dealSheet(question, group, seat)?.dominatedPairs ?? [],
  )
  const raters = measureConsistency(profiles, listProfileVotes(question, electorate), dominated)
  return raters.filter(({ isCareless }) => isCareless).length
}

export function computeWeights(question: TradeOffQuestion, electorate: Electorate) {
  const domains = listDomains(question)
  const raters = listChoosers(question, electorate)
  return [
    { group: 'all', weights: estimateWeights(domains, raters) },
    ...estimateGroupWeights(domains, raters).filter(({ group }) => group !== 'all'),
  ]
}

function computeShownWeights(question: TradeOffQuestion, electorate: Electorate, minimumShown: number) {
  const all = computeWeights(question, electorate)
  return hasThinGroup(listChoosers(question, electorate), minimumShown) ? all.slice(0, 1) : all
}

function listChoosers(question: TradeOffQuestion, electorate: Electorate) {
  return electorate
    .map(({ panelist, votes }) => ({
      ...{ rater: panelist.id, group: panelist.group, choices: listChoices(question, votes) },
    }))
    .filter(({ choices }) => choices.length > 0)
}
