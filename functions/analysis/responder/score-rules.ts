import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import { compare, fromDecimal, multiply, type Rational, rational } from '../../../surveys/values/rational.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import { type BaselineSpread, reachesDeviations } from './baseline-spread.ts'
import type { Improvement, NoScore, ScoreReader } from './score-reader.ts'
import { type Holds, type Truth, truthOf, unknown } from './ternary.ts'

/** Rules about scores, each at one place among a course's follow-ups. */

export function level(
  rule: { atMost?: number | undefined; atLeast?: number | undefined },
  reader: ScoreReader,
): Holds {
  const atMost = rule.atMost === undefined ? undefined : fromDecimal(rule.atMost)
  const least = rule.atLeast === undefined ? undefined : fromDecimal(rule.atLeast)
  return (course, at) => {
    const score = reader.at(course.followUps[at])
    if ('reason' in score) return notTold(score)
    const lowEnough = atMost === undefined || compare(score.value, atMost) <= 0
    return truthOf(lowEnough && (least === undefined || compare(score.value, least) >= 0))
  }
}

export function banded(bands: ReadonlySet<string>, reader: ScoreReader): Holds {
  return (course, at) => {
    const score = reader.at(course.followUps[at])
    return 'reason' in score ? notTold(score) : truthOf(bands.has(score.stored.band ?? ''))
  }
}

/** A band and the better ones. */
export function bandsFrom(band: string, { measure }: ScoreReader): ReadonlySet<string> {
  const upwards = (measure?.bands ?? []).map(({ id }) => id)
  const bestFirst = measure?.direction === 'higher-is-worse' ? upwards : upwards.toReversed()
  return new Set(bestFirst.slice(0, bestFirst.indexOf(band) + 1))
}

export function percentImprovement(
  rule: Extract<ResponderRule, { op: 'percent-improvement' }>,
  reader: ScoreReader,
): Holds {
  const percent = fromDecimal(rule.atLeast)
  const floor = rule.baselineAtLeast === undefined ? undefined : fromDecimal(rule.baselineAtLeast)
  return ofImprovement(reader, ({ gained, baseline }) => {
    if (floor !== undefined && compare(baseline, floor) < 0) return unknown('baseline-below-floor')
    if (baseline.numerator === 0) return unknown('baseline-is-zero')
    return truthOf(compare(multiply(gained, HUNDRED), multiply(percent, baseline)) >= 0)
  })
}
const HUNDRED = rational(100)

export function improvement(
  rule: Extract<ResponderRule, { op: 'improvement' }>,
  reader: ScoreReader,
  spread: BaselineSpread,
): Holds {
  const { unit = 'points' } = rule
  const amount = fromDecimal(rule.atLeast)
  const reaches = (gained: Rational): Truth => {
    if (unit === 'baseline-standard-deviations') {
      const variance = spread(rule.score)
      return variance
        ? truthOf(reachesDeviations(gained, amount, variance))
        : unknown('no-spread-at-baseline')
    }
    return truthOf(compare(gained, inPoints(amount, unit, reader)) >= 0)
  }
  return ofImprovement(reader, ({ gained }) => reaches(gained))
}

/** What a rule makes of an improvement, made once for each. */
function ofImprovement(reader: ScoreReader, truth: (of: Improvement) => Truth): Holds {
  const made = new Map<Improvement, Truth>()
  return (course, at) => {
    const change = reader.improvement(course, at)
    if ('reason' in change) return notTold(change)
    let known = made.get(change)
    if (known === undefined) {
      known = truth(change)
      made.set(change, known)
    }
    return known
  }
}

function inPoints(amount: Rational, unit: 'points' | 'percent-of-range', { measure }: ScoreReader): Rational {
  if (unit === 'points') return amount
  const [lowest, highest] = measure?.range ?? [0, 0]
  const range = fromDecimal(highest - lowest)
  return multiply(amount, rational(range.numerator, range.denominator * 100))
}

export function ownGoal(attainment: ScoreReader, criterion: ScoreReader): Holds {
  const upwards = attainment.measure?.direction !== 'higher-is-worse'
  return (course, at) => {
    const reached = attainment.at(course.followUps[at])
    if ('reason' in reached) return notTold(reached)
    const goal = criterion.atBaseline(course)
    if ('reason' in goal) return notTold(goal)
    const by = compare(reached.value, goal.value)
    return truthOf(upwards ? by >= 0 : by <= 0)
  }
}

function notTold({ reason }: NoScore): Truth {
  return UNKNOWN[reason] ?? unknown(reason)
}
const UNKNOWN: Partial<Record<VerdictReason, Truth>> = {
  missed: unknown('missed'),
  'not-yet-answered': unknown('not-yet-answered'),
}
