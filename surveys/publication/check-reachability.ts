import {
  type Condition,
  evaluateCondition,
  type LookedUpAnswer,
  listConditionItems,
} from '../instrument/condition.ts'
import type { InstrumentDefinition } from '../instrument/definition.ts'
import { type Item, listOptions } from '../instrument/item.ts'
import { CODE_SEPARATOR } from '../instrument/several-answer.ts'
import { countDays } from '../instrument/written-answer.ts'
import type { DefinitionFault } from '../values/fault.ts'

type Answer = LookedUpAnswer
/** More combinations than this are not tried: the item is then held to be reachable. */
const MAX_COMBINATIONS = 100_000

/** Items that are shown on a condition which asks about what comes later, or which no answers meet. */
export function checkReach(definition: InstrumentDefinition): readonly DefinitionFault[] {
  return definition.items.flatMap((item, index) => {
    if (!item.shownWhen) return []
    const pointer = `/items/${index}/shownWhen`
    const before = definition.items.slice(0, index)
    const asked = [...new Set(listConditionItems(item.shownWhen))]
    const later = asked.filter((id) => !before.some((candidate) => candidate.id === id))
    if (later.length > 0)
      return later.map((id) => ({ pointer, detail: `asks about ${id}, which is no item before this one` }))
    if (asksValueOfSeveral(definition, item.shownWhen))
      return [{ pointer, detail: 'asks for the value of several answers, and not which they are' }]
    const isMet = canBeMet(definition, item.shownWhen, listDecidingItems(definition, asked))
    return isMet ? [] : [{ pointer, detail: 'no answers lead to this item' }]
  })
}

/** A page knows which answers are chosen, and not what they are worth. */
function asksValueOfSeveral(definition: InstrumentDefinition, condition: Condition): boolean {
  if ('all' in condition) return condition.all.some((one) => asksValueOfSeveral(definition, one))
  if ('any' in condition) return condition.any.some((one) => asksValueOfSeveral(definition, one))
  if ('not' in condition) return asksValueOfSeveral(definition, condition.not)
  const asked = definition.items.find(({ id }) => id === condition.item)
  return asked?.type === 'several' && ('atLeast' in condition || 'atMost' in condition)
}

/** The items that decide, each with the items that decide whether it is shown: in the definition's order. */
function listDecidingItems(definition: InstrumentDefinition, asked: readonly string[]): readonly Item[] {
  const found = new Set<string>()
  const addItem = (id: string): void => {
    if (found.has(id)) return
    found.add(id)
    const item = definition.items.find((candidate) => candidate.id === id)
    if (item?.shownWhen) listConditionItems(item.shownWhen).forEach(addItem)
  }
  asked.forEach(addItem)
  return definition.items.filter(({ id }) => found.has(id))
}

function canBeMet(definition: InstrumentDefinition, condition: Condition, items: readonly Item[]): boolean {
  const conditions = [condition, ...items.flatMap(({ shownWhen }) => (shownWhen ? [shownWhen] : []))]
  const candidates = items.map((item) => listCandidates(definition, item, conditions))
  if (candidates.reduce((product, { length }) => product * length, 1) > MAX_COMBINATIONS) return true
  const chosen = new Map<string, Answer | undefined>()
  const tryItems = (at: number): boolean => {
    const item = items[at]
    if (!item) return evaluateCondition(condition, (id) => chosen.get(id)) === true
    const isShown = !item.shownWhen || evaluateCondition(item.shownWhen, (id) => chosen.get(id)) === true
    return (isShown ? (candidates[at] ?? []) : [undefined]).some((answer) => {
      chosen.set(item.id, answer)
      return tryItems(at + 1)
    })
  }
  return tryItems(0)
}

/** Every answer that can make a difference: all options; of numbers, those at, under and over each limit. */
function listCandidates(
  definition: InstrumentDefinition,
  item: Item,
  conditions: readonly Condition[],
): readonly (Answer | undefined)[] {
  const options = listOptions(definition, item).map(({ code, value }) => ({
    code,
    value: value ?? Number.NaN,
  }))
  if (item.type === 'several') return [undefined, ...listCombinations(item, options)]
  if (options.length > 0) return [undefined, ...options]
  if (item.type === 'text') return [undefined, { code: 'text', value: Number.NaN }]
  const [lowest, highest, step] =
    item.type === 'number'
      ? [item.minimum, item.maximum, 10 ** -item.decimals]
      : item.type === 'date'
        ? [countDays(item.minimum) ?? 0, countDays(item.maximum) ?? 0, 1]
        : [0, 1439, 1]
  const limits = conditions.flatMap((condition) => listLimits(item.id, condition))
  const values = [lowest, highest, ...limits.flatMap((limit) => [limit - step, limit, limit + step])]
  return [
    undefined,
    ...values
      .filter((value) => value >= lowest && value <= highest)
      .map((value) => ({ code: String(value), value })),
  ]
}

/** Every single answer, every pair, and all that stand together: what conditions on single answers can turn on. */
function listCombinations(
  item: Extract<Item, { type: 'several' }>,
  options: readonly Answer[],
): readonly Answer[] {
  const together = options.map(({ code }) => code).filter((code) => !item.exclusive.includes(code))
  const pairs = together.flatMap((one, at) => together.slice(at + 1).map((other) => [one, other]))
  return [...options.map(({ code }) => [code]), ...pairs, together].map((codes) => ({
    code: codes.join(CODE_SEPARATOR),
    codes,
    value: Number.NaN,
  }))
}

function listLimits(item: string, condition: Condition): readonly number[] {
  if ('all' in condition) return condition.all.flatMap((one) => listLimits(item, one))
  if ('any' in condition) return condition.any.flatMap((one) => listLimits(item, one))
  if ('not' in condition) return listLimits(item, condition.not)
  if (condition.item !== item) return []
  if ('is' in condition) return condition.is.map(Number).filter(Number.isFinite)
  if ('atLeast' in condition) return [condition.atLeast]
  return 'atMost' in condition ? [condition.atMost] : []
}
