import type { Answers } from '../instrument/answers.ts'
import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { Rule } from '../instrument/rule.ts'
import { toNumber } from '../values/rational.ts'
import { scoreInstrument } from './score.ts'

/** The items of a scale, each as it enters the scale: turned round or recoded where the scale does so. */
export type ItemScorer = {
  readonly items: readonly string[]
  /** In the order of the items; `undefined` unless all are answered. */
  readonly scoreItems: (answers: Answers) => readonly number[] | undefined
}

/** `undefined` for a scale that is no sum or mean of items, nor a table, line or steps of one. */
export function createItemScorer(definition: InstrumentDefinition, scale: string): ItemScorer | undefined {
  const found = definition.scales.find(({ id }) => id === scale)
  const leaves = found && listLeaves(definition, found.rule)
  if (found === undefined || leaves === undefined) return undefined
  const items = leaves.map((leaf) => (typeof leaf === 'string' ? leaf : leaf.item))
  const itemwise: InstrumentDefinition = {
    ...definition,
    scales: leaves.map((of, at) => ({
      ...found,
      id: `item-${at + 1}`,
      rule: { op: 'value', of },
      bands: [],
    })),
  }
  return {
    items,
    scoreItems(answers) {
      const scores = scoreInstrument(itemwise, answers)
      const values = scores.flatMap((score) => (score.kind === 'scored' ? [toNumber(score.exact)] : []))
      return values.length === items.length ? values : undefined
    },
  }
}

type Leaf = Extract<Rule, string | { item: string }>

function listLeaves(definition: InstrumentDefinition, rule: Rule): readonly Leaf[] | undefined {
  if (typeof rule === 'string' || 'item' in rule) return [rule]
  if ('scale' in rule) {
    const scale = definition.scales.find(({ id }) => id === rule.scale)
    return scale && listLeaves(definition, scale.rule)
  }
  if (!('op' in rule)) return undefined
  switch (rule.op) {
    case 'sum':
    case 'mean': {
      const leaves = rule.of.flatMap((part) => (isLeaf(part) ? [part] : []))
      return leaves.length === rule.of.length ? leaves : undefined
    }
    case 'value':
    case 'linear':
    case 'steps':
    case 'lookup':
      return listLeaves(definition, rule.of)
    default:
      return undefined
  }
}

function isLeaf(rule: Rule): rule is Leaf {
  return typeof rule === 'string' || 'item' in rule
}
