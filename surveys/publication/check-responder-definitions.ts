import type { InstrumentDefinition } from '../instrument/definition.ts'
import { formatRef } from '../instrument/vocabulary.ts'
import { listScoreRefs, type PercentBase, type ResponderRule } from '../responder/rule.ts'
import type { StudyDefinition } from '../study/definition.ts'
import { buildMeasures, type Measure, type Measures } from '../study/measures.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** Definitions that stand twice, scores that nothing measures, bands that a scale does not have, bounds that no score can reach, percent of what has no percent. */
export function checkResponderDefinitions(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const measures = buildMeasures(study, (ref) => byRef.get(ref))
  const refs = study.responderDefinitions.map(formatRef)
  return study.responderDefinitions.flatMap((definition, index) => {
    const twice =
      refs.indexOf(formatRef(definition)) === index ? [] : [`${formatRef(definition)} stands twice`]
    return [...twice, ...listRuleFaults(definition.rule, measures)].map((detail) => ({
      pointer: `/responderDefinitions/${index}`,
      detail,
    }))
  })
}

function listRuleFaults(rule: ResponderRule, measures: Measures): string[] {
  if ('rules' in rule) return rule.rules.flatMap((one) => listRuleFaults(one, measures))
  if ('rule' in rule) return listRuleFaults(rule.rule, measures)
  const unmeasured = listScoreRefs(rule).filter((score) => !measures.has(score))
  if (unmeasured.length > 0) return unmeasured.map((score) => `nothing measures ${score}`)
  const measure = 'score' in rule ? measures.get(rule.score) : undefined
  if (measure === undefined) return []
  const [lowest, highest] = measure.range
  const bands = new Set(measure.bands.map(({ id }) => id))
  switch (rule.op) {
    case 'band':
      return rule.in.filter((id) => !bands.has(id)).map((id) => `${measure.name} has no band ${id}`)
    case 'global-rating':
      return bands.has(rule.atLeast) ? [] : [`${measure.name} has no band ${rule.atLeast}`]
    case 'level':
      return [rule.atLeast, rule.atMost, rule.above, rule.below]
        .filter((bound) => bound !== undefined && (bound < lowest || bound > highest))
        .map((bound) => `${measure.name} is never ${bound}`)
    case 'percent-improvement':
      return checkPercent(rule.of ?? 'baseline', measure)
    case 'improvement':
      return rule.unit === undefined || rule.unit === 'points'
        ? checkReachable(rule.atLeast, highest - lowest, measure.name)
        : rule.unit === 'percent-of-range'
          ? [...checkReachable(rule.atLeast, 100, measure.name), ...checkRange(measure)]
          : []
    default:
      return []
  }
}

/** A T score has a mean and a spread of its own, and no zero or end to take percent of. */
function isTScore({ unit }: Measure): boolean {
  return unit === 'T'
}

/** Percent of a score says something only where 0 is the best score: elsewhere the same gain is another percent. */
function checkPercent(base: PercentBase, measure: Measure): string[] {
  const { name, range, direction } = measure
  if (isTScore(measure)) return [`${name} is a T score, of which percent means nothing: count in points`]
  if (base === 'distance-from-best' || (range[0] === 0 && direction === 'higher-is-worse')) return []
  return [`0 is not the best score of ${name}: count percent of the distance from the best, or points`]
}

function checkRange(measure: Measure): string[] {
  const { name, range } = measure
  if (isTScore(measure))
    return [`${name} is a T score, of whose range percent means nothing: count in points`]
  return range[0] === 0 ? [] : [`${name} does not begin at 0: count in points`]
}

function checkReachable(atLeast: number, most: number, name: string): string[] {
  return atLeast > most ? [`${name} cannot improve by ${atLeast}`] : []
}
