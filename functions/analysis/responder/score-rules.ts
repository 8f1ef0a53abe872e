import type { LevelBounds, ResponderRule } from '../../../surveys/responder/rule.ts'
import type { Measure } from '../../../surveys/study/measures.ts'
import {
  compare,
  createRational,
  divide,
  multiply,
  parseDecimal,
  type Rational,
  subtract,
} from '../../../surveys/values/rational.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { type BaselineSpread, isAtLeastDeviations } from './baseline-spread.ts'
import type { Improvement, MissingScore, ScoreReader } from './score-reader.ts'
import { buildUnknown, type RuleEvaluator, type Ternary, toTernary } from './ternary.ts'

/** Rules about scores, each at one place among a timeline's follow-ups. */

/** Every bound that is given holds; each is compared as a fraction. */
export function createLevelRule(rule: LevelBounds, reader: ScoreReader): RuleEvaluator {
  const tests = [
    createBoundTest(rule.atMost, (order) => order <= 0),
    createBoundTest(rule.atLeast, (order) => order >= 0),
    createBoundTest(rule.below, (order) => order < 0),
    createBoundTest(rule.above, (order) => order > 0),
  ]
  return (timeline, at) => {
    const score = reader.readScore(timeline.followUps[at])
    if ('reason' in score) return explainMissingScore(score)
    return toTernary(tests.every((isWithin) => isWithin(score.value)))
  }
}

function createBoundTest(
  bound: number | undefined,
  isWithin: (order: number) => boolean,
): (value: Rational) => boolean {
  if (bound === undefined) return () => true
  const limit = parseDecimal(bound)
  return (value) => isWithin(compare(value, limit))
}

export function createBandRule(bands: ReadonlySet<string>, reader: ScoreReader): RuleEvaluator {
  return (timeline, at) => {
    const score = reader.readScore(timeline.followUps[at])
    return 'reason' in score ? explainMissingScore(score) : toTernary(bands.has(score.stored.band ?? ''))
  }
}

/** A band and the better ones. */
export function listBandsAtLeast(band: string, { measure }: ScoreReader): ReadonlySet<string> {
  const upwards = (measure?.bands ?? []).map(({ id }) => id)
  const bestFirst = measure?.direction === 'higher-is-worse' ? upwards : upwards.toReversed()
  return new Set(bestFirst.slice(0, bestFirst.indexOf(band) + 1))
}

export function createPercentImprovementRule(
  rule: Extract<ResponderRule, { op: 'percent-improvement' }>,
  reader: ScoreReader,
): RuleEvaluator {
  const percent = parseDecimal(rule.atLeast)
  const floor = rule.baselineAtLeast === undefined ? undefined : parseDecimal(rule.baselineAtLeast)
  return createRuleOfChange(reader, ({ improvement, baseline }) => {
    if (floor !== undefined && compare(baseline, floor) < 0) return buildUnknown('baseline-below-floor')
    const whole =
      rule.of === 'distance-from-best' ? computeDistanceFromBest(baseline, reader.measure) : baseline
    if (whole.numerator === 0) return buildUnknown('baseline-is-zero')
    return toTernary(compare(multiply(improvement, HUNDRED), multiply(percent, whole)) >= 0)
  })
}
const HUNDRED = createRational(100)

/** How far a score is from the best one of its scale, in the unit of the scale. */
function computeDistanceFromBest(score: Rational, measure: Measure | undefined): Rational {
  const [lowest, highest] = measure?.range ?? [0, 0]
  return measure?.direction === 'higher-is-better'
    ? subtract(parseDecimal(highest), score)
    : subtract(score, parseDecimal(lowest))
}

export function createImprovementRule(
  rule: Extract<ResponderRule, { op: 'improvement' }>,
  reader: ScoreReader,
  spread: BaselineSpread,
): RuleEvaluator {
  const { unit = 'points' } = rule
  const amount = parseDecimal(rule.atLeast)
  const isReached = (improvement: Rational): Ternary => {
    if (unit === 'baseline-standard-deviations') {
      const variance = spread(rule.score)
      return variance
        ? toTernary(isAtLeastDeviations(improvement, amount, variance))
        : buildUnknown('no-spread-at-baseline')
    }
    return toTernary(compare(improvement, convertToPoints(amount, unit, reader)) >= 0)
  }
  return createRuleOfChange(reader, ({ improvement }) => isReached(improvement))
}

/** What a rule makes of an improvement, made once for each. */
function createRuleOfChange(
  reader: ScoreReader,
  evaluateImprovement: (of: Improvement) => Ternary,
): RuleEvaluator {
  const made = new Map<Improvement, Ternary>()
  return (timeline, at) => {
    const change = reader.readImprovement(timeline, at)
    if ('reason' in change) return explainMissingScore(change)
    let known = made.get(change)
    if (known === undefined) {
      known = evaluateImprovement(change)
      made.set(change, known)
    }
    return known
  }
}

function convertToPoints(
  amount: Rational,
  unit: 'points' | 'percent-of-range',
  { measure }: ScoreReader,
): Rational {
  if (unit === 'points') return amount
  const [lowest, highest] = measure?.range ?? [0, 0]
  // As written: in floating point 81.6 − 40.3 is no plain decimal.
  const range = subtract(parseDecimal(highest), parseDecimal(lowest))
  return divide(multiply(amount, range), HUNDRED)
}

export function createPersonalGoalRule(attainment: ScoreReader, criterion: ScoreReader): RuleEvaluator {
  const upwards = attainment.measure?.direction !== 'higher-is-worse'
  return (timeline, at) => {
    const reached = attainment.readScore(timeline.followUps[at])
    if ('reason' in reached) return explainMissingScore(reached)
    const goal = criterion.readBaseline(timeline)
    if ('reason' in goal) return explainMissingScore(goal)
    const by = compare(reached.value, goal.value)
    return toTernary(upwards ? by >= 0 : by <= 0)
  }
}

function explainMissingScore({ reason }: MissingScore): Ternary {
  return TERNARY_BY_REASON[reason] ?? buildUnknown(reason)
}
const TERNARY_BY_REASON: Partial<Record<VerdictReason, Ternary>> = {
  missed: buildUnknown('missed'),
  'not-yet-answered': buildUnknown('not-yet-answered'),
}
