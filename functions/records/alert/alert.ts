import * as z from 'zod/mini'
import { ALERT_STEPS } from '../../../web/api/worklist/alert-steps.ts'
import { CLOSING_REASONS } from '../../../web/api/worklist/closing-reasons.ts'

const text = z.string()
const optionalNumber = z.optional(z.number())
const optionalText = z.optional(text)
const optionalReason = z.optional(z.enum(CLOSING_REASONS))

/**
 * An answer, a score or a text that raised an alert. What was answered or scored since then does not change it. `level`: how
 * bad it is, more being worse; compared with others of the same item or score only, and not shown.
 */
export const evidenceSchema = z.union([
  z.object({ at: text, item: text, code: text, level: optionalNumber }),
  /** `value`: as it is shown, in the scale's unit. `from`: the score at the submission before, where a rule compares with it. */
  z.object({
    ...{ at: text, score: text, value: z.number(), from: optionalNumber },
    level: optionalNumber,
  }),
  /** Ids of the texts that it was read from, in the order of receipt: one, or several that say it only together. */
  z.object({ at: text, messages: z.array(text) }),
])

export type Evidence = z.infer<typeof evidenceSchema>

/** That an alert was raised, or raised for something worse or again after it was closed; who took it on; who closed it, why. */
export const alertStepSchema = z.object({
  at: text,
  step: z.enum(ALERT_STEPS),
  /** Sign-in id. */
  by: optionalText,
  reason: optionalReason,
})

/**
 * A safety alert: something that a person at the site must see, stored in the same transaction as what it came from.
 * It says which rule fired and by what, and changing an answer back does not take it away; what people write about it stands
 * in the contact log.
 *
 *   open ──acknowledge──▶ acknowledged ──close──▶ closed
 *     └──────────────close──────────────────────────▲
 *
 * A rule that fires again opens a closed one again, and one that was taken on where it is worse now than then. All texts of
 * a participant that speak of self-harm raise one alert: a further one is added to it, and opens it again where somebody had
 * taken it on, since they do not know of this one.
 */
export const alertSchema = z.object({
  study: text,
  site: text,
  participant: text,
  /** What raised it, unique for the participant: `baseline~phq-9~self-harm`; `reply~study~self-harm` for all texts. */
  id: text,
  /** Of the assessment; null for one that came by text message. */
  timepoint: z.nullable(text),
  instrument: z.nullable(text),
  rule: text,
  raisedAt: text,
  /** How bad it was at worst since it was opened: told apart, not shown. Alerts from before this was kept have none. */
  level: optionalNumber,
  /** When it was raised last: the first time, for something worse, or by another text. */
  lastRaisedAt: text,
  /** How often it was raised since it was opened: what was said again, or fell, is no raise. */
  raises: z.int(),
  /** What raised it, each time that it was worse or something else; the newest last. */
  evidence: z._default(z.array(evidenceSchema), []),
  /** Until then someone should have taken it on: at once where somebody may be harmed. */
  acknowledgeBy: text,
  state: z.enum(['open', 'acknowledged', 'closed']),
  /** Rises with every change, so that two people at once do not overlook each other. */
  revision: z.int(),
  /** Times that it was sent to the on-call list, and when next. */
  escalations: z.int(),
  escalateAt: optionalText,
  /** Sign-in id of who took it on. */
  owner: optionalText,
  acknowledgedAt: optionalText,
  closedAt: optionalText,
  closedBy: optionalText,
  closingReason: optionalReason,
  /** Everything that became of it, oldest first: only ever appended to. */
  steps: z._default(z.array(alertStepSchema), []),
})

export type SafetyAlert = z.infer<typeof alertSchema>

/** A rule that fired: of an instrument's own, of the study's, or `self-harm` in a text message. */
export type SafetySignal = {
  readonly timepoint: string | null
  readonly instrument: string | null
  readonly rule: string
  /** How bad it is: compared with others of the same rule only. Texts have none: each is news. */
  readonly level?: number
  readonly evidence?: readonly SignalEvidence[]
}

export type SignalEvidence =
  | { readonly item: string; readonly code: string; readonly level?: number | undefined }
  | {
      readonly score: string
      readonly value: number
      readonly from?: number | undefined
      readonly level?: number | undefined
    }
  | { readonly messages: readonly string[]; readonly level?: undefined }

export function buildAlertId({
  timepoint,
  instrument,
  rule,
}: Pick<SafetySignal, 'timepoint' | 'instrument' | 'rule'>): string {
  return [timepoint ?? 'reply', instrument ?? 'study', rule].join('~')
}

/** @param messages ids of the texts that speak of self-harm together, in the order of receipt */
export function buildReplySignal(messages: readonly string[]): SafetySignal {
  return { ...REPLY_RULE, evidence: [{ messages }] }
}

const REPLY_RULE = { timepoint: null, instrument: null, rule: 'self-harm' } as const

/** Of the alert that a participant's texts raise. */
export const REPLY_ALERT_ID = buildAlertId(REPLY_RULE)

/** When an alert was closed last: what was known by then was looked at. `undefined` for one that never was. */
export function findLastClosing({ steps }: Pick<SafetyAlert, 'steps'>): string | undefined {
  return steps.findLast(({ step }) => step === 'closed')?.at
}

/** Ids of the texts that raised an alert since it was last closed, oldest first: several where they were read together. */
export function listRaisingGroups(
  alert: Pick<SafetyAlert, 'evidence' | 'steps'>,
): readonly (readonly string[])[] {
  const closedAt = findLastClosing(alert) ?? ''
  return alert.evidence.flatMap((one) => ('messages' in one && one.at > closedAt ? [one.messages] : []))
}
