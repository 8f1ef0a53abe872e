import * as z from 'zod'
import { idSchema } from '../../../surveys/instrument/vocabulary.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { scaleScoreSchema } from '../participants/scale-score.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import { asOf } from '../schemas/analysis-schemas.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { instanceSchema, participantParams, studyParams } from '../schemas/path-parameters.ts'
import { VERDICT_REASONS } from '../schemas/verdict.ts'
import { pooledRate, poolingQuery } from './pooling.ts'

const rate = z.number().min(0).max(1)
const interval = z.tuple([rate, rate])
const count = z.number().int().nullable().describe('null where it is suppressed')
const reason = z.enum(VERDICT_REASONS)
const evidence = z.enum(['established', 'unconfirmed', 'unvalidated'])

export const getOutcomes = {
  method: 'get',
  path: '/api/studies/{study}/outcomes',
  tag: 'Outcomes',
  summary: 'The share of participants who met a responder definition: per site and pooled',
  description:
    'Rates are of the determinable. Counts of sites that are not yours are suppressed when they, or what they can be subtracted to, are below the study’s minimum cell. `format=csv` gives the same numbers as CSV.',
  params: studyParams,
  query: z.strictObject({
    definition: idSchema.describe('A responder definition of the study'),
    timepoint: instanceSchema,
    ...poolingQuery,
    asOf,
    format: z.enum(['json', 'csv']).default('json'),
  }),
  status: 200,
  alsoReplies: ['text/csv'],
  reply: z.object({
    study: idSchema,
    studyVersion: z.string(),
    definition: z.string(),
    hash: z.string().describe('SHA-256 of the definition’s canonical JSON'),
    evidence,
    timepoint: instanceSchema,
    asOf: z.iso.datetime(),
    minimumCell: z.number().int(),
    measuredBy: studyDefinitionSchema.shape.domains.describe('Which score measures which domain'),
    intervalMethod: z.string().describe('Of the sites’ rates'),
    sites: z.array(
      z.object({
        kind: z.enum(['shown', 'suppressed']),
        site: idSchema,
        name: z.string(),
        assigned: count.optional(),
        completed: count.optional(),
        determinable: z.number().int().optional(),
        met: z.number().int().optional(),
        rate: rate.nullable(),
        interval: interval.nullable().describe('Wilson, 95%'),
      }),
    ),
    totals: z.object({ assigned: count, completed: count, determinable: count, met: count }),
    pooled: pooledRate,
    notDeterminable: z.array(z.object({ reason, count })),
  }),
  problems: [...readProblems, platformProblems.invalidInput],
} as const satisfies Contract

export const getScores = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/scores',
  tag: 'Outcomes',
  summary: "One participant's scores over time, with change from baseline and verdicts",
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({
    participant: z.string(),
    asOf: z.iso.datetime(),
    timepoints: z.array(
      z.object({
        timepoint: instanceSchema,
        answeredAt: z.iso.datetime(),
        late: z.boolean().describe('Answered after it was due'),
        daysSinceTreatment: z.number().nullable(),
        superseded: z
          .array(z.object({ algorithm: z.string(), scores: z.array(scaleScoreSchema) }))
          .describe('Scores of the same answers by older algorithms, the newest first'),
        scores: z.array(
          z.intersection(
            scaleScoreSchema,
            z.object({
              change: z.number().nullable().describe('Since baseline, in the scale’s unit'),
              percentChange: z.number().nullable(),
            }),
          ),
        ),
      }),
    ),
    verdicts: z.array(
      z.object({
        definition: z.string(),
        evidence,
        timepoint: instanceSchema,
        result: z.enum(['met', 'not-met', 'not-determinable']),
        reasons: z.array(reason),
      }),
    ),
  }),
  problems: readProblems,
} as const satisfies Contract
