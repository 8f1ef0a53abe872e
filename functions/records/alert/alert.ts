import * as z from 'zod/mini'
import { CLOSING_REASONS } from '../../../web/api/worklist/closing-reasons.ts'

/**
 * A safety alert: something that a person at the site must see, stored in the same transaction as what it came from.
 * Changing an answer back does not take it away. It says which rule fired, not what was answered;
 * what people write about it stands in the contact log.
 *
 *   open ──acknowledge──▶ acknowledged ──close──▶ closed
 *     └──────────────close──────────────────────────▲
 *
 * A rule that fires again opens a closed one again, and one that was taken on where it is worse now than then.
 */
export const alertSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  /** What raised it, unique for the participant: `baseline~phq-9~self-harm`, `reply~7k3f9m2p`. */
  id: z.string(),
  /** Of the assessment; null for one that came by text message. */
  timepoint: z.nullable(z.string()),
  instrument: z.nullable(z.string()),
  rule: z.string(),
  raisedAt: z.string(),
  /** How bad it was at worst since it was opened: told apart, not shown. Alerts from before this was kept have none. */
  level: z.optional(z.number()),
  /** When the rule fired last. */
  lastRaisedAt: z.string(),
  /** Until then someone should have taken it on. */
  acknowledgeBy: z.string(),
  state: z.enum(['open', 'acknowledged', 'closed']),
  /** Rises with every change, so that two people at once do not overlook each other. */
  revision: z.int(),
  /** Times that the on-call list was texted about it, and when next. */
  escalations: z.int(),
  escalateAt: z.optional(z.string()),
  /** Sign-in id of who took it on. */
  owner: z.optional(z.string()),
  acknowledgedAt: z.optional(z.string()),
  closedAt: z.optional(z.string()),
  closedBy: z.optional(z.string()),
  closingReason: z.optional(z.enum(CLOSING_REASONS)),
})

export type SafetyAlert = z.infer<typeof alertSchema>

/** A rule that fired: of an instrument's own, of the study's, or `self-harm` in a text message. */
export type SafetySignal = {
  readonly timepoint: string | null
  readonly instrument: string | null
  readonly rule: string
  /** How bad it is: compared with others of the same rule only. */
  readonly level?: number
  /** What tells alerts of the same rule apart where there is no timepoint. */
  readonly message?: string
}

export function buildAlertId({ timepoint, instrument, rule, message }: SafetySignal): string {
  return [
    timepoint ?? 'reply',
    instrument ?? 'study',
    rule,
    ...(message === undefined ? [] : [message]),
  ].join('~')
}
