import * as z from 'zod/mini'
import { evidenceSchema, idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { estimandSchema } from '../../../surveys/study/estimand.ts'
import {
  about,
  asOf,
  buildKind,
  cohortProblems,
  count,
  interval,
  share,
  suppressed,
} from '../schemas/analysis-schemas.ts'
import type { Contract, Query, Reply, ValueOf } from '../schemas/contract.ts'
import { occurrenceSchema, studyParams } from '../schemas/path-parameters.ts'
import { attributeFilterQuery, attributeFilterReply } from './attribute-filter.ts'
import { completionRowSchema } from './completion-row.ts'
import { denominatorRates, NO_RATE_REASONS } from './denominators.ts'

/** The primary rate, a share of everybody due, 0–1, with its 95% interval. */
export type Rate = ValueOf<typeof rate>

export const rate = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: buildKind('rate'), rate: share },
    interval: z.nullable(interval).check(z.describe('null: suppressed, in a release')),
    due: z.nullable(count).check(z.describe('null: suppressed, in a release')),
    met: z.nullable(count),
  }),
  z.object({ kind: buildKind('no-rate'), reason: z.enum(NO_RATE_REASONS) }),
  suppressed,
])

/** Cohen's κ or Gwet's AC1, with a normal interval within −1 to 1. */
export type Coefficient = ValueOf<typeof coefficient>

const coefficient = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: buildKind('estimated'), estimate: z.number(), standardError: z.number() },
    interval: z.nullable(interval).check(z.describe('null if it has no width, as when everyone agrees')),
  }),
  z.object({
    kind: buildKind('not-estimated'),
    reason: z.enum(['nobody', 'one-participant', 'all-in-one-category']),
  }),
])

/** A share with its 95% Wilson interval and its denominator; `null` if that is 0. */
export type Share = ValueOf<typeof shareOf>

const shareOf = z.nullable(z.object({ share, of: z.nullable(count), interval }))

const names = z.object({ first: z.string(), second: z.string() })

const crossing = z.discriminatedUnion('kind', [
  z.object({ kind: buildKind('estimated'), time: z.number() }),
  z.object({ kind: buildKind('not-estimated'), reason: z.enum(['ends-above']) }),
])

/** Days until half of the participants have had an event, with the whole curve for members who see them all. */
export type TimeToEvent = ValueOf<typeof timeToEvent>

const timeToEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: buildKind('estimated'),
    n: z.nullable(count).check(z.describe('null: suppressed, in a release')),
    events: z.nullable(count),
    median: z.object({ quantile: crossing, lower: crossing, upper: crossing }).check(z.describe('Days')),
    curve: z
      .nullable(
        z.array(
          z.object({
            ...{ time: z.number(), atRisk: count, events: count, censored: count, survival: share },
            ...{ standardError: z.nullable(z.number()), interval: z.nullable(interval) },
          }),
        ),
      )
      .check(z.describe('Kaplan–Meier. null if its steps would identify participants at other sites')),
  }),
  z.object({ kind: buildKind('not-estimated'), reason: z.enum(['nobody', 'time-out-of-range']) }),
  suppressed,
])

/** Time from the first treatment to the first response, and from there to its loss. */
export type DurabilityEstimate = ValueOf<typeof durability>

/** Probability of having responded by each time, where death and withdrawal make it impossible. */
export type ResponseIncidence = ValueOf<typeof incidence>

const incidence = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: buildKind('estimated'), n: count, events: count },
    competing: count.check(z.describe('Died or withdrew without a response')),
    curve: z.array(
      z.object({ time: z.number(), atRisk: count, incidence: share, standardError: z.number() }),
    ),
  }),
  z.object({ kind: buildKind('not-estimated'), reason: z.enum(['nobody', 'time-out-of-range']) }),
  suppressed,
])

/** Time to response by arm. */
export type ArmTimes = ValueOf<typeof armTimes>

const armTimes = z.object({
  test: z
    .discriminatedUnion('kind', [
      z.object({ kind: buildKind('estimated'), chiSquare: z.number(), df: count, p: share }),
      z.object({ kind: buildKind('not-estimated'), reason: z.string() }),
    ])
    .check(z.describe('Log-rank test, stratified by site')),
  horizon: z.nullable(z.number()).check(z.describe('Days up to which every arm is followed')),
  arms: z.array(
    z.object({
      ...{ arm: idSchema, n: count, events: count },
      withoutResponse: z
        .nullable(z.object({ mean: z.number(), interval: z.nullable(interval) }))
        .check(z.describe('Mean days without a response, of the days up to the horizon')),
    }),
  ),
})

const durability = z.object({
  ...{ toResponse: timeToEvent, ofResponse: timeToEvent },
  incidence: incidence.check(z.describe('Aalen–Johansen. Times are those of the answers that showed it')),
  byArm: z.nullable(armTimes),
})

/** Participants by what two definitions say of them: both, only the first, only the second, neither. */
export type AgreementCells = ValueOf<typeof agreementCells>

const agreementCells = z.object({ both: count, onlyFirst: count, onlySecond: count, neither: count })

const agreement = z.object({
  n: z.nullable(count).check(z.describe('null: suppressed, in a release')),
  agree: z.nullable(share),
  kappa: coefficient.check(z.describe('Cohen’s κ')),
  ac1: coefficient.check(z.describe('Gwet’s AC1')),
})

/** How well two definitions agree on the observed cases of both. */
export type AgreementEstimate = ValueOf<typeof agreement>

/** Two definitions on the observed cases of both. */
export type PairwiseComparison = ValueOf<typeof comparison>

export const comparison = z.discriminatedUnion('kind', [
  z.extend(names, {
    kind: buildKind('compared'),
    cells: z.nullable(agreementCells).check(z.describe('null: suppressed, in a release')),
    ...agreement.shape,
    sensitivity: shareOf,
    specificity: shareOf,
    switchers: z
      .object({ onlyFirst: z.array(z.string()), onlySecond: z.array(z.string()) })
      .check(z.describe('Participants at your sites')),
  }),
  z.extend(names, { kind: buildKind('suppressed') }),
])

/** A number in a definition that could have been another one. */
export type Cut = ValueOf<typeof cut>

export const cut = z.object({
  path: z.string().check(z.describe('Position of the number in the rule')),
  op: z.enum([
    'percent-improvement',
    'improvement',
    'level',
    'sustained',
    'held-since-treatment',
    'days-since-treatment',
    'treatments',
  ]),
  score: z.nullable(z.string()),
  value: z.number(),
  unit: z.enum([
    'percent',
    'points',
    'percent-of-range',
    'baseline-standard-deviations',
    'days',
    'treatments',
  ]),
  grid: z.array(z.number()),
})

/** One definition over the participants: its rates, every denominator, and how much depends on each number. */
export type ComparedDefinition = ValueOf<typeof comparedDefinition>

const comparedDefinition = z.object({
  definition: z.string(),
  hash: z.string().check(z.describe('SHA-256 of the definition’s canonical JSON')),
  evidence: evidenceSchema,
  measuredBy: studyDefinitionSchema.shape.domains.check(z.describe('The score that measures each domain')),
  rate,
  rates: z
    .nullable(denominatorRates)
    .check(
      z.describe('Every denominator. null in a release, where their differences would reveal small groups'),
    ),
  bySite: z.array(z.object({ site: idSchema, rate })),
  byArm: z.array(z.object({ arm: idSchema, rate })),
  durability,
  byCut: z.array(z.extend(cut, { curve: z.array(z.object({ value: z.number(), rate })) })),
})

/** Any set of definitions over the same cohort at one timepoint: what each says, and where they disagree. */
export type DefinitionComparisonReply = Reply<typeof getDefinitionComparison>

export type DefinitionComparisonQuery = Query<typeof getDefinitionComparison>

export const getDefinitionComparison = {
  method: 'get',
  path: '/api/studies/{study}/analyses/definition-comparison',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Compare responder definitions: rates, agreement, and sensitivity to each cutoff',
  description:
    'Evaluates all definitions of the study, or the named ones, on the same participants at one timepoint. The result gives the rate by site and arm, every denominator, the rate at every cutoff, and pairwise agreement among observed cases.',
  params: studyParams,
  query: z.strictObject({
    timepoint: occurrenceSchema,
    definitions: z
      .optional(z.string().check(z.maxLength(1000)))
      .check(z.describe('Comma-separated IDs of the study’s definitions. Default: all')),
    estimand: z.optional(idSchema).check(z.describe('An estimand of the study. Default: the first')),
    ...attributeFilterQuery,
    asOf,
  }),
  status: 200,
  reply: z.object({
    ...about,
    ...attributeFilterReply,
    timepoint: z.string(),
    estimand: estimandSchema,
    sites: z.array(idSchema),
    completion: z
      .array(completionRowSchema)
      .check(
        z.describe(
          'By timepoint and site, and for all sites shown (site null). Deaths and withdrawals are counted separately. Includes the reasons for missed and late assessments',
        ),
      ),
    definitions: z.array(comparedDefinition),
    comparisons: z.array(comparison),
  }),
  problems: cohortProblems,
} as const satisfies Contract
