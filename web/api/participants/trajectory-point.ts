import * as z from 'zod/mini'
import type { ValueOf } from '../schemas/contract.ts'
import { occurrenceSchema } from '../schemas/path-parameters.ts'

/** One score, in the unit of the scale. Days are of 24 hours. */
export const trajectoryPointSchema = z.object({
  timepoint: occurrenceSchema,
  at: z.iso.datetime(),
  day: z
    .number()
    .check(
      z.describe('Days since the first treatment, or since baseline if there is none. Negative before it'),
    ),
  daysSinceTreatment: z
    .nullable(z.number())
    .check(z.describe('Days since the last treatment. null before the first')),
  late: z.boolean().check(z.describe('Completed after the due date')),
  value: z.number(),
  change: z.nullable(z.number()).check(z.describe('Change from baseline, in the unit of the score')),
  percentChange: z
    .nullable(z.number())
    .check(z.describe('Percent change from baseline. null if the baseline is 0')),
  reliableChange: z
    .nullable(z.number())
    .check(
      z.describe(
        'Change divided by the standard error of a difference. Positive is better. null if the reliability is unknown',
      ),
    ),
  reliably: z
    .nullable(z.enum(['better', 'worse', 'unchanged']))
    .check(z.describe('Whether the change exceeds measurement error at 95%')),
})

export type TrajectoryPoint = ValueOf<typeof trajectoryPointSchema>
