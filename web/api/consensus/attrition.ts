import * as z from 'zod/mini'
import { count, meanEstimateSchema } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { countedShareSchema } from './item-statistics.ts'

/** Whether those who left had rated an item otherwise than those who stayed. */
export type Attrition = ValueOf<typeof attritionSchema>

export const attritionSchema = z.object({
  stayers: z.object({ n: count, mean: z.nullable(z.number()), accepted: z.nullable(countedShareSchema) }),
  leavers: z.object({ n: count, mean: z.nullable(z.number()), accepted: z.nullable(countedShareSchema) }),
  difference: meanEstimateSchema.check(z.describe('Earlier mean of leavers less that of stayers (Welch)')),
  verdict: z.enum(['in', 'out', 'undecided']),
  verdictIfLeaversStayed: z
    .enum(['in', 'out', 'undecided'])
    .check(z.describe('With the last rating of each leaver beside those who stayed')),
})
