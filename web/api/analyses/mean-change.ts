import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import {
  about,
  asOf,
  buildKind,
  cohortProblems,
  count,
  interval,
  meanEstimateSchema,
  score,
  suppressed,
} from '../schemas/analysis-schemas.ts'
import type { Contract, Query, Reply, ValueOf } from '../schemas/contract.ts'
import { occurrenceSchema, studyParams } from '../schemas/path-parameters.ts'
import {
  attributeFilterQuery,
  attributeFilterReply,
  stratifyQuery,
  stratumOption,
} from './attribute-filter.ts'
import { meanEstimandSchema } from './mean-estimand.ts'
import { notPooled, poolingDetail, poolingQuery, roundedMean } from './pooling.ts'

/** A group's change from baseline: follow-up minus baseline, in the unit of the scale. */
export type GroupChange = ValueOf<typeof groupChange>

const groupChange = z.union([
  suppressed,
  z.object({
    kind: buildKind('shown'),
    n: count.check(z.describe('Participants with a change')),
    mean: z.nullable(z.number()),
    sd: z.nullable(z.number()),
    without: z
      .nullable(count)
      .check(
        z.describe(
          'Asked, but without a change score: not answered, not scorable or no baseline. null: suppressed',
        ),
      ),
    estimate: meanEstimateSchema,
  }),
])

const pooledEstimate = {
  kind: buildKind('pooled'),
  ...{ estimate: z.number(), standardError: z.number(), interval },
}

/** The mean, or the difference of means, of a typical site, in the unit of the score; and without each site in turn. */
export type PooledMean = ValueOf<typeof pooledMean>

const pooledMean = z.union([
  notPooled,
  suppressed,
  roundedMean,
  z.object({
    ...{ ...pooledEstimate, predictionInterval: interval },
    ...poolingDetail,
    withoutEach: z
      .array(
        z.union([
          z.extend(notPooled, { without: idSchema }),
          z.object({ without: idSchema, ...pooledEstimate, tau2: z.number(), i2: z.number() }),
        ]),
      )
      .check(z.describe('The pooled mean, leaving out one site at a time')),
  }),
])

/** The mean change of everybody of all sites together; `suppressed` where a site is, which it would give away. */
export type OverallMean = ValueOf<typeof overallMean>

const overallMean = z.union([suppressed, meanEstimateSchema])

/** The mean change of each group that an attribute makes, side by side. What differs between groups is an association. */
export type MeanChangeStrata = ValueOf<typeof meanChangeStrata>

const meanChangeStrata = z.object({
  attribute: idSchema,
  groups: z.array(
    z.object({
      option: stratumOption,
      ...{ overall: overallMean, pooled: pooledMean },
      sites: z.array(z.object({ site: idSchema, change: groupChange })),
    }),
  ),
})

/** One arm's mean change minus the first arm's. */
export type ArmDifference = MeanChangeReply['differences'][number]

/** The mean change of one measure at one timepoint: by site and arm, and pooled. */
export type MeanChangeReply = Reply<typeof getMeanChange>

export type MeanChangeQuery = Query<typeof getMeanChange>

export const getMeanChange = {
  method: 'get',
  path: '/api/studies/{study}/analyses/mean-change',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Estimate the mean change of one measure from baseline: by site and arm, and pooled',
  description:
    'Follow-up minus baseline, in the unit of the scale, for participants who have both. Without randomization, this is an association. With arms, the result also gives each arm’s mean change minus that of the first arm.',
  params: studyParams,
  query: z.strictObject({
    measure: score.check(z.describe('instrument/scale, or a domain of the study such as pain')),
    timepoint: occurrenceSchema,
    ...poolingQuery,
    ...attributeFilterQuery,
    ...stratifyQuery,
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    ...attributeFilterReply,
    timepoint: z.string(),
    measure: z.string(),
    direction: z.enum(['higher-is-worse', 'higher-is-better']),
    method: z.string(),
    estimand: meanEstimandSchema,
    sites: z.array(
      z.object({
        site: idSchema,
        change: groupChange,
        byArm: z.array(z.object({ arm: idSchema, change: groupChange })),
      }),
    ),
    overall: overallMean.check(
      z.describe(
        'Of all participants as they come, with an interval that knows of the sites: t(k − 1) from three sites on, never narrower than that of a simple sample',
      ),
    ),
    pooled: pooledMean,
    differences: z.array(
      z.object({
        ...{ arm: idSchema, against: idSchema },
        sites: z.array(z.object({ site: idSchema, difference: z.union([suppressed, meanEstimateSchema]) })),
        pooled: pooledMean,
      }),
    ),
    strata: z
      .optional(meanChangeStrata)
      .check(z.describe('For each option of an attribute, if `stratifyBy` is given. Never in a release')),
  }),
  problems: cohortProblems,
} as const satisfies Contract
