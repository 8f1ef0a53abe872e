/**
 * The answers to one instrument. Item id → the option's code; `null` where the participant chose not to
 * answer; no entry where the item was never reached. The three are never mixed up, and none of them is 0.
 */
export type Answers = Readonly<Record<string, string | null>>
