import type { ResponderRule } from '../responder/rule.ts'
import { formatCanonicalJson } from '../values/canonical.ts'
import type { DefinitionFault } from '../values/fault.ts'
import { parseDecimal } from '../values/rational.ts'

/** Rules within rules: deeper than any definition in print, and what a page can still show. */
export const MAX_RULE_DEPTH = 8
/** Rules in all. Each number of a rule is computed over its whole range, for every participant. */
export const MAX_RULES = 40

/**
 * What is wrong with a rule whatever it measures: bounds that exclude each other, the same condition twice, numbers that no
 * exact arithmetic takes, more than a page can show.
 *
 * @param pointer JSON pointer of the rule
 */
export function checkResponderRule(rule: ResponderRule, pointer = '/rule'): readonly DefinitionFault[] {
  const count = countRules(rule)
  return [
    ...(count > MAX_RULES ? [{ pointer, detail: `has ${count} rules; at most ${MAX_RULES}` }] : []),
    ...checkPart(rule, pointer, 1),
  ]
}

function checkPart(rule: ResponderRule, pointer: string, depth: number): readonly DefinitionFault[] {
  const nested = listNestedRules(rule, pointer)
  if (depth > MAX_RULE_DEPTH && nested.length > 0)
    return [{ pointer, detail: `rules stand more than ${MAX_RULE_DEPTH} deep` }]
  return [
    ...checkNumbers(rule, pointer),
    ...checkOwn(rule, pointer),
    ...nested.flatMap((part) => checkPart(part.rule, part.pointer, depth + 1)),
  ]
}

/** The rules that a rule joins, with their JSON pointers. */
export function listNestedRules(
  rule: ResponderRule,
  pointer: string,
): readonly { readonly rule: ResponderRule; readonly pointer: string }[] {
  if ('rules' in rule) return rule.rules.map((one, at) => ({ rule: one, pointer: `${pointer}/rules/${at}` }))
  return 'rule' in rule ? [{ rule: rule.rule, pointer: `${pointer}/rule` }] : []
}

function countRules(rule: ResponderRule): number {
  return listNestedRules(rule, '').reduce((sum, part) => sum + countRules(part.rule), 1)
}

/** Scores are compared as fractions, so a rule takes only numbers that can be written as plain decimals. */
function checkNumbers(rule: ResponderRule, pointer: string): readonly DefinitionFault[] {
  return Object.entries(rule).flatMap(([name, value]) =>
    typeof value !== 'number' || isPlainDecimal(value)
      ? []
      : [{ pointer: `${pointer}/${name}`, detail: 'must be a plain decimal of at most 15 digits' }],
  )
}

function isPlainDecimal(value: number): boolean {
  try {
    parseDecimal(value)
    return true
  } catch {
    return false
  }
}

function checkOwn(rule: ResponderRule, pointer: string): readonly DefinitionFault[] {
  switch (rule.op) {
    case 'all':
    case 'any':
    case 'at-least':
      return listRepeated(rule.rules.map(formatCanonicalJson)).map((at) => ({
        pointer: `${pointer}/rules/${at}`,
        detail: 'this rule stands twice',
      }))
    case 'percent-improvement':
      return rule.atLeast > 100
        ? [{ pointer: `${pointer}/atLeast`, detail: 'nothing improves by more than 100 percent' }]
        : []
    case 'level':
      return isEmptyLevel(rule) ? [{ pointer, detail: 'no score is within these bounds' }] : []
    case 'band':
      return listRepeated(rule.in).map((at) => ({
        pointer: `${pointer}/in/${at}`,
        detail: 'this band stands twice',
      }))
    case 'own-goal':
      return rule.attainment === rule.criterion
        ? [{ pointer: `${pointer}/criterion`, detail: 'must be another score than the one that reaches it' }]
        : []
    case 'days-since-treatment':
    case 'treatments':
      return rule.atLeast !== undefined && rule.atMost !== undefined && rule.atLeast > rule.atMost
        ? [{ pointer: `${pointer}/atMost`, detail: 'must not be less than atLeast' }]
        : []
    default:
      return []
  }
}

function isEmptyLevel({ atLeast, above, atMost, below }: Extract<ResponderRule, { op: 'level' }>): boolean {
  const lowest = Math.max(atLeast ?? -Infinity, above ?? -Infinity)
  const highest = Math.min(atMost ?? Infinity, below ?? Infinity)
  const isOpen = above === lowest || below === highest
  return lowest > highest || (lowest === highest && isOpen)
}

/** Places of values that stand before. */
function listRepeated(values: readonly string[]): readonly number[] {
  return values.flatMap((value, at) => (values.indexOf(value) === at ? [] : [at]))
}
