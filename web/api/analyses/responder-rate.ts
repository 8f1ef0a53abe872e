import * as z from 'zod/mini'
import { evidenceSchema, idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { estimandSchema } from '../../../surveys/study/estimand.ts'
import { scaleScoreSchema } from '../participants/scale-score.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import { asOf, buildKind } from '../schemas/analysis-schemas.ts'
import {
  type Contract,
  csvFormat,
  noQuery,
  type Query,
  type Reply,
  type ValueOf,
} from '../schemas/contract.ts'
import { occurrenceSchema, participantParams, studyParams } from '../schemas/path-parameters.ts'
import { VERDICT_REASONS } from '../schemas/verdict.ts'
import { comparedArms, multiplicity } from './arm-comparison.ts'
import {
  attributeFilterQuery,
  attributeFilterReply,
  stratifyQuery,
  stratumOption,
} from './attribute-filter.ts'
import {
  denominatorCounts,
  denominatorRates,
  failureCounts,
  imputationQuery,
  imputedRate,
  missingCounts,
  NO_RATE_REASONS,
} from './denominators.ts'
import { pooledRate, poolingQuery, rateMethodQuery } from './pooling.ts'

const rate = z.number().check(z.minimum(0), z.maximum(1))
const interval = z.tuple([rate, rate])
const reason = z.enum(VERDICT_REASONS)

/** A site's counts and primary rate; nobody due has none. */
export type SiteRate = ValueOf<typeof siteRate>

const siteRate = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: buildKind('shown'), site: idSchema, name: z.string() },
    counts: denominatorCounts,
    rate: z.nullable(rate).check(z.describe('Met out of everybody due')),
    interval: z.nullable(interval).check(z.describe('Wilson, 95%')),
  }),
  z.object({
    ...{ kind: buildKind('suppressed'), site: idSchema, name: z.string() },
    ...{ rate: z.null(), interval: z.null() },
  }),
])

/** The rate of each group that an attribute makes, side by side. What differs between groups is an association. */
export type RateStrata = ValueOf<typeof rateStrata>

const rateStrata = z.object({
  attribute: idSchema,
  groups: z
    .array(
      z.object({
        option: stratumOption,
        noRate: z.nullable(z.enum(NO_RATE_REASONS)),
        counts: denominatorCounts,
        rates: denominatorRates,
        pooled: pooledRate,
      }),
    )
    .check(z.describe('Everybody is in exactly one group, so that the counts sum up')),
})

/** One responder definition at one timepoint: table, plot and CSV are all made from this. */
export type ResponderRateReply = Reply<typeof getResponderRate>

export type ResponderRateQuery = Query<typeof getResponderRate>

export const getResponderRate = {
  method: 'get',
  path: '/api/studies/{study}/analyses/responder-rate',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Estimate a responder rate: by site and pooled',
  description:
    'The rate is of everybody of the estimand’s population whose window is over: missing answers are not met. Observed cases, worst and best case and multiple imputation stand beside it. It is computed from the sites that the caller belongs to; of other sites, see the study’s releases. `format=csv` gives the same numbers as CSV, and `format=spreadsheet` as CSV with a byte-order mark, by which Excel takes it for UTF-8.',
  params: studyParams,
  query: z.strictObject({
    definition: idSchema.check(z.describe('A responder definition of the study')),
    timepoint: occurrenceSchema,
    estimand: z.optional(idSchema).check(z.describe('An estimand of the study. Default: the first')),
    ...imputationQuery,
    ...rateMethodQuery,
    ...poolingQuery,
    ...attributeFilterQuery,
    ...stratifyQuery,
    asOf,
    format: csvFormat,
  }),
  status: 200,
  alsoReplies: ['text/csv'],
  reply: z.object({
    study: idSchema,
    studyVersion: z.string(),
    definition: z.string(),
    hash: z.string().check(z.describe('SHA-256 of the definition’s canonical JSON')),
    evidence: evidenceSchema,
    timepoint: occurrenceSchema,
    asOf: z.iso.datetime(),
    ...attributeFilterReply,
    minimumCellSize: z.int(),
    measuredBy: studyDefinitionSchema.shape.domains.check(z.describe('The score that measures each domain')),
    estimand: estimandSchema,
    role: z
      .enum(['primary', 'secondary', 'exploratory'])
      .check(z.describe('What this endpoint under this estimand is to the study')),
    comparisons: z
      .int()
      .check(
        z.describe(
          'Endpoints of the same role that can be looked at: definitions × follow-ups × estimands for exploratory ones',
        ),
      ),
    coverage: z
      .enum(['all-sites', 'own-sites'])
      .check(z.describe('Whether the numbers are of every site of the study')),
    noRate: z.nullable(z.enum(NO_RATE_REASONS)).check(z.describe('Why there is no rate; null: there is one')),
    counts: denominatorCounts,
    rates: denominatorRates,
    imputed: imputedRate,
    byArm: z
      .nullable(comparedArms)
      .check(z.describe('The arms compared; null: fewer than two arms, or no rate')),
    multiplicity: z
      .nullable(multiplicity)
      .check(z.describe('Of a secondary endpoint: how its p values are adjusted among all of them')),
    failedBy: failureCounts.check(z.describe('Failures by the event that the estimand counts as not met')),
    missing: missingCounts.check(
      z.describe('Why measures are missing, of those who did not fail by an event'),
    ),
    intervalMethod: z.string().check(z.describe('Interval method for site rates')),
    sites: z.array(siteRate),
    pooled: pooledRate,
    strata: z
      .optional(rateStrata)
      .check(z.describe('For each option of an attribute, if `stratifyBy` is given. Never in a release')),
  }),
  problems: [...readProblems, platformProblems.invalidInput],
} as const satisfies Contract

/** One participant's scores over time, with change from baseline, and the verdict of each definition. */
export type ScoresReply = Reply<typeof getScores>

export const getScores = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/scores',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: "Read one participant's scores over time, with change from baseline and responder results",
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({
    participant: z.string(),
    asOf: z.iso.datetime(),
    timepoints: z.array(
      z.object({
        timepoint: occurrenceSchema,
        answeredAt: z.iso.datetime(),
        late: z.boolean().check(z.describe('Completed after the due date')),
        submitted: z
          .boolean()
          .check(z.describe('false: answered and never sent. The study says whether such answers count')),
        daysSinceTreatment: z.nullable(z.number()),
        superseded: z
          .array(z.object({ algorithm: z.string(), scores: z.array(scaleScoreSchema) }))
          .check(z.describe('Scores of the same answers by earlier algorithms, newest first')),
        scores: z.array(
          z.intersection(
            scaleScoreSchema,
            z.object({
              change: z
                .nullable(z.number())
                .check(z.describe('Change from baseline, in the unit of the scale')),
              percentChange: z.nullable(z.number()),
            }),
          ),
        ),
      }),
    ),
    verdicts: z.array(
      z.object({
        definition: z.string(),
        evidence: evidenceSchema,
        timepoint: occurrenceSchema,
        result: z.enum(['met', 'not-met', 'not-assessable']),
        reasons: z.array(reason),
      }),
    ),
  }),
  problems: readProblems,
} as const satisfies Contract
