import * as z from 'zod/mini'

/**
 * An answer that the phone says was given inside the window and that came after it had closed: kept apart from the response,
 * until somebody at the site decides whether it is taken in.
 */
export const lateAnswerSchema = z.object({
  /** `instrument/item` */
  key: z.string(),
  /** `null` where the question was skipped. */
  code: z.nullable(z.string()),
  /** The phone's own time: for what it is worth. */
  claimedAt: z.string(),
  receivedAt: z.string(),
  /** See `formatMode`. */
  mode: z.string(),
  decision: z.optional(z.enum(['taken-in', 'left-out'])),
})

export type LateAnswer = z.infer<typeof lateAnswerSchema>

/** Those that nobody has decided on, in the order in which they were given. */
export function listPendingLateAnswers({
  lateAnswers = [],
}: {
  readonly lateAnswers?: readonly LateAnswer[] | undefined
}): readonly LateAnswer[] {
  return lateAnswers
    .filter(({ decision }) => decision === undefined)
    .sort((a, b) => (a.claimedAt < b.claimedAt ? -1 : a.claimedAt > b.claimedAt ? 1 : 0))
}
