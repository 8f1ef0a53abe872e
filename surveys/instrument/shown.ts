import { toNumber } from '../values/rational.ts'
import type { Answers } from './answers.ts'
import { type AnswerLookup, holds } from './condition.ts'
import type { InstrumentDefinition } from './definition.ts'
import { valueOfCode } from './item.ts'

/** What became of an item. A code that the item cannot have counts as an answer: scoring refuses it by name. */
export type AnswerState = 'answered' | 'declined' | 'not-shown' | 'not-reached'

/**
 * The state of every item, in the definition's order. Whether an item is shown turns on the answers to items before
 * it that are shown themselves: an answer that was given before its question went out of sight counts for nothing.
 *
 * @param onPath of an adaptive form, the items that were asked or are open: the others are not shown.
 */
export function answerStates(
  definition: InstrumentDefinition,
  answers: Answers,
  onPath?: ReadonlySet<string>,
): ReadonlyMap<string, AnswerState> {
  const states = new Map<string, AnswerState>()
  const answerTo: AnswerLookup = (id) => {
    const code = answers[id]
    const item = definition.items.find((candidate) => candidate.id === id)
    if (!item || states.get(id) !== 'answered' || typeof code !== 'string') return undefined
    const value = valueOfCode(definition, item, code)
    return { code, value: value ? toNumber(value) : Number.NaN }
  }
  for (const { id, shownWhen } of definition.items) {
    const code = answers[id]
    const isOffPath = onPath !== undefined && !onPath.has(id)
    if (isOffPath || (shownWhen && holds(shownWhen, answerTo) !== true)) states.set(id, 'not-shown')
    else states.set(id, code === undefined ? 'not-reached' : code === null ? 'declined' : 'answered')
  }
  return states
}
