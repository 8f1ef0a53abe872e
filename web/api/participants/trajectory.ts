import * as z from 'zod'
import {
  directionSchema,
  domainSchema,
  evidenceSchema,
  hashSchema,
} from '../../../surveys/instrument/vocabulary.ts'
import { BASELINE_RULES } from '../../../surveys/study/change-over-time.ts'
import { about, analysisProblems, asOf, count, kind } from '../schemas/analysis-schemas.ts'
import type { Contract } from '../schemas/contract.ts'
import { instanceSchema, participantIdSchema, participantParams } from '../schemas/path-parameters.ts'
import { VERDICT_REASONS } from '../schemas/verdict.ts'

const point = z.object({
  timepoint: instanceSchema,
  at: z.iso.datetime(),
  day: z.number().describe('Since the first treatment, without one since the baseline; negative before it'),
  daysSinceTreatment: z.number().nullable().describe('Since the last one; null before the first'),
  late: z.boolean().describe('Answered after it was due'),
  value: z.number(),
  change: z.number().nullable().describe('Since the baseline, in the unit of the score'),
  percentChange: z.number().nullable().describe('Of the baseline; null too where that is 0'),
  reliableChange: z
    .number()
    .nullable()
    .describe('In standard errors of a difference, positive is better; null where no reliability is known'),
  reliably: z
    .enum(['better', 'worse', 'unchanged'])
    .nullable()
    .describe('Better or worse by more than error of measurement alone, at 95%'),
})

const reliability = z
  .object({
    standardDeviation: z.number(),
    coefficient: z.number(),
    mdc95: z.number().describe('The smallest change that is more than error, at 95%'),
    mdc90: z.number(),
    evidence: evidenceSchema,
    source: z.string(),
  })
  .nullable()
  .describe('As the study gives it; null where it gives none')

const baselineRule = z.enum(BASELINE_RULES)

const measure = z.object({
  measure: z.string().describe('instrument/scale'),
  domains: z.array(domainSchema).describe('Those that it measures in this study'),
  unit: z.string(),
  direction: directionSchema,
  reliability,
  baselineRule,
  baseline: point.nullable(),
  points: z.array(point).describe('In time order, without the baseline'),
  best: point.nullable().describe('After the baseline; of several the first'),
  worst: point.nullable(),
  troughs: z.array(point).describe('The last score before each further treatment'),
  windows: z
    .array(z.object({ window: z.string(), point: point.nullable() }))
    .describe(
      'Of each analysis window of the study the score nearest to its target; late ones are marked as everywhere',
    ),
  area: z
    .object({
      value: z.number().describe('Unit of the score × days, by trapezoids: negative where scores fell'),
      days: z.number().describe('From the baseline to the last score'),
      perDay: z.number().describe('The mean change over those days'),
    })
    .nullable(),
  missing: z.array(z.object({ timepoint: instanceSchema, reason: z.enum(VERDICT_REASONS) })),
})

const timed = z
  .discriminatedUnion('kind', [
    z.object({ kind: kind('event'), after: z.number(), by: z.number() }),
    z.object({ kind: kind('censored'), until: z.number() }),
  ])
  .nullable()
  .describe(
    'Days. An event happened after `after` and no later than `by`: it is known only when answers come. What is censored had not happened by `until`, the last time that could be told',
  )

const definition = z.object({
  definition: z.string(),
  hash: hashSchema,
  evidence: evidenceSchema,
  verdicts: z.array(
    z.object({
      timepoint: instanceSchema,
      at: z.iso.datetime(),
      day: z.number(),
      result: z.enum(['met', 'not-met', 'not-determinable']),
      reasons: z.array(z.enum(VERDICT_REASONS)),
    }),
  ),
  toResponse: timed,
  durationOfResponse: timed,
  toLoss: timed,
})

export const getParticipantResponse = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/response',
  tag: 'Outcomes',
  summary:
    "One participant's response over time: change, best and worst, area, and when each definition was met and lost",
  description:
    'Change is counted by `baselineRule`; definitions are always judged from the study’s baseline. Windows that had not opened by `asOf` are left out. `toResponse` and `toLoss` count from the first treatment, without one from the baseline; `durationOfResponse` from the response. A definition that counts in standard deviations of the baselines cannot be told of one participant alone.',
  params: participantParams,
  query: z.strictObject({
    asOf,
    baselineRule: baselineRule
      .optional()
      .describe(
        'The study’s baseline, or the last score before the first treatment; the study’s own rule when it is left out',
      ),
  }),
  status: 200,
  reply: z.object({
    study: about.study,
    studyVersion: about.studyVersion,
    participant: participantIdSchema,
    asOf: about.asOf,
    baselineRule,
    firstTreatmentAt: z.iso
      .datetime()
      .nullable()
      .describe('What days count from; the baseline where it is null'),
    treatments: z.object({
      given: count.describe(
        'Up to `asOf`: of the kind that the cap is about, of every kind where there is none',
      ),
      withinDays: count,
      exceeded: z.boolean(),
      cap: z
        .object({ treatment: z.string(), most: count, evidence: evidenceSchema, source: z.string() })
        .nullable(),
    }),
    measures: z.array(measure).describe('Every domain’s score, and every other that was given at least once'),
    definitions: z.array(definition),
  }),
  problems: analysisProblems,
} as const satisfies Contract
