/*
 * How fast answers are written into one survey, whoever writes them and wherever: a script that answers in a loop pays for its
 * writes with the operator’s money. The survey’s item holds one number more, which each answer moves on; since an answer is
 * of the very revision that was read, no two of them move it from the same place, and it costs no read and no write.
 *
 * The number is the time, in milliseconds since 1970, up to which answers are paid for at one each `ANSWER_MS`
 * (the generic cell rate algorithm of ITU-T I.371).
 */

/** Answers that may come at once: a long battery and every change of mind. */
export const MAX_ANSWERS_AT_ONCE = 120
const ANSWER_MS = 1_000

export type PacedAnswer =
  | { readonly kind: 'taken'; readonly pace: number }
  | { readonly kind: 'too-soon'; readonly retryAfterSeconds: number }

/**
 * One answer more.
 *
 * @param pace as the survey has it; `undefined` before the first answer
 * @param at ISO timestamp of the answer
 */
export function paceAnswer(pace: number | undefined, at: string): PacedAnswer {
  const now = Date.parse(at)
  const next = Math.max(pace ?? now, now) + ANSWER_MS
  const early = next - now - MAX_ANSWERS_AT_ONCE * ANSWER_MS
  return early > 0
    ? { kind: 'too-soon', retryAfterSeconds: Math.ceil(early / 1000) }
    : { kind: 'taken', pace: next }
}
