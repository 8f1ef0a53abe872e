import * as z from 'zod'
import {
  about,
  analysisProblems,
  asOf,
  buildKind,
  count,
  modelEstimate,
  notEstimated,
  score,
  share,
  suppressed,
  suppressedSitesSchema,
} from '../schemas/analysis-schemas.ts'
import type { Contract } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { COVARIANCE_STRUCTURES } from './covariance-structures.ts'
import { ASSUMPTIONS } from './missing-data-assumptions.ts'

const place = { visit: z.string(), arm: z.string() }

const imputedContrast = z.object({
  assumption: z.enum(ASSUMPTIONS),
  delta: z
    .number()
    .describe('Shift added to imputed scores after the last answers, in every arm except the first'),
  seed: count,
  result: z.union([
    z.object({
      ...{ kind: buildKind('pooled'), method: z.string(), imputations: count, ...modelEstimate },
      ...{ within: z.number(), between: z.number(), p: share, fractionMissing: z.number(), level: share },
    }),
    z.object({ kind: buildKind('not-pooled'), reason: z.string() }),
    z.object({ kind: buildKind('not-imputed'), reason: z.string() }),
  ]),
})

export const getRepeatedMeasures = {
  method: 'get',
  path: '/api/studies/{study}/analyses/repeated-measures',
  tag: 'Outcomes',
  summary: 'Fit a mixed model for repeated measures (MMRM) to one measure',
  description:
    'Adjusted means of each arm at each follow-up and their differences, at the mean baseline and with equally weighted sites, by restricted maximum likelihood. Covariance structures are tried in the given order. The result lists the rejected ones with reasons.',
  params: studyParams,
  query: z.strictObject({
    measure: score.describe('instrument/scale, or a domain of the study such as pain'),
    sites: z.enum(['fixed', 'random', 'none']).default('fixed'),
    degreesOfFreedom: z.enum(['satterthwaite', 'kenward-roger']).default('satterthwaite'),
    structures: z
      .string()
      .max(200)
      .optional()
      .describe(
        `Comma-separated covariance structures in the order to try: ${COVARIANCE_STRUCTURES.join(', ')}`,
      ),
    imputations: z.coerce
      .number()
      .int()
      .min(0)
      .max(100)
      .refine((imputations) => imputations !== 1, 'must be 0 or at least 2')
      .default(0)
      .describe(
        'Number of imputations. With two or more arms: multiple imputation under each assumption, and the tipping point',
      ),
    seed: z.coerce.number().int().min(0).max(2_147_483_647).default(1),
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    measure: z.string(),
    method: z.string(),
    sitesLeftOut: suppressedSitesSchema,
    sensitivity: z
      .union([
        suppressed,
        z.object({ kind: buildKind('not-analysed'), reason: z.string() }),
        z.object({
          ...{ kind: buildKind('analysed'), imputations: count, seed: count },
          contrasts: z.array(imputedContrast),
          tippingPoint: z.object({
            contrasts: z.array(imputedContrast),
            tipsAt: z.number().nullable(),
          }),
        }),
      ])
      .nullable()
      .describe('Difference of the second arm at the last visit. null unless imputations are requested'),
    model: z.union([
      suppressed,
      z.object({
        kind: buildKind('not-fitted'),
        reason: z.string(),
        visit: z.string().optional(),
        tried: z.array(z.object({ structure: z.enum(COVARIANCE_STRUCTURES), reason: z.string() })),
      }),
      z.object({
        kind: buildKind('fitted'),
        participants: count,
        observations: count.nullable().describe('null if a mean is suppressed'),
        leftOut: z
          .object({ withoutBaseline: count.nullable(), withoutOutcome: count.nullable() })
          .describe('null: suppressed, few participants at other sites'),
        visitsLeftOut: z.array(z.string()),
        armsLeftOut: z.array(z.string()),
        structure: z.enum(COVARIANCE_STRUCTURES),
        fallbacks: z.array(z.object({ structure: z.enum(COVARIANCE_STRUCTURES), reason: z.string() })),
        degreesOfFreedom: z.enum(['satterthwaite', 'kenward-roger']),
        sites: z.enum(['fixed', 'random', 'none']),
        siteVariance: z.number().nullable(),
        baselineMean: z.number(),
        adjustsForBaseline: z.boolean(),
        means: z.array(
          z.union([
            z.object({ ...place, n: count, kind: buildKind('estimated'), ...modelEstimate }),
            z.object({ ...place, n: count, ...notEstimated }),
            z.object({ ...place, kind: buildKind('suppressed') }),
          ]),
        ),
        contrasts: z.array(
          z.union([
            z.object({
              ...place,
              against: z.string(),
              kind: buildKind('estimated'),
              p: share,
              ...modelEstimate,
            }),
            z.object({ ...place, against: z.string(), ...notEstimated }),
            z.object({ ...place, against: z.string(), kind: buildKind('suppressed') }),
          ]),
        ),
        covariance: z.array(z.array(z.number())),
        correlation: z.array(z.array(z.number())),
        logLikelihood: z.number(),
        convergence: z.object({
          steps: count,
          distance: z.number().describe('Distance from the maximum, in standard errors of the parameters'),
        }),
        level: share,
      }),
    ]),
  }),
  problems: analysisProblems,
} as const satisfies Contract
