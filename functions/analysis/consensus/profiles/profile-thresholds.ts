import { mean } from 'd3-array'
import type { ProfileQuestion } from '../../../../surveys/consensus/profile-question.ts'
import type { ProfileThresholds } from '../../../../web/api/consensus/profile-thresholds.ts'
import { chiSquareUpperTail } from '../../statistics/distributions.ts'
import { readCell } from '../../statistics/matrix.ts'
import { buildGroupLine, buildRaterRows, createGroupDesign, type GroupDesign } from './group-design.ts'
import { fitMixedLogistic, type MixedLogistic } from './mixed-logistic.ts'
import { findThreshold, type VoteModel } from './panel-threshold.ts'
import type { ProfileValues, ProfileVote } from './profile-votes.ts'
import { bootstrapRaters, findLargestShift, type RaterUnit, type ThresholdPlace } from './rater-resampling.ts'

export type ThresholdQuestion = {
  /** Names of the profiles’ values, in their order. */
  readonly predictors: readonly string[]
  readonly profiles: readonly ProfileValues[]
  readonly votes: readonly ProfileVote[]
  /** Shares of the panel, above 0 and below 1; the ends of the undecided band are two of them. */
  readonly shares: readonly number[]
  /** Where predictors are held when another one is asked about; default: the mean of the profiles. */
  readonly reference?: readonly number[]
  readonly level?: number
  readonly nodes?: number
  /** Left out: no bootstrap. */
  readonly bootstrap?: { readonly replicates: number; readonly seed: number }
  readonly leaveOneOut?: boolean
}

/** The shares of the panel that a protocol asks for, with the ends of its undecided band, rising. */
export function listShares({
  panelShares,
  undecided,
}: Pick<ProfileQuestion, 'panelShares' | 'undecided'>): readonly number[] {
  return [...new Set([...panelShares, ...undecided])].sort((a, b) => a - b).map((percent) => percent / 100)
}

type Refusal = Extract<ProfileThresholds, { kind: 'not-estimated' }>['reason']

/**
 * Thresholds of each predictor at each share of the panel, of every group and of all groups alike, from a mixed logistic model with
 * a random intercept for each rater and a line for each group.
 *
 * The model has raters in it because votes of one rater hang together: as if independent, intervals are too narrow. A threshold is
 * where the share of the population of raters is reached, not where an average rater stands. Intervals have t(raters − groups): with
 * 15 raters normal ones hold the truth in 91% of panels (tests/simulation/consensus).
 */
export function estimateThresholds(question: ThresholdQuestion): ProfileThresholds {
  const { predictors, profiles, votes, level = 0.95, bootstrap, leaveOneOut = false } = question
  const first = votes.filter(({ isRepeat }) => !isRepeat)
  const refusal = findRefusal(first)
  if (refusal !== undefined) return { kind: 'not-estimated', reason: refusal }
  const groups = [...new Set(first.map(({ group }) => group))].sort()
  const design = createGroupDesign(predictors, groups, groups.length > 1)
  const units = listUnits(design, profiles, votes)
  const fit = fitUnits(units, design, question.nodes)
  if (fit.kind === 'not-fitted') return { kind: 'not-estimated', reason: fit.reason }
  const reference =
    question.reference ?? predictors.map((_, at) => mean(profiles, ({ values }) => values[at] as number) ?? 0)
  const places = listPlaces(question, design, groups, reference)
  const refit = (some: readonly RaterUnit[]) => {
    const again = fitUnits(some, design, question.nodes, fit)
    return again.kind === 'fitted' ? again : undefined
  }
  const resampled = bootstrap && bootstrapRaters(units, places, refit, { ...bootstrap, level })
  const df = Math.max(1, units.length - groups.length)
  const shifts = leaveOneOut ? findLargestShift(units, places, refit, fit) : undefined
  return {
    kind: 'estimated',
    votes: units.reduce((sum, { rows }) => sum + rows.outcomes.length, 0),
    cannotSay: first.filter(({ adequate }) => adequate === 'cannot-say').length,
    raters: units.length,
    model: {
      terms: design.terms.map((term, at) => ({
        term,
        estimate: fit.coefficients[at] as number,
        standardError: Math.sqrt(readCell(fit.covariance, at, at)),
      })),
      ...{ sigma: fit.sigma, logLikelihood: fit.logLikelihood },
    },
    groupsDiffer: groups.length > 1 ? compareGroups(question, fit, design) : null,
    thresholds: places.map(({ predictor, group, share, lines }, at) => ({
      ...{ predictor, group, share },
      others: Object.fromEntries(
        predictors.flatMap((name, place) => (name === predictor ? [] : [[name, reference[place] as number]])),
      ),
      threshold: findThreshold(fit, lines, share, { level, df }),
      bootstrap: resampled?.[at] ?? null,
      largestShift: shifts?.[at] ?? null,
    })),
  }
}

function findRefusal(first: readonly ProfileVote[]): Refusal | undefined {
  const counted = first.filter(({ adequate }) => adequate !== 'cannot-say')
  if (counted.length === 0) return 'nobody-voted'
  if (new Set(counted.map(({ rater }) => rater)).size < 3) return 'fewer-than-three-raters'
  if (counted.every(({ adequate }) => adequate === 'yes')) return 'all-yes'
  return counted.every(({ adequate }) => adequate === 'no') ? 'all-no' : undefined
}

function listUnits(
  design: GroupDesign,
  profiles: readonly ProfileValues[],
  votes: readonly ProfileVote[],
): readonly RaterUnit[] {
  return [...buildRaterRows(design, profiles, votes).values()]
}

function fitUnits(
  units: readonly RaterUnit[],
  { terms }: GroupDesign,
  nodes: number | undefined,
  start?: Extract<MixedLogistic, { kind: 'fitted' }>,
): MixedLogistic {
  return fitMixedLogistic(
    units.map(({ rows }) => rows),
    terms.length,
    { ...(nodes !== undefined && { nodes }), ...(start && { start }) },
  )
}

function listPlaces(
  { predictors, shares }: ThresholdQuestion,
  design: GroupDesign,
  groups: readonly string[],
  reference: readonly number[],
): readonly ThresholdPlace[] {
  return predictors.flatMap((predictor) => {
    const lines = groups.map((group) => buildGroupLine(design, predictor, reference, group))
    const all = [{ group: 'all', lines }]
    const apart =
      groups.length > 1 ? groups.map((group, at) => ({ group, lines: lines.slice(at, at + 1) })) : []
    return [...all, ...apart].flatMap((one) => shares.map((share) => ({ predictor, share, ...one })))
  })
}

/** Twice the log-likelihood by which lines of their own say more than one line for all. */
function compareGroups(
  { predictors, profiles, votes, nodes }: ThresholdQuestion,
  fit: VoteModel & { readonly logLikelihood: number },
  design: GroupDesign,
): { chiSquare: number; df: number; p: number } | null {
  const plain = createGroupDesign(predictors, design.groups, false)
  const alike = fitUnits(listUnits(plain, profiles, votes), plain, nodes)
  if (alike.kind === 'not-fitted') return null
  const chiSquare = Math.max(0, 2 * (fit.logLikelihood - alike.logLikelihood))
  const df = design.terms.length - plain.terms.length
  return { chiSquare, df, p: chiSquareUpperTail(chiSquare, df) }
}
