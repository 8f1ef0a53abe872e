import * as z from 'zod'
import { idSchema } from '../../surveys/instrument/vocabulary.ts'
import { MISSING_POLICIES } from '../../surveys/responder/definition.ts'
import { instanceSchema, readProblems, studyParams } from '../participant/participant.contract.ts'
import type { Contract } from '../platform/contract.ts'
import { platformProblems } from '../platform/problem.ts'
import { STANDINGS } from './completion/completion.ts'
import { ASSUMPTIONS } from './imputation/reference.ts'
import { COVARIANCE_STRUCTURES } from './repeated-measures/covariance.ts'
import { VERDICT_REASONS } from './responder/verdict.ts'

const share = z.number().min(0).max(1)
const interval = z.tuple([z.number(), z.number()])
const count = z.number().int()
const kind = <Kind extends string>(of: Kind) => z.literal(of)
const withheld = z.object({ kind: kind('withheld') })
const score = z
  .string()
  .max(130)
  .regex(/^[a-z0-9-]{1,64}(\/[a-z0-9-]{1,64})?$/, 'instrument/scale, or a domain of the study')
const asOf = z.iso
  .datetime()
  .optional()
  .describe('What was known then; now when it is left out. The same instant gives the same bytes.')

const about = {
  study: idSchema,
  studyVersion: z.string(),
  asOf: z.iso.datetime(),
  minimumCell: count.describe('No smaller group of participants of sites that are not yours is shown'),
}

const rate = z.discriminatedUnion('kind', [
  z.object({ kind: kind('rate'), determinable: count, met: count, rate: share, interval }),
  z.object({ kind: kind('nobody-determinable') }),
  withheld,
])
const coefficient = z.discriminatedUnion('kind', [
  z.object({ kind: kind('estimated'), estimate: z.number(), standardError: z.number(), interval }),
  z.object({ kind: kind('not-estimated'), reason: z.string() }),
])
const shareOf = z.object({ share, of: count, interval }).nullable()
const names = z.object({ first: z.string(), second: z.string() })

const crossing = z.union([
  z.object({ kind: kind('estimated'), time: z.number() }),
  z.object({ kind: kind('not-estimated'), reason: z.string() }),
])
const timeToEvent = z.union([
  z.object({
    ...{ kind: kind('estimated'), n: count, events: count },
    median: z.object({ quantile: crossing, lower: crossing, upper: crossing }).describe('Days'),
    curve: z
      .array(
        z.object({
          ...{ time: z.number(), atRisk: count, events: count, censored: count, survival: share },
          ...{ standardError: z.number().nullable(), interval: interval.nullable() },
        }),
      )
      .nullable()
      .describe('Kaplan–Meier; null where its steps would tell of participants of sites that are not yours'),
  }),
  z.object({ kind: kind('not-estimated'), reason: z.string() }),
  withheld,
])

const comparison = z.union([
  names.extend({
    kind: kind('compared'),
    cells: z.object({ both: count, onlyFirst: count, onlySecond: count, neither: count }),
    n: count,
    agree: share.nullable(),
    kappa: coefficient.describe('Cohen’s κ'),
    ac1: coefficient.describe('Gwet’s AC1'),
    sensitivity: shareOf,
    specificity: shareOf,
    switchers: z
      .object({ onlyFirst: z.array(z.string()), onlySecond: z.array(z.string()) })
      .describe('Participants of your own sites'),
  }),
  names.extend({ kind: kind('withheld') }),
])

const completionRate = z.object({ completed: count, of: count, rate: share, interval }).nullable()

const analysisProblems = [...readProblems, platformProblems.invalidInput]

export const getLab = {
  method: 'get',
  path: '/api/studies/{study}/lab',
  tag: 'Outcomes',
  summary: 'Responder definitions side by side: rates, agreement, and what every number of them turns on',
  description:
    'All definitions of the study, or those named, over the same participants at one timepoint: the rate by site and arm, why some cannot be judged, each way of counting missing answers, the rate against every cut, and how each two agree.',
  params: studyParams,
  query: z.strictObject({
    timepoint: instanceSchema,
    definitions: z
      .string()
      .max(1000)
      .optional()
      .describe('Ids of the study’s definitions, with commas between; all when left out'),
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    timepoint: z.string(),
    sites: z.array(idSchema),
    completion: z
      .array(
        z.union([
          z.object({
            ...{ timepoint: z.string(), site: idSchema.nullable(), kind: kind('counted'), enrolled: count },
            standings: z.record(z.enum(STANDINGS), count),
            ofEnrolled: completionRate,
            ofExpected: completionRate,
          }),
          z.object({ timepoint: z.string(), site: idSchema.nullable(), kind: kind('withheld') }),
        ]),
      )
      .describe(
        'By timepoint and site, and over the sites that are shown (site null); deaths and withdrawals apart',
      ),
    definitions: z.array(
      z.object({
        definition: z.string(),
        hash: z.string().describe('SHA-256 of the definition’s canonical JSON'),
        evidence: z.enum(['established', 'unconfirmed', 'unvalidated']),
        measuredBy: z.record(z.string(), z.string()).describe('Which score measures which domain'),
        rate,
        bySite: z.array(z.object({ site: idSchema, rate })),
        byArm: z.array(z.object({ arm: idSchema, rate })),
        notDeterminable: z.array(z.object({ reason: z.enum(VERDICT_REASONS), count: count.nullable() })),
        durability: z.object({ toResponse: timeToEvent, ofResponse: timeToEvent }),
        byMissingPolicy: z.array(z.object({ policy: z.enum(MISSING_POLICIES), rate })),
        byCut: z.array(
          z.object({
            path: z.string().describe('Where the number stands in the rule'),
            op: z.string(),
            score: z.string().nullable(),
            value: z.number(),
            unit: z.string(),
            grid: z.array(z.number()),
            curve: z.array(z.object({ value: z.number(), rate })),
          }),
        ),
      }),
    ),
    comparisons: z.array(comparison),
  }),
  problems: analysisProblems,
} as const satisfies Contract

const modelEstimate = {
  estimate: z.number(),
  standardError: z.number(),
  df: z.number(),
  interval,
}
const place = { visit: z.string(), arm: z.string() }
const notEstimated = { kind: kind('not-estimated'), reason: z.string() }

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
        observations: count,
        leftOut: z.object({ withoutBaseline: count, withoutOutcome: count }),
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

const curve = z.object({
  n: count,
  thinned: z.boolean().describe('Points at the quantiles only, 0 to 100%'),
  points: z.array(z.object({ improvement: z.number(), share, interval })),
})
const meanEstimate = z.union([
  z.object({ kind: kind('estimated'), n: count, ...modelEstimate }),
  z.object({ ...notEstimated, n: count.nullable() }),
])
const correlation = z.union([
  z.object({ kind: kind('estimated'), n: count, estimate: z.number(), interval: interval.nullable() }),
  z.object({ ...notEstimated, n: count }),
])
const rocPoint = z.object({ cut: z.number().nullable(), sensitivity: share, specificity: share })

export const getThresholds = {
  method: 'get',
  path: '/api/studies/{study}/thresholds',
  tag: 'Outcomes',
  summary: 'How much improvement matters: thresholds of one measure by several methods',
  description:
    'Anchored on the study’s global rating of change: mean change, ROC, predictive and adjusted predictive modelling with bootstrap intervals, distribution methods, and the whole distribution of improvement.',
  params: studyParams,
  query: z.strictObject({
    measure: score.describe('instrument/scale, or a domain of the study such as pain'),
    timepoint: instanceSchema,
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
    result: z.union([
      withheld,
      z.object(notEstimated),
      z.object({
        kind: kind('estimated'),
        detail: z
          .enum(['whole', 'withheld'])
          .describe('Groups, curves and cuts are for those who belong to every site'),
        n: count,
        missing: count,
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
        proportionWarning: z.boolean().describe('Outside .3 to .7 thresholds lean towards the larger group'),
        roc: z.union([
          z.object({
            kind: kind('estimated'),
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
            ...{ kind: kind('estimated'), b0: z.number(), b1: z.number(), steps: count },
            errors: z.tuple([z.number(), z.number()]),
          }),
          z.object(notEstimated),
        ]),
        thresholds: z.array(
          z.union([
            z.object({
              ...{ kind: kind('estimated'), method: z.string(), n: count, estimate: z.number() },
              evidence: z.enum(['established', 'unconfirmed']),
              ...{ interval: interval.nullable(), replicates: count, failed: count },
            }),
            z.object({ ...notEstimated, method: z.string(), n: count }),
          ]),
        ),
        distribution: z.union([
          z.object({
            ...{
              kind: kind('estimated'),
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
