import * as z from 'zod'
import { idSchema } from '../../../surveys/instrument/vocabulary.ts'
import { MISSING_POLICIES } from '../../../surveys/responder/definition.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import {
  about,
  analysisProblems,
  asOf,
  buildKind,
  count,
  interval,
  share,
  suppressed,
} from '../schemas/analysis-schemas.ts'
import type { Contract } from '../schemas/contract.ts'
import { occurrenceSchema, studyParams } from '../schemas/path-parameters.ts'
import { VERDICT_REASONS } from '../schemas/verdict.ts'
import { COMPLETION_STATUSES, MISSED_REASON_CATEGORIES } from './completion.ts'

const rate = z.discriminatedUnion('kind', [
  z.object({ kind: buildKind('rate'), assessable: count, met: count, rate: share, interval }),
  z.object({ kind: buildKind('nobody-assessable') }),
  suppressed,
])

const coefficient = z.discriminatedUnion('kind', [
  z.object({ kind: buildKind('estimated'), estimate: z.number(), standardError: z.number(), interval }),
  z.object({ kind: buildKind('not-estimated'), reason: z.string() }),
])

const shareOf = z.object({ share, of: count, interval }).nullable()

const names = z.object({ first: z.string(), second: z.string() })

const crossing = z.union([
  z.object({ kind: buildKind('estimated'), time: z.number() }),
  z.object({ kind: buildKind('not-estimated'), reason: z.string() }),
])

const timeToEvent = z.union([
  z.object({
    ...{ kind: buildKind('estimated'), n: count, events: count },
    median: z.object({ quantile: crossing, lower: crossing, upper: crossing }).describe('Days'),
    curve: z
      .array(
        z.object({
          ...{ time: z.number(), atRisk: count, events: count, censored: count, survival: share },
          ...{ standardError: z.number().nullable(), interval: interval.nullable() },
        }),
      )
      .nullable()
      .describe('Kaplan–Meier. null if its steps would identify participants at other sites'),
  }),
  z.object({ kind: buildKind('not-estimated'), reason: z.string() }),
  suppressed,
])

const comparison = z.union([
  names.extend({
    kind: buildKind('compared'),
    cells: z.object({ both: count, onlyFirst: count, onlySecond: count, neither: count }),
    n: count,
    agree: share.nullable(),
    kappa: coefficient.describe('Cohen’s κ'),
    ac1: coefficient.describe('Gwet’s AC1'),
    sensitivity: shareOf,
    specificity: shareOf,
    switchers: z
      .object({ onlyFirst: z.array(z.string()), onlySecond: z.array(z.string()) })
      .describe('Participants at your sites'),
  }),
  names.extend({ kind: buildKind('suppressed') }),
])

const completionRate = z.object({ completed: count, of: count, rate: share, interval }).nullable()

const byReason = z.array(z.object({ reason: z.enum(MISSED_REASON_CATEGORIES), count: count.nullable() }))

export const getDefinitionComparison = {
  method: 'get',
  path: '/api/studies/{study}/analyses/definition-comparison',
  tag: 'Outcomes',
  summary: 'Compare responder definitions: rates, agreement, and sensitivity to each cutoff',
  description:
    'Evaluates all definitions of the study, or the named ones, on the same participants at one timepoint. The result gives the rate by site and arm, why some participants are not assessable, each way of counting missing answers, the rate at every cutoff, and pairwise agreement.',
  params: studyParams,
  query: z.strictObject({
    timepoint: occurrenceSchema,
    definitions: z
      .string()
      .max(1000)
      .optional()
      .describe('Comma-separated IDs of the study’s definitions. Default: all'),
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
            ...{
              timepoint: z.string(),
              site: idSchema.nullable(),
              kind: buildKind('counted'),
              enrolled: count,
            },
            standings: z.record(z.enum(COMPLETION_STATUSES), count),
            ofEnrolled: completionRate,
            ofExpected: completionRate,
            missedReasons: byReason.describe('Reasons for missed assessments. null: suppressed'),
            late: z
              .object({ count, reasons: byReason })
              .nullable()
              .describe('Completed after the due date. null: suppressed'),
          }),
          z.object({ timepoint: z.string(), site: idSchema.nullable(), kind: buildKind('suppressed') }),
        ]),
      )
      .describe(
        'By timepoint and site, and for all sites shown (site null). Deaths and withdrawals are counted separately. Includes the reasons for missed and late assessments',
      ),
    definitions: z.array(
      z.object({
        definition: z.string(),
        hash: z.string().describe('SHA-256 of the definition’s canonical JSON'),
        evidence: z.enum(['established', 'unconfirmed', 'unvalidated']),
        measuredBy: studyDefinitionSchema.shape.domains.describe('The score that measures each domain'),
        rate,
        bySite: z.array(z.object({ site: idSchema, rate })),
        byArm: z.array(z.object({ arm: idSchema, rate })),
        notAssessable: z.array(z.object({ reason: z.enum(VERDICT_REASONS), count: count.nullable() })),
        durability: z.object({ toResponse: timeToEvent, ofResponse: timeToEvent }),
        byMissingPolicy: z.array(z.object({ policy: z.enum(MISSING_POLICIES), rate })),
        byCut: z.array(
          z.object({
            path: z.string().describe('Position of the number in the rule'),
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
