import * as z from 'zod/mini'

/**
 * The answers to one instrument. Item id → the option's code; `null` where the participant chose not to
 * answer; no entry where the item was never reached. The three are never mixed up, and none of them is 0.
 */
export type Answers = Readonly<Record<string, string | null>>

export const answersSchema = z.record(
  z.string().check(z.maxLength(64)),
  z.nullable(z.string().check(z.maxLength(500))),
)
