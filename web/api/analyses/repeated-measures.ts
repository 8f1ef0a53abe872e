import * as z from 'zod'
import {
  about,
  analysisProblems,
  asOf,
  count,
  kind,
  modelEstimate,
  notEstimated,
  score,
  share,
  sitesLeftOut,
  withheld,
} from '../schemas/analysis-schemas.ts'
import type { Contract } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { COVARIANCE_STRUCTURES } from './covariance-structures.ts'
import { ASSUMPTIONS } from './missing-data-assumptions.ts'

const place = { visit: z.string(), arm: z.string() }

const imputedContrast = z.object({
  assumption: z.enum(ASSUMPTIONS),
  delta: z.number().describe('Added to what was imputed after the last answers in every arm but the first'),
  seed: count,
  result: z.union([
    z.object({
      ...{ kind: kind('pooled'), method: z.string(), imputations: count, ...modelEstimate },
      ...{ within: z.number(), between: z.number(), p: share, fractionMissing: z.number(), level: share },
    }),
    z.object({ kind: kind('not-pooled'), reason: z.string() }),
    z.object({ kind: kind('not-imputed'), reason: z.string() }),
  ]),
})

export const getModel = {
  method: 'get',
  path: '/api/studies/{study}/model',
  tag: 'Outcomes',
  summary: 'One measure over time: the mixed model for repeated measures',
  description:
    'Means of each arm at each follow-up and their differences, at the mean baseline and over equally weighted sites, by restricted maximum likelihood. Covariances are tried in the order named; which were passed over, and why, is in the result.',
  params: studyParams,
  query: z.strictObject({
    measure: score.describe('instrument/scale, or a domain of the study such as pain'),
    sites: z.enum(['fixed', 'random', 'none']).default('fixed'),
    degreesOfFreedom: z.enum(['satterthwaite', 'kenward-roger']).default('satterthwaite'),
    structures: z
      .string()
      .max(200)
      .optional()
      .describe(`In the order to be tried, with commas between, of ${COVARIANCE_STRUCTURES.join(', ')}`),
    imputations: z.coerce
      .number()
      .int()
      .min(0)
      .max(100)
      .refine(
        (imputations) => imputations !== 1,
        'none, or at least two: one says nothing of the variance between',
      )
      .default(0)
      .describe('With two arms and more: multiple imputation under each assumption, and the tipping point'),
    seed: z.coerce.number().int().min(0).max(2_147_483_647).default(1),
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    measure: z.string(),
    method: z.string(),
    sitesLeftOut,
    sensitivity: z
      .union([
        withheld,
        z.object({ kind: kind('not-analysed'), reason: z.string() }),
        z.object({
          ...{ kind: kind('analysed'), imputations: count, seed: count },
          contrasts: z.array(imputedContrast),
          tippingPoint: z.object({
            contrasts: z.array(imputedContrast),
            tipsAt: z.number().nullable(),
          }),
        }),
      ])
      .nullable()
      .describe('The last visit’s difference of the second arm; null unless imputations are asked for'),
    model: z.union([
      withheld,
      z.object({
        kind: kind('not-fitted'),
        reason: z.string(),
        visit: z.string().optional(),
        tried: z.array(z.object({ structure: z.enum(COVARIANCE_STRUCTURES), reason: z.string() })),
      }),
      z.object({
        kind: kind('fitted'),
        participants: count,
        observations: count
          .nullable()
          .describe('null where a mean is withheld, whose participants it would tell'),
        leftOut: z
          .object({ withoutBaseline: count.nullable(), withoutOutcome: count.nullable() })
          .describe('null where they would tell of few participants of sites that are not yours'),
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
            z.object({ ...place, n: count, kind: kind('estimated'), ...modelEstimate }),
            z.object({ ...place, n: count, ...notEstimated }),
            z.object({ ...place, kind: kind('withheld') }),
          ]),
        ),
        contrasts: z.array(
          z.union([
            z.object({ ...place, against: z.string(), kind: kind('estimated'), p: share, ...modelEstimate }),
            z.object({ ...place, against: z.string(), ...notEstimated }),
            z.object({ ...place, against: z.string(), kind: kind('withheld') }),
          ]),
        ),
        covariance: z.array(z.array(z.number())),
        correlation: z.array(z.array(z.number())),
        logLikelihood: z.number(),
        convergence: z.object({
          steps: count,
          distance: z.number().describe('From the maximum, in standard errors of the parameters'),
        }),
        level: share,
      }),
    ]),
  }),
  problems: analysisProblems,
} as const satisfies Contract
