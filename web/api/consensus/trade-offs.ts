import * as z from 'zod/mini'
import { buildKind, buildNotEstimated, count, interval } from '../schemas/analysis-schemas.ts'
import type { ValueOf } from '../schemas/contract.ts'

/** How much each domain counts, from choices between part profiles. */
export type DomainWeights = ValueOf<typeof domainWeightsSchema>

export const domainWeightsSchema = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), raters: count, choices: count },
    isShrunk: z
      .boolean()
      .check(z.describe('Choices were unanimous somewhere: half a vote to each side of each pair was added')),
    domains: z.array(
      z.object({
        domain: z.string(),
        weight: z
          .number()
          .check(z.describe('Part of the whole from all at the worst level to all at the best')),
        interval,
        steps: z
          .array(z.object({ estimate: z.number(), standardError: z.number() }))
          .check(z.describe('Log odds that each step up adds; errors by rater')),
      }),
    ),
  }),
  z.object(buildNotEstimated(['fewer-than-two-raters', 'columns-depend', 'no-direction'])),
])
