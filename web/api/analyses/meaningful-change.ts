import * as z from 'zod'
import {
  about,
  analysisProblems,
  asOf,
  buildKind,
  count,
  interval,
  modelEstimate,
  notEstimated,
  score,
  share,
  suppressed,
  suppressedSitesSchema,
} from '../schemas/analysis-schemas.ts'
import type { Contract } from '../schemas/contract.ts'
import { occurrenceSchema, studyParams } from '../schemas/path-parameters.ts'

const curve = z.object({
  n: count,
  thinned: z.boolean().describe('true: only the points at the percentiles 0 to 100'),
  points: z.array(z.object({ improvement: z.number(), share, interval })),
})

const meanEstimate = z.union([
  z.object({ kind: buildKind('estimated'), n: count, ...modelEstimate }),
  z.object({ ...notEstimated, n: count.nullable() }),
])

const correlation = z.union([
  z.object({ kind: buildKind('estimated'), n: count, estimate: z.number(), interval: interval.nullable() }),
  z.object({ ...notEstimated, n: count }),
])

const rocPoint = z.object({ cut: z.number().nullable(), sensitivity: share, specificity: share })

export const getMeaningfulChange = {
  method: 'get',
  path: '/api/studies/{study}/analyses/meaningful-change',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Estimate how much change in one measure is meaningful, by several methods',
  description:
    'The anchor is the study’s global rating of change. Methods: mean change, ROC, predictive modeling and adjusted predictive modeling with bootstrap intervals, and distribution-based methods. The result includes the full distribution of improvement.',
  params: studyParams,
  query: z.strictObject({
    measure: score.describe('instrument/scale, or a domain of the study such as pain'),
    timepoint: occurrenceSchema,
    seed: z.coerce.number().int().min(0).max(2_147_483_647).default(1),
    replicates: z.coerce.number().int().min(0).max(2000).default(1000),
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    timepoint: z.string(),
    measure: z.string(),
    anchorMeasure: z.string().nullable(),
    sitesLeftOut: suppressedSitesSchema,
    result: z.union([
      suppressed,
      z.object(notEstimated),
      z.object({
        kind: buildKind('estimated'),
        detail: z
          .enum(['whole', 'suppressed'])
          .describe('whole for members of every site. Others do not get groups, curves and cutoffs'),
        n: count,
        missing: count.nullable().describe('Asked, but without improvement or rating. null: suppressed'),
        minimallyImproved: z.tuple([z.number(), z.number()]),
        improvedFrom: z.number(),
        level: share,
        seed: count,
        anchor: z.object({
          correlation,
          rankCorrelation: correlation,
          tooWeak: z.boolean(),
          groups: z.array(
            z.object({
              ...{ anchor: z.number(), n: count, mean: z.number(), median: z.number() },
              standardDeviation: z.number().nullable(),
              curve,
            }),
          ),
          meanChange: meanEstimate,
          overUnchanged: meanEstimate,
        }),
        proportionImproved: share.nullable(),
        proportionWarning: z
          .boolean()
          .describe(
            'true if the proportion is outside 0.3–0.7, where thresholds are biased toward the larger group',
          ),
        roc: z.union([
          z.object({
            kind: buildKind('estimated'),
            points: z.array(rocPoint),
            area: z.object({
              estimate: share,
              ...{ standardError: z.number().nullable(), interval: interval.nullable() },
            }),
            best: z.array(rocPoint),
            threshold: z.number().nullable(),
          }),
          z.object(notEstimated),
        ]),
        logistic: z.union([
          z.object({
            ...{ kind: buildKind('estimated'), b0: z.number(), b1: z.number(), steps: count },
            errors: z.tuple([z.number(), z.number()]),
          }),
          z.object(notEstimated),
        ]),
        thresholds: z.array(
          z.union([
            z.object({
              ...{ kind: buildKind('estimated'), method: z.string(), n: count, estimate: z.number() },
              evidence: z.enum(['established', 'unconfirmed']),
              ...{ interval: interval.nullable(), replicates: count, failed: count },
            }),
            z.object({ ...notEstimated, method: z.string(), n: count }),
          ]),
        ),
        distribution: z.union([
          z.object({
            ...{
              kind: buildKind('estimated'),
              n: count,
              standardDeviation: z.number(),
              halfDeviation: z.number(),
            },
            standardErrorOfMeasurement: z.number().nullable(),
            ...{ mdc90: z.number().nullable(), mdc95: z.number().nullable() },
          }),
          z.object({ ...notEstimated, n: count }),
        ]),
        cumulative: z.object({ leftOut: curve, notImproved: curve }),
      }),
    ]),
  }),
  problems: analysisProblems,
} as const satisfies Contract
