import * as z from 'zod'

/**
 * What is known of a telephone number, whoever it belongs to: several participants may share one, in one study or in
 * several. Whoever texts STOP from it ends every text to it.
 */
export const phoneSchema = z.object({
  stoppedAt: z.string().optional(),
  /** The message that said so: read again, it is the same wish and not another one. */
  stoppedBy: z.string().optional(),
  unreachableSince: z.string().optional(),
  unreachableReason: z.enum(['wrong-number', 'undeliverable']).optional(),
  /** Texts in a row that could not be delivered for good. */
  hardFailures: z.number().int().default(0),
  /** Replies of ours on the day `repliesOn` (UTC): a guard against machines that answer machines. */
  repliesOn: z.string().optional(),
  replies: z.number().int().default(0),
})

export type Phone = z.infer<typeof phoneSchema>

/** As many in a row, and no more texts go out until a person has looked at the number. */
export const MOST_HARD_FAILURES = 3

export type Textable = 'yes' | 'stopped' | 'unreachable'

export function textable({ stoppedAt, unreachableSince }: Phone): Textable {
  if (stoppedAt !== undefined) return 'stopped'
  return unreachableSince === undefined ? 'yes' : 'unreachable'
}
