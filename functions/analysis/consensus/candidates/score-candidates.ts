import { mean } from 'd3-array'
import type { ProfileMeasure } from '../../../../surveys/consensus/profile-question.ts'
import type { Perspective } from '../../../../surveys/consensus/protocol.ts'
import { computeContentHash } from '../../../../surveys/values/canonical.ts'
import type {
  CandidateList,
  CandidateStudyScore,
  ScoredCandidate,
  VoteAgreement,
} from '../../../../web/api/consensus/candidates.ts'
import type { KappaEstimate } from '../../../../web/api/consensus/item-statistics.ts'
import { computeAgreement } from '../../definition-comparison/agreement.ts'
import { createResponderEvaluator } from '../../responder/responder-evaluator.ts'
import { type ProfileTally, type ProfileVote, tallyVotes } from '../profiles/profile-votes.ts'
import type { ShownProfile } from '../profiles/shown-profile.ts'
import type { Candidate } from './enumerate-candidates.ts'
import { listParetoFront } from './pareto-front.ts'
import { buildProfileMeasures, buildProfileTimeline, PROFILE_TIMEPOINT } from './profile-timeline.ts'

export type CandidateQuestion = {
  readonly candidates: readonly Candidate[]
  readonly leftOut: number
  readonly measures: readonly ProfileMeasure[]
  readonly profiles: readonly ShownProfile[]
  readonly votes: readonly ProfileVote[]
  readonly perspectives: ReadonlyMap<string, Perspective>
  /** Share of alike votes from which a profile has consensus, above one half; default 0.7. */
  readonly consensusShare?: number
  /** By candidate. */
  readonly study?: ReadonlyMap<string, CandidateStudyScore>
}

/**
 * Every candidate against every vote, against profiles with consensus, and against each group alone; with a short list.
 *
 * All votes decide and consensus is a check: profiles with consensus lie away from the border, so that many rules agree with all of
 * them (κ 1), and nothing is chosen. What a candidate makes of a profile comes from the evaluator that judges participants.
 */
export function scoreCandidates(question: CandidateQuestion): CandidateList {
  const { candidates, profiles, votes, perspectives, consensusShare = 0.7, study } = question
  const measures = buildProfileMeasures(question.measures)
  const timelines = profiles.map(buildProfileTimeline)
  const ids = profiles.map(({ id }) => ({ id, values: [] }))
  const tally = (own: readonly ProfileVote[]) => tallyVotes(ids, own)
  const all = tally(votes)
  const groups = [...Map.groupBy(votes, ({ group }) => group)].sort(([a], [b]) => (a < b ? -1 : 1))
  const byGroup = groups.map(([group, own]) => ({ group, tallies: tally(own) }))
  const tallyPerspective = (perspective: Perspective) =>
    tally(votes.filter(({ group }) => perspectives.get(group) === perspective))
  const [ofParticipants, ofClinicians] = [tallyPerspective('participants'), tallyPerspective('clinicians')]
  const results = candidates.map(({ core }) => {
    const evaluate = createResponderEvaluator(
      { rule: core, missing: 'not-assessable', lateAnswers: 'counted' },
      measures,
    )
    return timelines.map((timeline) => evaluate(timeline, PROFILE_TIMEPOINT).result)
  })
  const alike = Map.groupBy(candidates.keys(), (at) => (results[at] as readonly string[]).join())
  const scored = candidates.map((candidate, at): ScoredCandidate => {
    const verdicts = results[at] as readonly Result[]
    const count = (result: Result) => verdicts.filter((one) => one === result).length
    const ofGroups = byGroup.map(({ group, tallies }) => ({
      group,
      agreement: countAgreement(verdicts, tallies),
    }))
    const shares = ofGroups.flatMap(({ agreement }) => agreement?.share ?? [])
    return {
      ...candidate,
      profiles: { met: count('met'), notMet: count('not-met'), notAssessable: count('not-assessable') },
      allVotes: countAgreement(verdicts, all),
      groups: ofGroups,
      equalGroups: mean(shares) ?? null,
      participants: countAgreement(verdicts, ofParticipants),
      clinicians: countAgreement(verdicts, ofClinicians),
      consensus: compareConsensus(verdicts, all, consensusShare),
      sameOnProfiles: (alike.get(verdicts.join()) ?? []).flatMap((other) =>
        other === at ? [] : [(candidates[other] as Candidate).id],
      ),
      study: study?.get(candidate.id) ?? null,
    }
  })
  return {
    hash: computeContentHash(candidates.map(({ rule }) => rule)),
    candidates: scored,
    shortlist: listParetoFront(scored).map(({ id }) => id),
    leftOut: question.leftOut,
  }
}

type Result = 'met' | 'not-met' | 'not-assessable'

/** A verdict that cannot be given agrees with no vote. */
function countAgreement(verdicts: readonly Result[], tallies: readonly ProfileTally[]): VoteAgreement {
  let [agreeing, votes] = [0, 0]
  tallies.forEach(({ yes, no }, at) => {
    votes += yes + no
    if (verdicts[at] === 'met') agreeing += yes
    if (verdicts[at] === 'not-met') agreeing += no
  })
  return votes === 0 ? null : { agreeing, votes, share: agreeing / votes }
}

function compareConsensus(
  verdicts: readonly Result[],
  tallies: readonly ProfileTally[],
  share: number,
): ScoredCandidate['consensus'] {
  const cells = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }
  let profiles = 0
  tallies.forEach(({ yes, no }, at) => {
    const n = yes + no
    const isYes = yes >= share * n
    if (n === 0 || (!isYes && no < share * n)) return
    profiles += 1
    const isMet = verdicts[at] === 'met'
    if (verdicts[at] === 'not-assessable') return
    cells[isMet ? (isYes ? 'both' : 'onlyFirst') : isYes ? 'onlySecond' : 'neither'] += 1
  })
  const { kappa } = computeAgreement(cells)
  return { profiles, agreeing: cells.both + cells.neither, kappa: convertKappa(kappa) }
}

function convertKappa(kappa: ReturnType<typeof computeAgreement>['kappa']): KappaEstimate {
  if (kappa.kind === 'estimated') return kappa
  return { kind: 'not-estimated', reason: kappa.reason === 'nobody' ? 'nobody' : 'all-in-one-category' }
}
