import { listMinimumVoters, type PublishedConsensusProtocol } from '../../../surveys/consensus/protocol.ts'
import type { RatedQuestion } from '../../../surveys/consensus/questions.ts'
import { SCALE_BANDS } from '../../../surveys/consensus/scale.ts'
import type { ItemResult } from '../../../web/api/consensus/item-result.ts'
import type { RoundResults } from '../../../web/api/consensus/panel-results.ts'
import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import { computeFleissKappa } from '../../analysis/consensus/fleiss-kappa.ts'
import { buildItemResult } from '../../analysis/consensus/item-result.ts'
import { computeConcordance } from '../../analysis/consensus/kendall-w.ts'
import { isInBand } from '../../analysis/consensus/rating-summary.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { HeldPanelRound, StoredPanel } from '../../records/consensus/panel.ts'
import { countVotes, pairRatings } from '../../rules/consensus/counted-votes.ts'
import { listClosedRounds } from '../../rules/consensus/held-rounds.ts'
import { readLockedProtocol } from '../../rules/consensus/merged-protocol.ts'
import { buildNotFound } from '../access/staff-access.ts'
import type { CountingDeps } from './panel.deps.ts'
import { type Electorate, readElectorate, selectItem } from './read-electorate.ts'

/**
 * What a closed round gave. A closed round gives the same again, whatever comes after it.
 *
 * @throws ProblemError 404 of a round that was not held; `panel-results-hidden` while it runs
 */
export async function readRoundResults(
  deps: CountingDeps,
  panel: StoredPanel,
  id: string,
): Promise<RoundResults> {
  const round = requireClosedRound(panel, id, formatIso(deps.clock.now()))
  const protocol = readLockedProtocol(panel.protocol, panel.merges)
  const held = panel.rounds.slice(0, panel.rounds.indexOf(round) + 1)
  const electorate = await readElectorate(
    deps,
    panel,
    held.map((one) => one.id),
  )
  const rated = listRatedItems(protocol, round)
  return {
    ...{ round: id, protocolHash: protocol.hash },
    items: rated.map(({ question, item }) => ({
      ...{ question: question.id, item },
      ...hideSmallGroups(
        buildResult(protocol, question, item, held, electorate),
        protocol.anonymity.minimumShown,
      ),
    })),
    agreement: [...Map.groupBy(rated, ({ question }) => question)].map(([question, items]) =>
      describeAgreement(
        question,
        items.map(({ item }) => item),
        electorate,
        round,
      ),
    ),
  }
}

/** @throws ProblemError 404; `panel-results-hidden` */
export function requireClosedRound(panel: StoredPanel, id: string, now: string): HeldPanelRound {
  const round = panel.rounds.find((one) => one.id === id)
  if (round === undefined) throw buildNotFound()
  if (now < round.closesAt) throw new ProblemError(consensusProblems.resultsHidden)
  return round
}

/** Items of a round that a scale rates. */
export function listRatedItems(protocol: PublishedConsensusProtocol, round: HeldPanelRound) {
  return round.asked.flatMap((asked) => {
    const question = protocol.questions.find(({ id }) => id === asked.question)
    return question !== undefined && 'scale' in question
      ? asked.items.map((item) => ({ question: question as RatedQuestion, item }))
      : []
  })
}

/** @param held rounds up to the one that is decided */
export function buildResult(
  protocol: PublishedConsensusProtocol,
  question: RatedQuestion,
  item: string,
  held: readonly HeldPanelRound[],
  electorate: Electorate,
): ItemResult {
  const asking = held.filter((round) =>
    round.asked.some((asked) => asked.question === question.id && asked.items.includes(item)),
  )
  const voters = selectItem(electorate, { question: question.id, item })
  const [before, after] = asking.slice(-2)
  return buildItemResult({
    ...{ rule: question.rule, scale: question.scale, minimumVoters: listMinimumVoters(protocol) },
    votes: countVotes(voters, asking, question.rule.missingRounds),
    pairs: before && after ? pairRatings(voters, [before.id, after.id]) : new Map(),
  })
}

/** A group of too few says who voted what; what decides stands without its numbers. */
function hideSmallGroups(result: ItemResult, minimumShown: number) {
  const count = ({ summary }: ItemResult['groups'][number]) => (summary.kind === 'summarized' ? summary.n : 0)
  const shown = result.groups.filter((group) => count(group) >= minimumShown)
  const isThin = ({ stability }: ItemResult['groups'][number]) =>
    stability.kind === 'estimated' && stability.repeaters < minimumShown
  return {
    result: {
      ...result,
      groups: shown.map((group) =>
        isThin(group)
          ? {
              ...group,
              stability: { kind: 'not-estimated' as const, reason: 'nobody-rated-twice' as const },
            }
          : group,
      ),
      // Beside the groups that are shown it would give the share of the one that is not.
      equalGroupShare: shown.length === result.groups.length ? result.equalGroupShare : null,
    },
    hiddenGroups: result.groups.filter((group) => count(group) < minimumShown).map(({ group }) => group),
    hiddenStability: shown.filter(isThin).map(({ group }) => group),
  }
}

function describeAgreement(
  question: RatedQuestion,
  items: readonly string[],
  electorate: Electorate,
  round: HeldPanelRound,
): RoundResults['agreement'][number] {
  const rows = electorate.flatMap(({ votes }) => {
    const ratings = items.flatMap((item) => {
      const answer = votes.find(
        (vote) => vote.round === round.id && vote.question === question.id && vote.item === item,
      )?.answer
      return answer?.kind === 'rating' ? [answer.rating] : []
    })
    return ratings.length === items.length ? [ratings] : []
  })
  const { accepted, between, rejected } = SCALE_BANDS[question.scale]
  const bands = [accepted, rejected, ...(between ? [between] : [])]
  const counts = items.map((_, at) =>
    bands.map((band) => rows.filter((row) => isInBand(row[at] as number, band)).length),
  )
  return {
    ...{ question: question.id, concordance: computeConcordance(rows) },
    fleiss: computeFleissKappa(counts),
  }
}

/** Closed rounds with their results, of which the newest verdict on each item counts. */
export async function readVerdicts(
  deps: CountingDeps,
  panel: StoredPanel,
): Promise<ReadonlyMap<string, ItemResult>> {
  const closed = listClosedRounds(panel.rounds, formatIso(deps.clock.now()))
  const protocol = readLockedProtocol(panel.protocol, panel.merges)
  const electorate = await readElectorate(
    deps,
    panel,
    closed.map(({ id }) => id),
  )
  return new Map(
    closed.flatMap((round, at) =>
      listRatedItems(protocol, round).map(({ question, item }) => [
        `${question.id} ${item}`,
        buildResult(protocol, question, item, closed.slice(0, at + 1), electorate),
      ]),
    ),
  )
}
