import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { NOTICE_STATES } from '../../../web/api/jobs/run-states.ts'
import { subscriptionIdSchema } from '../../../web/api/reports/report-subscription.ts'
import { runFields } from './run-fields.ts'
import { subscriptionSchema } from './subscription.ts'

/**
 * One report to be made: identified by its subscription and planned local date. What was subscribed to is kept with it as it
 * was then.
 */
export const reportRunSchema = z.object({
  job: z._default(z.literal('report'), 'report'),
  /** `key`: the planned date, or `test-` and letters. */
  ...runFields,
  ...{ subscription: subscriptionIdSchema, version: z.int() },
  ...{ content: subscriptionSchema.shape.content, sites: z.array(idSchema) },
  ...{ format: subscriptionSchema.shape.format, language: subscriptionSchema.shape.language },
  timeZone: z.string(),
  whenNothing: subscriptionSchema.shape.whenNothing,
  kind: z.enum(['planned', 'test']),
  /** As of when the report before it was; `null` of the first. */
  previousAsOf: z.nullable(z.string()),
  isLate: z.boolean(),
  /** The study has ended: no other follows. */
  isLast: z.optional(z.boolean()),
  superseded: z.array(z.string()),
  parts: z.object({ made: z.int(), of: z.int() }),
  isIncomplete: z.boolean(),
  /** Nothing in it needs anybody. */
  hasNothing: z.optional(z.boolean()),
  /** When somebody said that they have seen that it failed. */
  seenAt: z.optional(z.string()),
  notice: z.nullable(z.enum(NOTICE_STATES)),
  noticeTries: z.int(),
})

export type ReportRun = z.infer<typeof reportRunSchema>
export type ReportName = Pick<ReportRun, 'job' | 'subscription' | 'key'>

/** One part of a report, such as a clinic: made once, and found again after a crash. */
export const partSchema = z.object({
  part: z.string(),
  sha256: z.string(),
  isIncomplete: z.boolean(),
})
export type RunPart = z.infer<typeof partSchema>

export function formatRunId({ subscription, key }: Pick<ReportRun, 'subscription' | 'key'>): string {
  return `${subscription}.${key}`
}

export function parseRunId(id: string): ReportName {
  const [subscription = '', key = ''] = id.split('.')
  return { job: 'report', subscription, key }
}
