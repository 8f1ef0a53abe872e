import type { Condition } from './condition.ts'

/**
 * Scoring as data: a small closed set of operations, which surveys/scoring/compile.ts gives their meaning.
 * Every operation is exact. What is missing stays missing: only a missing rule may stand in for it.
 */
export type Rule =
  /** The value of an item. */
  | string
  /** lowest + highest − value. */
  | { item: string; reverse: true }
  /** A printed recode, by code. */
  | { item: string; recode: Record<string, number> }
  /** The score of a scale that stands before this one. */
  | { scale: string }
  | { constant: number }
  | { op: 'value'; of: Rule }
  | { op: 'sum' | 'mean'; of: Rule[]; missing: MissingRule }
  /** The largest or smallest of a group, as of items that ask about two sides of one symptom. */
  | { op: 'max' | 'min'; of: Rule[]; missing: GroupMissingRule }
  | { op: 'weighted-sum'; of: { rule: Rule; weight: number }[]; plus: number }
  /** of × multiply ÷ divide + add */
  | { op: 'linear'; of: Rule; multiply: number; divide: number; add: number }
  | { op: 'ratio'; of: Rule; by: Rule }
  /** Hours from one time of day to the next occurrence of another: 23:30 to 07:00 is 7.5. */
  | { op: 'hours-between'; from: string; to: string }
  /** The value of the last step that starts at or below; steps are half-open. */
  | { op: 'steps'; of: Rule; steps: { from: number; value: number }[] }
  /** A printed table of the definition; a value that is not in it has no score. */
  | { op: 'lookup'; of: Rule; table: string }
  | { op: 'if'; when: Condition; use: Rule; otherwise: Rule }
  /** The T score that a site's calibration gives for the pattern of answers (surveys/irt), in ten-thousandths. */
  | { op: 'response-pattern'; of: Rule[]; minimumAnswered: number }

/**
 * What happens when operands are missing. `mean-substitute`: those missing take the mean of those present, if so
 * many are. `half-rule`: the same, if at least half are. `blank-counts-zero`: those missing count 0, if so many are
 * present. Only for a form whose printed rule says so, as where statements are ticked and the ticks are counted.
 */
export type MissingRule =
  | { policy: 'all-required' }
  | { policy: 'mean-substitute'; minimumAnswered: number }
  | { policy: 'half-rule' }
  | { policy: 'blank-counts-zero'; minimumAnswered: number }

/** `of-answered`: of those that are answered, if so many are. */
export type GroupMissingRule = { policy: 'all-required' } | { policy: 'of-answered'; minimumAnswered: number }

export type Operation = Extract<Rule, { op: string }>

/** The rules that a rule is made of, one level down. */
export function listParts(rule: Rule): readonly Rule[] {
  if (typeof rule === 'string' || !('op' in rule)) return []
  switch (rule.op) {
    case 'sum':
    case 'mean':
    case 'max':
    case 'min':
    case 'response-pattern':
      return rule.of
    case 'weighted-sum':
      return rule.of.map((part) => part.rule)
    case 'ratio':
      return [rule.of, rule.by]
    case 'hours-between':
      return [rule.from, rule.to]
    case 'if':
      return [rule.use, rule.otherwise]
    case 'value':
    case 'linear':
    case 'steps':
    case 'lookup':
      return [rule.of]
  }
}
