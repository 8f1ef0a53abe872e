import { compare, createRational, parseDecimal, type Rational, subtract } from '../values/rational.ts'
import type { DecisionMethod, DecisionRule, RatingCondition } from './decision-rule.ts'
import { computeExactDisagreement, findExactMedian, findExactQuantile } from './exact-quantile.ts'

/** What a group, or a whole panel, says of an item. */
export type Verdict = 'in' | 'out' | 'undecided'

/** The votes of one group on one item, as far as the rule counts them. */
export type GroupVotes = {
  readonly group: string
  /** In any order, whole numbers of the scale. */
  readonly ratings: readonly number[]
  /** Answered *cannot rate*. */
  readonly abstained: number
  /** Were asked and gave nothing. */
  readonly missing: number
}

/** A group that has fewer voters than the protocol asks for decides nothing. */
export type GroupDecision = {
  readonly group: string
  readonly verdict: Verdict | 'not-enough-voters'
  /** Ratings that were counted. */
  readonly voters: number
  /** Ratings with those abstentions and missing votes that the rule counts: what percentages are of. */
  readonly denominator: number
}

export type ItemDecision = {
  readonly verdict: Verdict | 'not-enough-voters'
  /** Of the deciding groups, in the rule's order; the one group `all` where they decide together. */
  readonly groups: readonly GroupDecision[]
}

/** The conditions that a method stands for. */
export function listConditions(method: DecisionMethod): {
  readonly in: readonly RatingCondition[]
  readonly out: readonly RatingCondition[]
} {
  switch (method.kind) {
    case 'own':
      return { in: method.in, out: method.out }
    case 'shares': {
      const { accepted, rejected, atLeast, opposedBelow } = method
      const listSide = (own: typeof accepted, opposed: typeof accepted): readonly RatingCondition[] => [
        { measure: 'share', band: own, atLeast },
        ...(opposedBelow === undefined
          ? []
          : [{ measure: 'share' as const, band: opposed, below: opposedBelow }]),
      ]
      return { in: listSide(accepted, rejected), out: listSide(rejected, accepted) }
    }
    case 'rand-ucla': {
      const agreed =
        method.disagreement === 'index'
          ? ({ measure: 'disagreement-index', atMost: 1 } as const)
          : ({ measure: 'no-opposed-thirds' } as const)
      return {
        in: [{ measure: 'median', atLeast: method.acceptedFrom }, agreed],
        out: [{ measure: 'median', below: method.rejectedBelow }, agreed],
      }
    }
    case 'median-and-spread': {
      const { accepted, rejected, quantiles, interquartileRangeAtMost: atMost } = method
      const near = { measure: 'interquartile-range', quantiles, atMost } as const
      const listSide = ({ from, to }: typeof accepted): readonly RatingCondition[] => [
        { measure: 'median', atLeast: from, atMost: to },
        near,
      ]
      return { in: listSide(accepted), out: listSide(rejected) }
    }
  }
}

/**
 * What one group says. Shares are compared as whole numbers, quantiles as fractions: 7 of 10 are 70 percent everywhere.
 *
 * @param denominator what percentages are of: at least the ratings
 */
export function decideRatings(
  method: DecisionMethod,
  ratings: readonly number[],
  denominator = ratings.length,
): Verdict {
  if (ratings.length === 0) return 'undecided'
  const sorted = [...ratings].sort((a, b) => a - b)
  const conditions = listConditions(method)
  const isMet = (list: readonly RatingCondition[]) =>
    list.length > 0 && list.every((condition) => holds(condition, sorted, denominator))
  const [isIn, isOut] = [isMet(conditions.in), isMet(conditions.out)]
  // An own rule may let both sides hold, and then it says nothing.
  return isIn === isOut ? 'undecided' : isIn ? 'in' : 'out'
}

/** Every deciding group under the rule, and the panel: in or out where all of them are. */
export function decideItem(
  rule: DecisionRule,
  votes: readonly GroupVotes[],
  minimumVoters: ReadonlyMap<string, number>,
): ItemDecision {
  const own = rule.groups.map(
    (group): GroupVotes =>
      votes.find((one) => one.group === group) ?? { group, ratings: [], abstained: 0, missing: 0 },
  )
  const isEnough = ({ group, ratings }: GroupVotes) => ratings.length >= (minimumVoters.get(group) ?? 1)
  if (rule.agreement === 'groups-together') {
    const all: GroupVotes = {
      group: 'all',
      ratings: own.flatMap(({ ratings }) => ratings),
      abstained: own.reduce((sum, { abstained }) => sum + abstained, 0),
      missing: own.reduce((sum, { missing }) => sum + missing, 0),
    }
    const decision = decideGroup(rule, all, own.every(isEnough))
    return { verdict: decision.verdict, groups: [decision] }
  }
  const groups = own.map((one) => decideGroup(rule, one, isEnough(one)))
  const first = groups[0]?.verdict ?? 'undecided'
  if (groups.some(({ verdict }) => verdict === 'not-enough-voters'))
    return { verdict: 'not-enough-voters', groups }
  return { verdict: groups.every(({ verdict }) => verdict === first) ? first : 'undecided', groups }
}

function decideGroup(rule: DecisionRule, votes: GroupVotes, isEnough: boolean): GroupDecision {
  const { group, ratings, abstained, missing } = votes
  const denominator =
    ratings.length +
    (rule.abstentions === 'counted' ? abstained : 0) +
    (rule.missingRounds === 'counted' ? missing : 0)
  const verdict = isEnough ? decideRatings(rule.method, ratings, denominator) : 'not-enough-voters'
  return { group, verdict, voters: ratings.length, denominator }
}

function holds(condition: RatingCondition, sorted: readonly number[], denominator: number): boolean {
  switch (condition.measure) {
    case 'share': {
      const { from, to } = condition.band
      const within = sorted.filter((rating) => rating >= from && rating <= to).length
      return isWithin(createRational(100 * within, denominator), condition)
    }
    case 'median':
      return isWithin(findExactMedian(sorted), condition)
    case 'interquartile-range': {
      const [low, high] = ([1, 3] as const).map((quarters) =>
        findExactQuantile(sorted, [quarters, 4], condition.quantiles),
      ) as [Rational, Rational]
      return compare(subtract(high, low), parseDecimal(condition.atMost)) <= 0
    }
    case 'no-opposed-thirds': {
      const third = Math.floor((sorted.length + 1) / 3)
      const isFull = (from: number, to: number) =>
        sorted.filter((rating) => rating >= from && rating <= to).length >= third
      return !(isFull(1, 3) && isFull(7, 9))
    }
    case 'disagreement-index':
      return compare(computeExactDisagreement(sorted).index, parseDecimal(condition.atMost)) <= 0
  }
}

function isWithin(
  value: Rational,
  {
    atLeast,
    atMost,
    below,
  }: {
    readonly atLeast?: number | undefined
    readonly atMost?: number | undefined
    readonly below?: number | undefined
  },
): boolean {
  return (
    (atLeast === undefined || compare(value, parseDecimal(atLeast)) >= 0) &&
    (atMost === undefined || compare(value, parseDecimal(atMost)) <= 0) &&
    (below === undefined || compare(value, parseDecimal(below)) < 0)
  )
}
