import * as z from 'zod/mini'

/** What about a treatment is unusual enough to be confirmed before anything follows from it. */
export const TREATMENT_CONFIRMATIONS = [
  'before-enrolment',
  'in-future',
  'long-ago',
  'close-to-another',
  'cancels-assessments',
] as const
export type TreatmentConfirmation = (typeof TREATMENT_CONFIRMATIONS)[number]

export const confirmationSchema = z.enum(TREATMENT_CONFIRMATIONS)

/** Why a treatment no longer counts. */
export const VOID_REASONS = ['not-given', 'duplicate', 'wrong-participant', 'wrong-kind', 'other'] as const
export type VoidReason = (typeof VOID_REASONS)[number]

const windowSchema = z.nullable(
  z.object({ opensAt: z.iso.datetime(), dueAt: z.iso.datetime(), closesAt: z.iso.datetime() }),
)

/** What becomes of one assessment: its window before and after the change, `null` where there is none. */
export const plannedChangeSchema = z.object({
  timepoint: z.string(),
  change: z.enum(['plan', 'move', 'cancel', 'leave-out']),
  before: windowSchema,
  after: windowSchema,
})
export type PlannedChange = z.infer<typeof plannedChangeSchema>

/** Further members of `treatment-needs-confirmation`: what has to be confirmed, and what would follow. */
export const confirmationMembersSchema = z.object({
  confirm: z.array(confirmationSchema),
  plan: z.array(plannedChangeSchema),
})
