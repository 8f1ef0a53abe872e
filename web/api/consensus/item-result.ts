import * as z from 'zod/mini'
import { PUBLISHED_METHODS } from '../../../surveys/consensus/published-methods.ts'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { count, share } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { RATING_WARNINGS, ratingStabilitySchema, ratingSummarySchema } from './item-statistics.ts'

const verdict = z.enum(['in', 'out', 'undecided', 'not-enough-voters'])

/** What a rule makes of an item, group by group. */
export const itemDecisionSchema = z.object({
  verdict,
  groups: z.array(
    z.object({
      group: idSchema,
      verdict,
      voters: count,
      denominator: count.check(z.describe('What percentages are of')),
    }),
  ),
})

/** Everything about one item at the end of a round. */
export type ItemResult = ValueOf<typeof itemResultSchema>

export const itemResultSchema = z.object({
  locked: itemDecisionSchema.check(z.describe('Under the rule that was locked before the first round')),
  published: z
    .array(
      z.object({ method: z.enum(PUBLISHED_METHODS), decision: itemDecisionSchema, differs: z.boolean() }),
    )
    .check(z.describe('Sensitivity: the same ratings under published rules')),
  groups: z.array(
    z.object({
      ...{ group: idSchema, isDeciding: z.boolean(), summary: ratingSummarySchema },
      ...{ stability: ratingStabilitySchema, warnings: z.array(z.enum(RATING_WARNINGS)) },
    }),
  ),
  equalGroupShare: z
    .nullable(share)
    .check(z.describe('Mean of the deciding groups’ accepted shares; null where one has no ratings')),
})
