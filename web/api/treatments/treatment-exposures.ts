import * as z from 'zod/mini'

export const DOSE_UNITS = ['mg', 'mg/kg'] as const
export const ROUTES = ['iv', 'im', 'sc', 'intranasal', 'oral', 'sublingual', 'other'] as const

/** Above it is a slip of the pen, in either unit. */
const MAX_DOSE = 10_000

export const doseSchema = z.strictObject({
  value: z.number().check(
    z.positive(),
    z.maximum(MAX_DOSE),
    z.refine((value) => Math.round(value * 1000) / 1000 === value, 'at most three decimals'),
  ),
  unit: z.enum(DOSE_UNITS),
})

const exposure = { dose: z.optional(doseSchema), route: z.optional(z.enum(ROUTES)) }

/** How much of a treatment was given, and how; each as far as it is known. */
export const exposureSchema = z.object(exposure)
export type Exposure = z.infer<typeof exposureSchema>

/** The same as it was recorded at an instant: the last one up to an instant stood at it. */
export const exposureEntrySchema = z.object({ recordedAt: z.iso.datetime(), ...exposure })
export type ExposureEntry = z.infer<typeof exposureEntrySchema>
