import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { NOTICE_STATES, RUN_REASONS, RUN_STATES } from '../../../web/api/reports/report-run.ts'
import { plannedReport } from '../../../web/api/reports/report-schedule.ts'
import { subscriptionIdSchema } from '../../../web/api/reports/report-subscription.ts'
import { subscriptionSchema } from './subscription.ts'

/**
 * One report to be made: identified by its subscription and planned local date, never by when somebody came to it, so that two
 * ticks make one run. What was subscribed to is kept with it as it was then.
 */
export const runSchema = z.object({
  /** The planned date, or `test-` and letters. */
  key: z.string(),
  subscription: subscriptionIdSchema,
  ...{ study: idSchema, owner: z.string(), version: z.int() },
  ...{ content: subscriptionSchema.shape.content, sites: z.array(idSchema) },
  ...{ format: subscriptionSchema.shape.format, language: subscriptionSchema.shape.language },
  timeZone: z.string(),
  kind: z.enum(['planned', 'test']),
  asOf: plannedReport.shape.at,
  /** As of when the report before it was; `null` of the first. */
  previousAsOf: z.nullable(z.string()),
  isLate: z.boolean(),
  superseded: z.array(z.string()),
  state: z.enum(RUN_STATES),
  reason: z.nullable(z.enum(RUN_REASONS)),
  /** Tries to make it. */
  tries: z.int(),
  /** Who works on it, and until when nobody else does. */
  lease: z.nullable(z.object({ by: z.string(), until: z.string() })),
  parts: z.object({ made: z.int(), of: z.int() }),
  isIncomplete: z.boolean(),
  file: z.nullable(
    z.object({
      ...{ key: z.string(), sha256: z.string(), bytes: z.int() },
      /** Of what it was made, in this order; left out of one from before this was kept. */
      parts: z.optional(z.array(z.string())),
    }),
  ),
  notice: z.nullable(z.enum(NOTICE_STATES)),
  noticeTries: z.int(),
  createdAt: z.string(),
  madeAt: z.nullable(z.string()),
  /** When somebody looks at it next; left out once nothing is left to do. */
  dueAt: z.optional(z.string()),
})

export type Run = z.infer<typeof runSchema>

/** One part of a run, such as a clinic: made once, and found again after a crash. */
export const partSchema = z.object({
  part: z.string(),
  sha256: z.string(),
  isIncomplete: z.boolean(),
})
export type RunPart = z.infer<typeof partSchema>

export function formatRunId({ subscription, key }: Pick<Run, 'subscription' | 'key'>): string {
  return `${subscription}.${key}`
}

export function parseRunId(id: string): Pick<Run, 'subscription' | 'key'> {
  const [subscription = '', key = ''] = id.split('.')
  return { subscription, key }
}

/** Whether nothing is left to do: it was made or failed and the notice is settled, or there is none. */
export function isRunOver({ dueAt }: Pick<Run, 'dueAt'>): boolean {
  return dueAt === undefined
}
