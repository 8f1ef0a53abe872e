import type { PercentBase, ResponderRule } from '../responder/rule.ts'
import type { StudyDefinition } from '../study/definition.ts'
import type { Measure, Measures } from '../study/measures.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { listNestedRules } from './check-responder-rule.ts'

/** What of a study a rule must fit, beside its measures. */
export type RuleSetting = Pick<StudyDefinition, 'baseline' | 'timepoints' | 'treatments'>

/**
 * Where a rule does not fit what a study measures: scores that nothing gives, that are not asked when the rule looks at them,
 * bands that a scale does not have, bounds that no score reaches, percent where percent means nothing, goals on another scale,
 * treatments in a study that has none.
 *
 * @param pointer JSON pointer of the rule
 */
export function checkRuleFit(
  rule: ResponderRule,
  measures: Measures,
  setting: RuleSetting,
  pointer = '/rule',
): readonly DefinitionFault[] {
  const nested = listNestedRules(rule, pointer).flatMap((part) =>
    checkRuleFit(part.rule, measures, setting, part.pointer),
  )
  return [...checkOwnFit(rule, measures, setting, pointer), ...nested]
}

function checkOwnFit(
  rule: ResponderRule,
  measures: Measures,
  setting: RuleSetting,
  pointer: string,
): readonly DefinitionFault[] {
  if (isOfTreatments(rule) && setting.treatments.length === 0)
    return [{ pointer, detail: 'the study records no treatments' }]
  const scores = listScores(rule)
  const unmeasured = scores.filter(([, score]) => !measures.has(score))
  if (unmeasured.length > 0)
    return unmeasured.map(([name, score]) => ({
      pointer: `${pointer}/${name}`,
      detail: `nothing measures ${score}`,
    }))
  const unasked = scores.flatMap(([name, score]) =>
    checkAsked(rule, name, measures.get(score) as Measure, setting).map((detail) => ({
      pointer: `${pointer}/${name}`,
      detail,
    })),
  )
  if ('attainment' in rule) return [...unasked, ...checkGoal(rule, measures, pointer)]
  const measure = 'score' in rule ? measures.get(rule.score) : undefined
  return measure === undefined ? unasked : [...unasked, ...checkScore(rule, measure, pointer)]
}

/** Whether a rule looks at a score that nothing gives, or that is not asked when the rule looks at it. */
export function hasUnaskedScore(rule: ResponderRule, measures: Measures, setting: RuleSetting): boolean {
  const isUnasked = ([name, score]: [ScoreField, string]) => {
    const measure = measures.get(score)
    return measure === undefined || checkAsked(rule, name, measure, setting).length > 0
  }
  return (
    listScores(rule).some(isUnasked) ||
    listNestedRules(rule, '').some((part) => hasUnaskedScore(part.rule, measures, setting))
  )
}

function listScores(rule: ResponderRule): [ScoreField, string][] {
  return Object.entries(rule).filter(([name]) => SCORE_FIELDS.has(name)) as [ScoreField, string][]
}

type ScoreField = 'score' | 'attainment' | 'criterion'
const SCORE_FIELDS: ReadonlySet<string> = new Set(['score', 'attainment', 'criterion'])

function isOfTreatments({ op }: ResponderRule): boolean {
  return op === 'treatments' || op === 'days-since-treatment' || op === 'held-since-treatment'
}

/** Change needs the score before treatment as well as after; a goal is set before, and everything else is looked at after. */
function checkAsked(
  { op }: ResponderRule,
  field: ScoreField,
  { name, isAskedAt }: Measure,
  { baseline, timepoints }: RuleSetting,
): readonly string[] {
  const isOfChange = op === 'percent-improvement' || op === 'improvement'
  const needsBaseline = isOfChange || field === 'criterion'
  // A study without a baseline or a follow-up is refused for that, not for each of its rules.
  const hasBaseline = timepoints.some(({ id }) => id === baseline)
  const followUps = timepoints.filter(({ id }) => id !== baseline)
  const isFollowed = followUps.length === 0 || followUps.some(({ id }) => isAskedAt(id))
  return [
    ...(needsBaseline && hasBaseline && !isAskedAt(baseline)
      ? [`${name} is not asked at ${baseline}, the baseline`]
      : []),
    ...(field !== 'criterion' && !isFollowed ? [`${name} is asked at no follow-up`] : []),
  ]
}

function checkGoal(
  { attainment, criterion }: Extract<ResponderRule, { op: 'own-goal' }>,
  measures: Measures,
  pointer: string,
): readonly DefinitionFault[] {
  const [reached, goal] = [measures.get(attainment), measures.get(criterion)]
  if (!reached || !goal) return []
  const isSame = reached.range.every((end, at) => end === goal.range[at])
  return isSame
    ? []
    : [
        {
          pointer: `${pointer}/criterion`,
          detail: `${goal.name} has another range than ${reached.name}, so neither reaches the other`,
        },
      ]
}

function checkScore(rule: ResponderRule, measure: Measure, pointer: string): readonly DefinitionFault[] {
  const [lowest, highest] = measure.range
  const bands = new Set(measure.bands.map(({ id }) => id))
  const place = (field: string, details: readonly string[]): DefinitionFault[] =>
    details.map((detail) => ({ pointer: `${pointer}/${field}`, detail }))
  switch (rule.op) {
    case 'band': {
      const unknown = rule.in.flatMap((id, at) =>
        bands.has(id) ? [] : place(`in/${at}`, [`${measure.name} has no band ${id}`]),
      )
      const isEvery = unknown.length === 0 && new Set(rule.in).size === bands.size
      return isEvery ? place('in', ['these are all bands, so that every score holds']) : unknown
    }
    case 'global-rating':
      return bands.has(rule.atLeast) ? [] : place('atLeast', [`${measure.name} has no band ${rule.atLeast}`])
    case 'level':
      return (['atLeast', 'atMost', 'above', 'below'] as const).flatMap((field) =>
        place(field, checkWithin(rule[field], measure)),
      )
    case 'percent-improvement':
      return [
        ...place('score', checkPercent(rule.of ?? 'baseline', measure)),
        ...place('baselineAtLeast', checkWithin(rule.baselineAtLeast, measure)),
      ]
    case 'improvement':
      if (rule.unit === 'baseline-standard-deviations') return []
      return rule.unit === 'percent-of-range'
        ? [
            ...place('atLeast', checkReachable(rule.atLeast, 100, measure.name)),
            ...place('unit', checkRange(measure)),
          ]
        : place('atLeast', checkReachable(rule.atLeast, highest - lowest, measure.name))
    default:
      return []
  }
}

function checkWithin(bound: number | undefined, { name, range }: Measure): readonly string[] {
  const [lowest, highest] = range
  return bound !== undefined && (bound < lowest || bound > highest) ? [`${name} is never ${bound}`] : []
}

/** A T score has a mean and a spread of its own, and no zero or end to take percent of. */
function isTScore({ unit }: Measure): boolean {
  return unit === 'T'
}

/** Percent of a score says something only where 0 is the best score: elsewhere the same gain is another percent. */
function checkPercent(base: PercentBase, measure: Measure): readonly string[] {
  const { name, range, direction } = measure
  if (isTScore(measure)) return [`${name} is a T score, of which percent means nothing: count in points`]
  if (base === 'distance-from-best' || (range[0] === 0 && direction === 'higher-is-worse')) return []
  return [`0 is not the best score of ${name}: count percent of the distance from the best, or points`]
}

function checkRange(measure: Measure): readonly string[] {
  const { name, range } = measure
  if (isTScore(measure))
    return [`${name} is a T score, of whose range percent means nothing: count in points`]
  return range[0] === 0 ? [] : [`${name} does not begin at 0: count in points`]
}

function checkReachable(atLeast: number, most: number, name: string): readonly string[] {
  return atLeast > most ? [`${name} cannot improve by ${atLeast}`] : []
}
