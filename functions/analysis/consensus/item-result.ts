import { mean } from 'd3-array'
import type { GroupVotes } from '../../../surveys/consensus/decide-item.ts'
import type { DecisionRule } from '../../../surveys/consensus/decision-rule.ts'
import type { RatingPair } from '../../../surveys/consensus/rating-changes.ts'
import type { RatingScale } from '../../../surveys/consensus/scale.ts'
import { buildSensitivityStrip } from '../../../surveys/consensus/sensitivity.ts'
import type { ItemResult } from '../../../web/api/consensus/item-result.ts'
import { summarizeRatings } from './rating-summary.ts'
import { listRatingWarnings } from './rating-warnings.ts'
import { computeStability } from './stability.ts'

export type ItemQuestion = {
  readonly rule: DecisionRule
  readonly scale: RatingScale
  /** Of every group, also of those that decide nothing. */
  readonly votes: readonly GroupVotes[]
  /** Ratings of this round and the one before by the same people, by group. */
  readonly pairs: ReadonlyMap<string, readonly RatingPair[]>
  readonly minimumVoters: ReadonlyMap<string, number>
}

/** The verdict under the locked rule, the same under published rules, and each group’s ratings, stability and warnings. */
export function buildItemResult({ rule, scale, votes, pairs, minimumVoters }: ItemQuestion): ItemResult {
  const groups = votes.map((one) => {
    const summary = summarizeRatings(one, scale)
    const stability = computeStability(pairs.get(one.group) ?? [], scale)
    const warnings = listRatingWarnings(summary, stability, minimumVoters.get(one.group) ?? 1)
    return {
      ...{ group: one.group, isDeciding: rule.groups.includes(one.group) },
      ...{ summary, stability, warnings },
    }
  })
  const shares = groups.flatMap(({ isDeciding, summary }) =>
    isDeciding ? [summary.kind === 'summarized' ? summary.bands.accepted.share : null] : [],
  )
  const isWhole = shares.length > 0 && shares.every((share) => share !== null)
  return {
    ...buildSensitivityStrip(rule, scale, votes, minimumVoters),
    groups,
    equalGroupShare: isWhole ? (mean(shares) ?? null) : null,
  }
}
