import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { buildKind, count, interval, share } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { COMPLETION_STATUSES, MISSED_REASON_CATEGORIES } from './completion.ts'

/** Participants by reason, in the order of the list and without those of nobody; `null` if suppressed. */
export type ByReason = ValueOf<typeof byReason>

const byReason = z.array(z.object({ reason: z.enum(MISSED_REASON_CATEGORIES), count: z.nullable(count) }))

/** 0–1, with its 95% Wilson interval and its denominator; `null` if that is 0. */
export type CompletionRate = ValueOf<typeof completionRate>

const completionRate = z.nullable(z.object({ completed: count, of: count, rate: share, interval }))

/** Why assessments were missed, and of those completed which were late. */
export type MissedReasonCounts = ValueOf<typeof missedReasonCounts>

const missedReasonCounts = z.object({
  missedReasons: byReason.check(z.describe('Reasons for missed assessments. null: suppressed')),
  late: z
    .nullable(z.object({ count, reasons: byReason }))
    .check(z.describe('Completed after the due date. null: suppressed')),
})

/** Completion at one timepoint of one site, or of all sites shown. */
export type CompletionRow = ValueOf<typeof completionRowSchema>

export const completionRowSchema = z.discriminatedUnion('kind', [
  z.object({
    ...{ timepoint: z.string(), site: z.nullable(idSchema), kind: buildKind('counted'), enrolled: count },
    standings: z.record(z.enum(COMPLETION_STATUSES), count),
    ofEnrolled: completionRate.check(
      z.describe('Of everyone enrolled: the same denominator at every timepoint'),
    ),
    ofExpected: completionRate.check(z.describe('Of those whose window has closed and who are in the study')),
    ...missedReasonCounts.shape,
  }),
  z.object({ timepoint: z.string(), site: z.nullable(idSchema), kind: buildKind('suppressed') }),
])
