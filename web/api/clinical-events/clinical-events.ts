import * as z from 'zod/mini'
import { type ClinicalEventDetail, clinicalEventDetailSchema } from '../../../surveys/study/clinical-event.ts'

/** Why an event no longer counts. */
export const EVENT_VOID_REASONS = [
  'not-happened',
  'duplicate',
  'wrong-participant',
  'wrong-details',
  'other',
] as const
export type EventVoidReason = (typeof EVENT_VOID_REASONS)[number]

/** One entry of an event's history, oldest first: it was recorded, or it was voided. */
export const clinicalEventEntrySchema = z.union([
  z.object({ recordedAt: z.iso.datetime(), event: clinicalEventDetailSchema }),
  z.object({ recordedAt: z.iso.datetime(), voided: z.enum(EVENT_VOID_REASONS) }),
])

/** When it happened and what is known to have happened, with everything that was recorded of it. */
export const clinicalEventHistorySchema = z.object({
  at: z.iso.datetime(),
  entries: z.array(clinicalEventEntrySchema).check(z.minLength(1)),
})

/** `<kind>.<subject>.<instant in milliseconds>`, or without a subject where a kind has none. */
export const clinicalEventIdSchema = z
  .string()
  .check(z.regex(/^[a-z-]{1,40}(\.[a-z-]{1,40})?\.\d{1,15}$/, 'an event id as the list gives it'))

/**
 * What makes an event that one, so that recording it twice is recording it once: its kind, its instant, and which adverse
 * event or treatment it is. Two adverse events at an instant are two; one cannot be mild and severe at an instant.
 *
 * @param at ISO instant
 * @example formatClinicalEventId({ kind: 'opioid-dose', morphineEquivalent: 40 }, '1970-01-01T00:00:01.000Z') // 'opioid-dose.1000'
 */
export function formatClinicalEventId(event: ClinicalEventDetail, at: string): string {
  return [event.kind, ...listSubjects(event), String(Date.parse(at))].join('.')
}

function listSubjects(event: ClinicalEventDetail): readonly string[] {
  if (event.kind === 'adverse-event') return [event.term]
  return 'treatment' in event ? [event.treatment] : []
}
