import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import {
  about,
  asOf,
  buildKind,
  buildNotEstimated,
  cohortProblems,
  count,
  modelEstimate,
  score,
  share,
  suppressed,
  suppressedSitesSchema,
} from '../schemas/analysis-schemas.ts'
import type { Contract, Query, Reply, ValueOf } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { attributeFilterQuery, attributeFilterReply } from './attribute-filter.ts'
import { COVARIANCE_STRUCTURES } from './covariance-structures.ts'
import { meanEstimandSchema } from './mean-estimand.ts'
import { sensitivity } from './sensitivity.ts'

const SITE_EFFECTS = ['fixed', 'random', 'none'] as const

/** How sites enter the model: an effect each, a random intercept, or not at all. */
export type SiteEffect = (typeof SITE_EFFECTS)[number]

const DEGREES_OF_FREEDOM_METHODS = ['satterthwaite', 'kenward-roger'] as const

export type DegreesOfFreedomMethod = (typeof DEGREES_OF_FREEDOM_METHODS)[number]

const DEGREES_OF_FREEDOM_CHOICES = ['automatic', ...DEGREES_OF_FREEDOM_METHODS] as const

/** `automatic` is by the number of participants. */
export type DegreesOfFreedomChoice = (typeof DEGREES_OF_FREEDOM_CHOICES)[number]

/** Why a covariance structure was not used, or nothing could be fitted. */
export type FitRefusal = (typeof FIT_REFUSALS)[number]

const FIT_REFUSALS = [
  'too-few-participants',
  'no-residual-variance',
  'design-singular',
  'visits-never-measured-together',
  'did-not-converge',
  'information-singular',
] as const

const place = { visit: z.string(), arm: z.string() }

/** Below one degree of freedom an interval says nothing: so few participants do not carry the model. */
const notEstimated = buildNotEstimated(['nobody-measured', 'less-than-one-degree-of-freedom'])

const estimatedMean = z.union([
  z.object({ ...place, n: count, kind: buildKind('estimated'), ...modelEstimate }),
  z.object({ ...place, n: count, ...notEstimated }),
])

/** The mean outcome of an arm at a visit, at the mean baseline and with equally weighted sites. */
export type MarginalMean = ValueOf<typeof estimatedMean>

const contrastPlace = { ...place, against: z.string() }

const estimatedContrast = z.union([
  z.object({
    ...{ ...contrastPlace, kind: buildKind('estimated'), p: share, ...modelEstimate },
    holmP: z
      .nullable(share)
      .check(
        z.describe(
          'p among all pairs of arms at the visit, adjusted by Holm. null if one of them is suppressed',
        ),
      ),
  }),
  z.object({ ...contrastPlace, ...notEstimated }),
])

/** An arm minus one that stands before it in the study, at a visit. */
export type ArmContrast = ValueOf<typeof estimatedContrast>

const siteContrastPlace = { site: idSchema, arm: z.string(), against: z.string() }

/** Whether the difference between arms differs between sites. */
export type SiteByArm = ValueOf<typeof siteByArm>

const siteByArm = z.union([
  suppressed,
  z.object({
    kind: buildKind('not-tested'),
    reason: z.enum([
      'sites-are-not-fixed',
      'fewer-than-two-arms',
      'fewer-than-two-sites-with-every-arm',
      ...FIT_REFUSALS,
    ]),
  }),
  z.object({
    ...{ kind: buildKind('tested'), participants: count },
    sitesLeftOut: z.array(idSchema).check(z.describe('Sites where an arm was not measured')),
    degreesOfFreedom: z.enum(DEGREES_OF_FREEDOM_METHODS),
    test: z
      .object({ f: z.number(), numeratorDf: count, denominatorDf: z.number(), p: share })
      .check(z.describe('Of (sites − 1)·(arms − 1) interaction effects, the same at every visit')),
    contrasts: z
      .array(
        z.union([
          z.object({ ...siteContrastPlace, kind: buildKind('estimated'), p: share, ...modelEstimate }),
          z.object({ ...siteContrastPlace, ...notEstimated }),
        ]),
      )
      .check(z.describe('Each site’s difference of each pair of arms, as the mean over the visits')),
  }),
])

const rejectedStructures = z.array(
  z.object({ structure: z.enum(COVARIANCE_STRUCTURES), reason: z.enum(FIT_REFUSALS) }),
)

/** No model, with the structures that were tried. */
export type NotFittedModel = ValueOf<typeof notFitted>

const notFitted = z.object({
  kind: buildKind('not-fitted'),
  reason: z.enum([...FIT_REFUSALS, 'nobody-measured', 'no-structure-converged']),
  visit: z.optional(z.string()),
  tried: rejectedStructures,
})

const informationCriteria = z
  .object({
    kind: buildKind('restricted'),
    covarianceParameters: count.check(
      z.describe('Counted in AIC and BIC; with random sites their variance is one'),
    ),
    meanParameters: count.check(z.describe('p, not counted')),
    participants: count.check(z.describe('The n of BIC')),
    aic: z.number().check(z.describe('−2·logLikelihood + 2·covarianceParameters')),
    bic: z.number().check(z.describe('−2·logLikelihood + log(participants)·covarianceParameters')),
  })
  .check(
    z.describe(
      'Of the restricted likelihood, as SAS PROC MIXED: they compare covariances of the same means only',
    ),
  )

/** The model as a member may see it: means and contrasts of few participants at other sites are suppressed. */
export type FittedModel = ValueOf<typeof fitted>

const fitted = z.object({
  kind: buildKind('fitted'),
  participants: count,
  observations: z.nullable(count).check(z.describe('null if a mean is suppressed')),
  leftOut: z
    .object({ withoutBaseline: z.nullable(count), withoutOutcome: z.nullable(count) })
    .check(z.describe('null: suppressed, few participants at other sites')),
  visitsLeftOut: z.array(z.string()),
  armsLeftOut: z.array(z.string()),
  structure: z.enum(COVARIANCE_STRUCTURES),
  fallbacks: rejectedStructures,
  degreesOfFreedom: z.enum(DEGREES_OF_FREEDOM_METHODS),
  sites: z.enum(SITE_EFFECTS),
  siteVariance: z.nullable(z.number()),
  baselineMean: z.number(),
  adjustsForBaseline: z.boolean(),
  means: z.array(
    z.union([...estimatedMean.def.options, z.object({ ...place, kind: buildKind('suppressed') })]),
  ),
  contrasts: z.array(
    z.union([
      ...estimatedContrast.def.options,
      z.object({ ...contrastPlace, kind: buildKind('suppressed') }),
    ]),
  ),
  siteByArm,
  covariance: z.array(z.array(z.number())).check(z.describe('Left out of a release')),
  correlation: z.array(z.array(z.number())),
  logLikelihood: z
    .nullable(z.number())
    .check(
      z.describe(
        'Restricted log-likelihood with all its constants, −½((N − p)·log 2π + log|V| + log|X′V⁻¹X| + r′V⁻¹r) over N observations, as nlme and SAS have it. null in a release',
      ),
    ),
  informationCriteria: z.nullable(informationCriteria).check(z.describe('null in a release')),
  convergence: z
    .nullable(
      z.object({
        steps: count,
        distance: z
          .number()
          .check(z.describe('Distance from the maximum, in standard errors of the parameters')),
      }),
    )
    .check(z.describe('null in a release')),
  level: share,
})

/** The mixed model of one measure over the follow-ups, with its sensitivity analysis if imputations are requested. */
export type RepeatedMeasuresReply = Reply<typeof getRepeatedMeasures>

export type RepeatedMeasuresQuery = Query<typeof getRepeatedMeasures>

export const getRepeatedMeasures = {
  method: 'get',
  path: '/api/studies/{study}/analyses/repeated-measures',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Fit a mixed model for repeated measures (MMRM) to one measure',
  description:
    'Adjusted means of each arm at each follow-up and their differences, at the mean baseline and with equally weighted sites, by restricted maximum likelihood. Covariance structures are tried in the given order. The result lists the rejected ones with reasons.',
  params: studyParams,
  query: z.strictObject({
    measure: score.check(z.describe('instrument/scale, or a domain of the study such as pain')),
    sites: z._default(z.enum(SITE_EFFECTS), 'fixed'),
    degreesOfFreedom: z
      ._default(z.enum(DEGREES_OF_FREEDOM_CHOICES), 'automatic')
      .check(
        z.describe('automatic: kenward-roger below 100 participants in the model, satterthwaite from there'),
      ),
    structures: z
      .optional(z.string().check(z.maxLength(200)))
      .check(
        z.describe(
          `Comma-separated covariance structures in the order to try: ${COVARIANCE_STRUCTURES.join(', ')}`,
        ),
      ),
    imputations: z
      ._default(
        z.coerce.number().check(
          z.int(),
          z.minimum(0),
          z.maximum(100),
          z.refine((imputations) => imputations !== 1, 'must be 0 or at least 2'),
        ),
        0,
      )
      .check(
        z.describe(
          'Number of imputations. With two or more arms: multiple imputation under each assumption, and the tipping point',
        ),
      ),
    seed: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(2_147_483_647)), 1),
    ...attributeFilterQuery,
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    ...attributeFilterReply,
    measure: z.string(),
    method: z.string(),
    estimand: meanEstimandSchema,
    sitesLeftOut: suppressedSitesSchema,
    sensitivity: z
      .nullable(sensitivity)
      .check(
        z.describe('Difference of the second arm at the last visit. null unless imputations are requested'),
      ),
    model: z.union([suppressed, notFitted, fitted]),
  }),
  problems: cohortProblems,
} as const satisfies Contract
