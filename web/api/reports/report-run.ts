import * as z from 'zod/mini'
import { NOTICE_STATES, RUN_REASONS, RUN_STATES } from '../jobs/run-states.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { REPORT_CONTENTS, REPORT_FORMATS, subscriptionIdSchema } from './report-subscription.ts'

/** A subscription and its planned local date, or `test-` and letters for a report made at once. */
export const runIdSchema = z
  .string()
  .check(z.regex(/^[0-9a-z]{16}\.(\d{4}-\d{2}-\d{2}|test-[0-9a-z]{10})$/, 'must be a run'))

export const runView = z.object({
  id: runIdSchema,
  subscription: subscriptionIdSchema,
  ...{ content: z.enum(REPORT_CONTENTS), format: z.enum(REPORT_FORMATS) },
  kind: z.enum(['planned', 'test']),
  asOf: z.iso.datetime().check(z.describe('The planned instant, of which the data are')),
  timeZone: z.string().check(z.describe('IANA time zone of its schedule')),
  state: z.enum(RUN_STATES),
  reason: z.nullable(z.enum(RUN_REASONS)),
  isLate: z.boolean().check(z.describe('Made up for more than an hour after it was planned')),
  superseded: z
    .array(z.iso.date())
    .check(z.describe('Planned dates before it that were missed, and are not made up for')),
  parts: z.object({ made: z.int(), of: z.int() }),
  hasNothing: z.boolean().check(z.describe('Nothing in it needs anybody')),
  isIncomplete: z.boolean().check(z.describe('A section could not be made, and says so')),
  notice: z.nullable(z.enum(NOTICE_STATES)),
  isUnseen: z
    .boolean()
    .check(z.describe('It failed, and neither its owner nor a lead has said that they have seen it')),
  file: z.nullable(z.object({ sha256: z.string(), bytes: z.int() })),
  madeAt: z.nullable(z.iso.datetime()),
})

export type RunView = ValueOf<typeof runView>
