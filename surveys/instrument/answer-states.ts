import { toNumber } from '../values/rational.ts'
import type { Answers } from './answers.ts'
import { type AnswerLookup, computeShown } from './condition.ts'
import type { InstrumentDefinition } from './definition.ts'
import { findCodeValue } from './item.ts'
import { splitCodes } from './several-answer.ts'

/** What became of an item. A code that the item cannot have counts as an answer: scoring refuses it by name. */
export type AnswerState = 'answered' | 'declined' | 'not-shown' | 'not-reached'

/**
 * The state of every item, in the definition's order.
 *
 * @param onPath of an adaptive form, the items that were asked or are open: the others are not shown.
 */
export function computeAnswerStates(
  definition: InstrumentDefinition,
  answers: Answers,
  onPath?: ReadonlySet<string>,
): ReadonlyMap<string, AnswerState> {
  const findAnswer: AnswerLookup = (id) => {
    const code = answers[id]
    const item = definition.items.find((candidate) => candidate.id === id)
    if (!item || typeof code !== 'string') return undefined
    const value = findCodeValue(definition, item, code)
    const codes = item.type === 'several' ? splitCodes(code) : undefined
    return { code, codes, value: value ? toNumber(value) : Number.NaN }
  }
  const items = onPath ? definition.items.filter(({ id }) => onPath.has(id)) : definition.items
  const shown = computeShown(items, ({ id }) => id, findAnswer)
  const states = new Map<string, AnswerState>()
  for (const { id } of definition.items) {
    const code = answers[id]
    if (!shown.has(id)) states.set(id, 'not-shown')
    else states.set(id, code === undefined ? 'not-reached' : code === null ? 'declined' : 'answered')
  }
  return states
}
