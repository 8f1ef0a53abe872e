import * as z from 'zod'
import { idSchema } from './vocabulary.ts'

/**
 * A condition over the answers of the same instrument: decides which items are shown, and which of two rules
 * scores. It has three values. One that turns on an answer that is missing is `undefined`: neither true nor false.
 */
export type Condition =
  | { item: string; is: string[] }
  /** The value of an option, a number or a time, not its code. */
  | { item: string; atLeast: number }
  | { item: string; atMost: number }
  /** Always true or false: it asks about the missing answer itself. */
  | { item: string; answered: boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ item: idSchema, is: z.array(z.string().min(1)).min(1) }),
    z.strictObject({ item: idSchema, atLeast: z.number() }),
    z.strictObject({ item: idSchema, atMost: z.number() }),
    z.strictObject({ item: idSchema, answered: z.boolean() }),
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
  ]),
)

/** What a condition needs to know of an answer; `undefined` where it is missing, whatever the reason. */
export type AnswerLookup = (item: string) => { readonly code: string; readonly value: number } | undefined

/** Kleene's three-valued logic: `undefined` is unknown. */
export function holds(condition: Condition, answerTo: AnswerLookup): boolean | undefined {
  if ('all' in condition) return every(condition.all, answerTo)
  if ('any' in condition) {
    const none = every(
      condition.any.map((one) => ({ not: one })),
      answerTo,
    )
    return none === undefined ? undefined : !none
  }
  if ('not' in condition) {
    const inner = holds(condition.not, answerTo)
    return inner === undefined ? undefined : !inner
  }
  const answer = answerTo(condition.item)
  if ('answered' in condition) return (answer !== undefined) === condition.answered
  if (!answer) return undefined
  if ('is' in condition) return condition.is.includes(answer.code)
  return 'atLeast' in condition ? answer.value >= condition.atLeast : answer.value <= condition.atMost
}

function every(conditions: readonly Condition[], answerTo: AnswerLookup): boolean | undefined {
  let known = true
  for (const condition of conditions) {
    const one = holds(condition, answerTo)
    if (one === false) return false
    if (one === undefined) known = false
  }
  return known ? true : undefined
}

/** Every item that a condition asks about. */
export function itemsAskedAbout(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(itemsAskedAbout)
  if ('any' in condition) return condition.any.flatMap(itemsAskedAbout)
  return 'not' in condition ? itemsAskedAbout(condition.not) : [condition.item]
}
