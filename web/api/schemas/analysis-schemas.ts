import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { largeStudyProblems } from '../problems/large-study-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import type { ValueOf } from './contract.ts'
import { VERDICT_REASONS } from './verdict.ts'

export const share = z.number().check(z.minimum(0), z.maximum(1))

export const interval = z.tuple([z.number(), z.number()])

export const count = z.int()

export const buildKind = <Kind extends string>(of: Kind) => z.literal(of)

export const suppressed = z.object({ kind: buildKind('suppressed') })

export const score = z
  .string()
  .check(
    z.maxLength(130),
    z.regex(/^[a-z0-9-]{1,64}(\/[a-z0-9-]{1,64})?$/, 'instrument/scale, or a domain of the study'),
  )

export const asOf = z
  .optional(z.iso.datetime())
  .check(
    z.describe('Use the data known at this time. Default: now. The same time always gives the same result.'),
  )

export const about = {
  study: idSchema,
  studyVersion: z.string(),
  asOf: z.iso.datetime(),
  minimumCellSize: count.check(
    z.describe('Minimum cell size: smaller groups of participants at other sites are suppressed'),
  ),
}

export const suppressedSitesSchema = z
  .array(idSchema)
  .check(
    z.describe(
      'Sites left out because too few of their participants may be shown. Empty for members of every site',
    ),
  )

export const analysisProblems = [...readProblems, platformProblems.invalidInput]

/** Of analyses that look at each participant of a study. */
export const cohortProblems = [...analysisProblems, largeStudyProblems.cohortTooLarge]

export const modelEstimate = {
  estimate: z.number(),
  standardError: z.number(),
  df: z.number(),
  interval,
}

/** Why there is no estimate: one of a closed set of reasons. */
export const buildNotEstimated = <const Reasons extends readonly [string, ...string[]]>(
  reasons: Reasons,
) => ({
  kind: buildKind('not-estimated'),
  reason: z.enum(reasons),
})

const MEAN_REFUSALS = ['fewer-than-two', 'no-variance', 'estimate-not-finite'] as const

/** Why a group has no mean with an interval: all values alike, or a spread too large to be squared. */
export type MeanRefusal = (typeof MEAN_REFUSALS)[number]

/** A mean or a difference of means, in the unit of the score, with its t interval. */
export type MeanEstimate = ValueOf<typeof meanEstimateSchema>

export const meanEstimateSchema = z.union([
  z.object({ kind: buildKind('estimated'), n: count, ...modelEstimate }),
  z.object({ ...buildNotEstimated(MEAN_REFUSALS), n: count }),
])

/** Why some are not assessable, and how many; `null` if suppressed. */
export type DisclosedReason = ValueOf<typeof disclosedReasonSchema>

export const disclosedReasonSchema = z.object({
  reason: z.enum(VERDICT_REASONS),
  count: z.nullable(count).check(z.describe('null: suppressed')),
})
