import { compare, fromDecimal, multiply, parseRational, rational } from '../../../surveys/rational.ts'
import type { ResponderRule } from '../../../surveys/responder/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import { daysBetween, improvementFrom, isSameMetric } from '../../score/change.ts'
import type { StoredScore } from '../../score/score.ts'
import { atLeast, FALSE, not, TRUE, type Truth, truthOf, unknown } from './truth.ts'

/** What is known of one participant at one timepoint. `scores` is keyed `instrument/scale`. */
export type Assessment = {
  readonly timepoint: string
  /** When it was answered; for one that was not, when it was due. */
  readonly at: string
  readonly standing: 'answered' | 'missed' | 'awaited'
  readonly scores: ReadonlyMap<string, StoredScore>
}

/** A participant's baseline and follow-ups in time order. */
export type Course = {
  readonly baseline: Assessment | undefined
  readonly followUps: readonly Assessment[]
}

export type Verdict =
  | { readonly result: 'met' | 'not-met' }
  | { readonly result: 'not-determinable'; readonly reasons: readonly VerdictReason[] }

export const VERDICT_REASONS = [
  'not-yet-answered',
  'missed',
  'no-baseline',
  'baseline-not-scorable',
  'baseline-is-zero',
  'baseline-below-floor',
  'not-asked',
  'not-scorable',
  'versions-differ',
  'too-early',
  'gap-in-follow-up',
] as const
export type VerdictReason = (typeof VERDICT_REASONS)[number]

/**
 * Whether a participant's course meets a responder definition at a timepoint. Exact arithmetic: a drop from
 * 20/3 to 14/3 is 30%. What is missing is never taken for failure: it makes the verdict not determinable,
 * with every reason, unless the rest decides it.
 *
 * @param measures what the study measures: a score of a version that is not alike is not judged.
 */
export function judge(rule: ResponderRule, course: Course, timepoint: string, measures: Measures): Verdict {
  const at = course.followUps.findIndex((assessment) => assessment.timepoint === timepoint)
  const truth = at < 0 ? unknown('not-yet-answered') : evaluate(rule, course, at, measures)
  if (truth.value === 'unknown')
    return { result: 'not-determinable', reasons: truth.reasons as VerdictReason[] }
  return { result: truth.value ? 'met' : 'not-met' }
}

function evaluate(rule: ResponderRule, course: Course, at: number, measures: Measures): Truth {
  switch (rule.op) {
    case 'all':
      return atLeast(rule.rules.length, each(rule.rules, course, at, measures))
    case 'any':
      return atLeast(1, each(rule.rules, course, at, measures))
    case 'at-least':
      return atLeast(rule.count, each(rule.rules, course, at, measures))
    case 'not':
      return not(evaluate(rule.rule, course, at, measures))
    case 'sustained':
      return sustained(rule, course, at, measures)
    case 'level':
      return level(rule, course.followUps[at], measures)
    case 'improvement':
    case 'percent-improvement':
      return improvement(rule, course, at, measures)
  }
}

function each(rules: readonly ResponderRule[], course: Course, at: number, measures: Measures): Truth[] {
  return rules.map((rule) => evaluate(rule, course, at, measures))
}

function level(
  rule: Extract<ResponderRule, { op: 'level' }>,
  assessment: Assessment | undefined,
  measures: Measures,
): Truth {
  const score = scoreAt(assessment, rule.score, measures)
  if ('reason' in score) return unknown(score.reason)
  const value = parseRational(score.scored.exact)
  const lowEnough = rule.atMost === undefined || compare(value, fromDecimal(rule.atMost)) <= 0
  const highEnough = rule.atLeast === undefined || compare(value, fromDecimal(rule.atLeast)) >= 0
  return truthOf(lowEnough && highEnough)
}

function improvement(
  rule: Extract<ResponderRule, { op: 'improvement' | 'percent-improvement' }>,
  course: Course,
  at: number,
  measures: Measures,
): Truth {
  const followUp = scoreAt(course.followUps[at], rule.score, measures)
  if ('reason' in followUp) return unknown(followUp.reason)
  const baseline = scoreAt(course.baseline, rule.score, measures)
  if ('reason' in baseline) {
    if (course.baseline?.standing !== 'answered') return unknown('no-baseline')
    return unknown(baseline.reason === 'versions-differ' ? 'versions-differ' : 'baseline-not-scorable')
  }
  if (!isSameMetric(baseline.scored, followUp.scored)) return unknown('versions-differ')
  const direction = measures.get(rule.score)?.direction
  const gained = direction && improvementFrom(baseline.scored, followUp.scored, direction)
  if (!gained) return unknown('not-scorable')
  if (rule.op === 'improvement') return truthOf(compare(gained, fromDecimal(rule.atLeast)) >= 0)
  const from = parseRational(baseline.scored.exact)
  if (rule.baselineAtLeast !== undefined && compare(from, fromDecimal(rule.baselineAtLeast)) < 0)
    return unknown('baseline-below-floor')
  if (from.numerator === 0) return unknown('baseline-is-zero')
  return truthOf(compare(multiply(gained, rational(100)), multiply(fromDecimal(rule.atLeast), from)) >= 0)
}

/**
 * Looks back from the timepoint until the days are covered. A "no" on the way is a no, behind a gap too as long as
 * it lies within the days; a gap without one cannot be told, and neither can days that are not yet covered. A
 * timepoint that cannot be told itself is not judged by those before it.
 */
function sustained(
  rule: Extract<ResponderRule, { op: 'sustained' }>,
  course: Course,
  at: number,
  measures: Measures,
): Truth {
  const now = course.followUps[at]
  let doubt: VerdictReason | undefined
  for (let back = at; back >= 0; back -= 1) {
    const assessment = course.followUps[back]
    const days = now && assessment ? daysBetween(assessment.at, now.at) : 0
    const held = evaluate(rule.rule, course, back, measures)
    if (held.value === false && (doubt === undefined || days <= rule.days)) return FALSE
    if (held.value === 'unknown') {
      if (back === at) return held
      doubt = 'gap-in-follow-up'
    }
    if (days >= rule.days) return doubt === undefined ? TRUE : unknown(doubt)
  }
  return unknown(doubt ?? 'too-early')
}

function scoreAt(
  assessment: Assessment | undefined,
  name: string,
  measures: Measures,
): { scored: Extract<StoredScore, { kind: 'scored' }> } | { reason: VerdictReason } {
  if (!assessment || assessment.standing === 'awaited') return { reason: 'not-yet-answered' }
  if (assessment.standing === 'missed') return { reason: 'missed' }
  const score = assessment.scores.get(name)
  if (!score) return { reason: 'not-asked' }
  if (measures.get(name)?.isAlike(score.instrument) === false) return { reason: 'versions-differ' }
  return score.kind === 'scored' ? { scored: score } : { reason: 'not-scorable' }
}
