import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import type { Measures } from '../../../surveys/study/measures.ts'

/** A number in a definition that could have been another one. */
export type Cut = {
  /** Where it stands in the rule, such as `rules/0/atLeast`. */
  readonly path: string
  readonly op: ResponderRule['op']
  readonly score: string | null
  readonly value: number
  /** What it is counted in. */
  readonly unit:
    | 'percent'
    | 'points'
    | 'percent-of-range'
    | 'baseline-standard-deviations'
    | 'days'
    | 'treatments'
  /** Other values to try, rising; its own is among them. */
  readonly grid: readonly number[]
}

const STEPS = 20

/** Every number of a rule, with the values over which a rate is drawn against it. */
export function cutsOf(rule: ResponderRule, measures: Measures, at = ''): readonly Cut[] {
  const below = (key: string, part: ResponderRule) => cutsOf(part, measures, `${at}${key}/`)
  if ('rules' in rule) return rule.rules.flatMap((part, index) => below(`rules/${index}`, part))
  const own = boundsOf(rule, measures).map((cut) => ({ ...cut, path: `${at}${cut.path}` }))
  return 'rule' in rule ? [...own, ...below('rule', rule.rule)] : own
}

/** The same rule with another number at a path. @throws RangeError when the path leads to no number */
export function withCut(rule: ResponderRule, path: string, value: number): ResponderRule {
  const copy = structuredClone(rule)
  const keys = path.split('/')
  const last = keys.pop() ?? ''
  let part: unknown = copy
  for (const key of keys) part = (part as Record<string, unknown>)[key]
  if (typeof (part as Record<string, unknown> | undefined)?.[last] !== 'number')
    throw new RangeError(`no number at ${path}`)
  Object.assign(part as object, { [last]: value })
  return copy
}

function boundsOf(rule: Exclude<ResponderRule, { rules: ResponderRule[] }>, measures: Measures): Cut[] {
  switch (rule.op) {
    case 'percent-improvement':
      return [cut(rule, 'atLeast', rule.atLeast, 'percent', evenly(0, 100))]
    case 'improvement': {
      const { unit = 'points' } = rule
      const most = unit === 'points' ? widthOf(rule.score, measures) : unit === 'percent-of-range' ? 100 : 2
      return [cut(rule, 'atLeast', rule.atLeast, unit, evenly(0, most))]
    }
    case 'level':
      return (['atLeast', 'atMost'] as const).flatMap((bound) => {
        const value = rule[bound]
        const [lowest, highest] = measures.get(rule.score)?.range ?? [0, 100]
        return value === undefined ? [] : [cut(rule, bound, value, 'points', evenly(lowest, highest))]
      })
    case 'sustained':
      return [cut(rule, 'days', rule.days, 'days', evenly(0, 7 * STEPS))]
    case 'days-since-treatment':
      return (['atLeast', 'atMost'] as const).flatMap((bound) => {
        const value = rule[bound]
        return value === undefined ? [] : [cut(rule, bound, value, 'days', evenly(0, 7 * STEPS))]
      })
    case 'treatments':
      return (['atLeast', 'atMost'] as const).flatMap((bound) => {
        const value = rule[bound]
        return value === undefined ? [] : [cut(rule, bound, value, 'treatments', evenly(0, STEPS))]
      })
    default:
      return []
  }
}

function cut(
  rule: ResponderRule,
  path: string,
  value: number,
  unit: Cut['unit'],
  grid: readonly number[],
): Cut {
  const score = 'score' in rule ? rule.score : null
  const values = grid.includes(value) ? grid : [...grid, value].sort((a, b) => a - b)
  return { path, op: rule.op, score, value, unit, grid: values }
}

/** Written as short decimals, since a rule takes its numbers as they are written. */
function evenly(from: number, to: number): number[] {
  return Array.from({ length: STEPS + 1 }, (_, step) =>
    Number((from + ((to - from) * step) / STEPS).toFixed(6)),
  )
}

function widthOf(score: string, measures: Measures): number {
  const [lowest, highest] = measures.get(score)?.range ?? [0, 100]
  return highest - lowest
}
