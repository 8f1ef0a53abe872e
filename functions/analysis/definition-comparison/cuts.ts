import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { Cut } from '../../../web/api/analyses/definition-comparison.ts'

const GRID_STEPS = 20

/** Every number of a rule, with the values over which a rate is drawn against it. */
export function listCuts(rule: ResponderRule, measures: Measures, at = ''): readonly Cut[] {
  const listNestedCuts = (key: string, part: ResponderRule) => listCuts(part, measures, `${at}${key}/`)
  if ('rules' in rule) return rule.rules.flatMap((part, index) => listNestedCuts(`rules/${index}`, part))
  const own = listRuleCuts(rule, measures).map((cut) => ({ ...cut, path: `${at}${cut.path}` }))
  return 'rule' in rule ? [...own, ...listNestedCuts('rule', rule.rule)] : own
}

/** The same rule with another number at a path. @throws RangeError when the path leads to no number */
export function replaceCut(rule: ResponderRule, path: string, value: number): ResponderRule {
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

function listRuleCuts(rule: Exclude<ResponderRule, { rules: ResponderRule[] }>, measures: Measures): Cut[] {
  switch (rule.op) {
    case 'percent-improvement':
      return [buildCut(rule, 'atLeast', rule.atLeast, 'percent', listEvenSteps(0, 100))]
    case 'improvement': {
      const { unit = 'points' } = rule
      const most =
        unit === 'points' ? findScoreRange(rule.score, measures) : unit === 'percent-of-range' ? 100 : 2
      return [buildCut(rule, 'atLeast', rule.atLeast, unit, listEvenSteps(0, most))]
    }
    case 'level':
      return (['atLeast', 'above', 'atMost', 'below'] as const).flatMap((bound) => {
        const value = rule[bound]
        const [lowest, highest] = measures.get(rule.score)?.range ?? [0, 100]
        return value === undefined
          ? []
          : [buildCut(rule, bound, value, 'points', listEvenSteps(lowest, highest))]
      })
    case 'sustained':
    case 'held-since-treatment':
      return [buildCut(rule, 'days', rule.days, 'days', listEvenSteps(0, 7 * GRID_STEPS))]
    case 'days-since-treatment':
      return (['atLeast', 'atMost'] as const).flatMap((bound) => {
        const value = rule[bound]
        return value === undefined
          ? []
          : [buildCut(rule, bound, value, 'days', listEvenSteps(0, 7 * GRID_STEPS))]
      })
    case 'treatments':
      return (['atLeast', 'atMost'] as const).flatMap((bound) => {
        const value = rule[bound]
        return value === undefined
          ? []
          : [buildCut(rule, bound, value, 'treatments', listEvenSteps(0, GRID_STEPS))]
      })
    default:
      return []
  }
}

function buildCut(
  rule: { readonly op: Cut['op']; readonly score?: string },
  path: string,
  value: number,
  unit: Cut['unit'],
  grid: readonly number[],
): Cut {
  const { score = null } = rule
  const values = grid.includes(value) ? grid : [...grid, value].sort((a, b) => a - b)
  return { path, op: rule.op, score, value, unit, grid: values }
}

/** Written as short decimals, since a rule takes its numbers as they are written. */
function listEvenSteps(from: number, to: number): number[] {
  return Array.from({ length: GRID_STEPS + 1 }, (_, step) =>
    Number((from + ((to - from) * step) / GRID_STEPS).toFixed(6)),
  )
}

function findScoreRange(score: string, measures: Measures): number {
  const [lowest, highest] = measures.get(score)?.range ?? [0, 100]
  return highest - lowest
}
