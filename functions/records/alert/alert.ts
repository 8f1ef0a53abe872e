import * as z from 'zod/mini'
import { ALERT_STEPS } from '../../../web/api/worklist/alert-steps.ts'
import { CLOSING_REASONS } from '../../../web/api/worklist/closing-reasons.ts'

/** An answer or a score that raised an alert. What was answered or scored since then does not change it. */
export const evidenceSchema = z.union([
  z.object({ at: z.string(), item: z.string(), code: z.string() }),
  /** `value`: as it is shown, in the scale's unit. */
  z.object({ at: z.string(), score: z.string(), value: z.number() }),
])

export type Evidence = z.infer<typeof evidenceSchema>

/** That an alert was raised, or raised for something worse or again after it was closed; who took it on; who closed it, why. */
export const alertStepSchema = z.object({
  at: z.string(),
  step: z.enum(ALERT_STEPS),
  /** Sign-in id. */
  by: z.optional(z.string()),
  reason: z.optional(z.enum(CLOSING_REASONS)),
})

/**
 * A safety alert: something that a person at the site must see, stored in the same transaction as what it came from.
 * It says which rule fired and by what, and changing an answer back does not take it away; what people write about it stands
 * in the contact log.
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
  /** What raised it, each time that it was something else; the newest last. None for one that came by text message. */
  evidence: z._default(z.array(evidenceSchema), []),
  /** Until then someone should have taken it on. */
  acknowledgeBy: z.string(),
  state: z.enum(['open', 'acknowledged', 'closed']),
  /** Rises with every change, so that two people at once do not overlook each other. */
  revision: z.int(),
  /** Times that it was sent to the on-call list, and when next. */
  escalations: z.int(),
  escalateAt: z.optional(z.string()),
  /** Sign-in id of who took it on. */
  owner: z.optional(z.string()),
  acknowledgedAt: z.optional(z.string()),
  closedAt: z.optional(z.string()),
  closedBy: z.optional(z.string()),
  closingReason: z.optional(z.enum(CLOSING_REASONS)),
  /** Everything that became of it, oldest first: only ever appended to. */
  steps: z._default(z.array(alertStepSchema), []),
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
  readonly evidence?: readonly SignalEvidence[]
}

export type SignalEvidence =
  | { readonly item: string; readonly code: string }
  | { readonly score: string; readonly value: number }

export function buildAlertId({ timepoint, instrument, rule, message }: SafetySignal): string {
  return [
    timepoint ?? 'reply',
    instrument ?? 'study',
    rule,
    ...(message === undefined ? [] : [message]),
  ].join('~')
}

/** Of the alert that a text message raises. */
export function buildReplyAlertId(message: string): string {
  return buildAlertId(buildReplySignal(message))
}

export function buildReplySignal(message: string): SafetySignal {
  return { timepoint: null, instrument: null, rule: 'self-harm', message }
}
