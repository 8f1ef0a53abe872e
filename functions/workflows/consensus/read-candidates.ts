import { listAdoptedVetoes } from '../../../surveys/consensus/vetoes.ts'
import type { CandidateList } from '../../../web/api/consensus/candidates.ts'
import type { DomainWeights } from '../../../web/api/consensus/trade-offs.ts'
import { consensusProblems } from '../../../web/api/problems/consensus-problems.ts'
import {
  type CandidateMeasure,
  enumerateCandidates,
} from '../../analysis/consensus/candidates/enumerate-candidates.ts'
import { scoreCandidates } from '../../analysis/consensus/candidates/score-candidates.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { StoredPanel } from '../../records/consensus/panel.ts'
import { hasThinGroup } from '../../rules/consensus/thin-groups.ts'
import { listProfiles, type ProfileQuestion } from './list-screens.ts'
import type { CountingDeps } from './panel.deps.ts'
import { readVerdicts } from './read-round-results.ts'
import { computeThresholds, computeWeights, listProfileVotes, readClosedVotes } from './read-thresholds.ts'

/** Percent: what people can remember. */
const CUT_STEP = 5

/**
 * Candidate definitions near the thresholds of the profiles that were judged, with adopted vetoes before each and every time of
 * holding that the panel took in, and how many votes each agrees with.
 *
 * @throws ProblemError `profile-votes-missing` where no profile was judged, or the votes give no threshold
 */
export async function readCandidates(deps: CountingDeps, panel: StoredPanel): Promise<CandidateList> {
  const [{ protocol, questions, electorate }, verdicts] = await Promise.all([
    readClosedVotes(deps, panel),
    readVerdicts(deps, panel),
  ])
  const question = questions.find((one) => one.type === 'profiles')
  if (question === undefined) throw new ProblemError(consensusProblems.noProfileVotes)
  const verdictOf = (of: string, item: string) => verdicts.get(`${of} ${item}`)?.locked.verdict
  const tradeOffs = questions.find((one) => one.type === 'trade-offs')
  const weights = tradeOffs && computeWeights(tradeOffs, electorate)[0]?.weights
  const measures = listMeasures(question, computeThresholds(question, electorate), (score) =>
    findWeight(weights, score),
  )
  if (measures.length === 0) throw new ProblemError(consensusProblems.noProfileVotes)
  const vetoes = questions.flatMap((one) => {
    if (one.type !== 'vetoes') return []
    const decided = one.items.map(({ id }) => [id, verdictOf(one.id, id) ?? 'undecided'] as const)
    return listAdoptedVetoes(one, new Map(decided))
  })
  const holdDays = questions.flatMap((one) =>
    one.type === 'time'
      ? one.items.flatMap(({ id, option }) =>
          option.kind === 'hold' && verdictOf(one.id, id) === 'in' ? [option.days] : [],
        )
      : [],
  )
  const [profiles, votes] = [listProfiles(question), listProfileVotes(question, electorate)]
  const list = scoreCandidates({
    ...enumerateCandidates(measures, { vetoes, ...(holdDays.length > 0 && { holdDays }) }),
    ...{ measures: question.measures, profiles, votes },
    perspectives: new Map(protocol.groups.map(({ id, perspective }) => [id, perspective])),
  })
  return hasThinGroup(votes, protocol.anonymity.minimumShown) ? hideGroups(list) : list
}

/** Without what single groups make of each candidate: the votes of few would follow from what so many rules agree with. */
function hideGroups(list: CandidateList): CandidateList {
  return {
    ...list,
    candidates: list.candidates.map((one) => ({
      ...{ ...one, groups: [], equalGroups: null, participants: null, clinicians: null },
    })),
  }
}

function listMeasures(
  question: ProfileQuestion,
  thresholds: ReturnType<typeof computeThresholds>,
  findWeightOf: (score: string) => number | undefined,
): readonly CandidateMeasure[] {
  if (thresholds.kind !== 'estimated') return []
  return question.measures.flatMap(({ score, direction, range: [lowest] }) => {
    const numbers = thresholds.thresholds.flatMap(({ predictor, group, threshold }) =>
      predictor === score && group === 'all' && threshold.kind === 'estimated' ? [threshold.estimate] : [],
    )
    const weight = findWeightOf(score)
    return numbers.length === 0
      ? []
      : [
          {
            ...{ score, numbers, step: CUT_STEP },
            of:
              direction === 'higher-is-worse' && lowest === 0
                ? ('baseline' as const)
                : ('distance-from-best' as const),
            ...(weight !== undefined && { weight }),
          },
        ]
  })
}

function findWeight(weights: DomainWeights | undefined, score: string): number | undefined {
  if (weights?.kind !== 'estimated') return undefined
  return weights.domains.find(({ domain }) => domain === score)?.weight
}
