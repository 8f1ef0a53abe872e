import * as z from 'zod/mini'
import {
  directionSchema,
  domainSchema,
  evidenceSchema,
  hashSchema,
} from '../../../surveys/instrument/vocabulary-schema.ts'
import { BASELINE_RULES, reliabilitySchema } from '../../../surveys/study/change-over-time.ts'
import { about, analysisProblems, asOf, buildKind, count } from '../schemas/analysis-schemas.ts'
import type { Contract, Reply, ValueOf } from '../schemas/contract.ts'
import { occurrenceSchema, participantIdSchema, participantParams } from '../schemas/path-parameters.ts'
import { VERDICT_REASONS } from '../schemas/verdict.ts'
import { trajectoryPointSchema as point } from './trajectory-point.ts'
import { courseSchema } from './treatment-courses.ts'

const reliability = z
  .nullable(
    z.object({
      standardDeviation: z.number(),
      coefficient: z.number(),
      mdc95: z.number().check(z.describe('Smallest detectable change at 95%, in the unit of the score')),
      mdc90: z.number(),
      evidence: reliabilitySchema.shape.evidence,
      source: z.string(),
    }),
  )
  .check(z.describe('As the study defines it. null if it defines none'))

const baselineRule = z.enum(BASELINE_RULES)

/** Area under the change from baseline to the last score. */
export type AreaUnderChange = ValueOf<typeof area>

const area = z.object({
  value: z
    .number()
    .check(z.describe('Area under the change, score unit × days, trapezoidal rule. Negative if scores fell')),
  days: z.number().check(z.describe('From the baseline to the last score')),
  perDay: z.number().check(z.describe('Mean change over those days')),
})

/** One score over time, with its best, worst and trough, and what the study knows of its reliability. */
export type MeasureTrajectory = ValueOf<typeof measure>

const measure = z.object({
  measure: z.string().check(z.describe('instrument/scale')),
  domains: z.array(domainSchema).check(z.describe('Domains that it measures in this study')),
  unit: z.string(),
  direction: directionSchema,
  reliability,
  baselineRule,
  baseline: z.nullable(point),
  points: z.array(point).check(z.describe('In time order, without the baseline')),
  best: z.nullable(point).check(z.describe('Best score after baseline. The first one if there are several')),
  worst: z.nullable(point),
  troughs: z.array(point).check(z.describe('The last score before each later treatment')),
  windows: z
    .array(z.object({ window: z.string(), point: z.nullable(point) }))
    .check(
      z.describe(
        'For each analysis window of the study, the score nearest to the target day. Late scores are marked',
      ),
    ),
  area: z.nullable(area),
  missing: z.array(z.object({ timepoint: occurrenceSchema, reason: z.enum(VERDICT_REASONS) })),
})

/** An event in days: after `after` and no later than `by`, or not by `until`. `null` if it cannot be assessed. */
export type TimedEvent = ValueOf<typeof timed>

const timed = z
  .nullable(
    z.discriminatedUnion('kind', [
      z.object({ kind: buildKind('event'), after: z.number(), by: z.number() }),
      z.object({ kind: buildKind('censored'), until: z.number() }),
    ]),
  )
  .check(
    z.describe(
      'Days. The event is interval-censored: it happened after `after` and no later than `by`. A right-censored event had not happened by `until`, the last assessable time',
    ),
  )

/** One responder definition over time: each verdict, and when it was met and lost. */
export type DefinitionTrajectory = ValueOf<typeof definition>

const definition = z.object({
  definition: z.string(),
  hash: hashSchema,
  evidence: evidenceSchema,
  verdicts: z.array(
    z.object({
      timepoint: occurrenceSchema,
      at: z.iso.datetime(),
      day: z.number(),
      result: z.enum(['met', 'not-met', 'not-assessable']),
      reasons: z.array(z.enum(VERDICT_REASONS)),
    }),
  ),
  toResponse: timed,
  durationOfResponse: timed,
  toLoss: timed,
})

/** Treatments up to an instant, against the study's cap if it sets one. */
export type TreatmentCapStatus = ValueOf<typeof treatments>

const treatments = z.object({
  given: count.check(
    z.describe('Treatments up to `asOf`: of the capped kind, or of every kind if there is no cap'),
  ),
  withinDays: count,
  exceeded: z.boolean(),
  cap: z.nullable(
    z.object({ treatment: z.string(), most: count, evidence: evidenceSchema, source: z.string() }),
  ),
})

/** One participant's response over time, as it was known at an instant: the same instant gives the same bytes. */
export type TrajectoryReply = Reply<typeof getTrajectory>

export const getTrajectory = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/trajectory',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary:
    "Read one participant's trajectory: change, best and worst scores, area, and when each definition was met and lost",
  description:
    '`baselineRule` sets the baseline for change. Definitions always use the study’s baseline. Windows that had not opened by `asOf` are left out. `toResponse` and `toLoss` count from the first treatment, or from baseline if there is none. `durationOfResponse` counts from the response. Each course has its own baseline, the last score before it within the study’s `courses.baselineDays`. A definition in units of the baseline standard deviation is not assessable for a single participant.',
  params: participantParams,
  query: z.strictObject({
    asOf,
    baselineRule: z
      .optional(baselineRule)
      .check(
        z.describe(
          'The study’s baseline, or the last score before the first treatment. Default: the study’s rule',
        ),
      ),
  }),
  status: 200,
  reply: z.object({
    study: about.study,
    studyVersion: about.studyVersion,
    participant: participantIdSchema,
    asOf: about.asOf,
    baselineRule,
    firstTreatmentAt: z
      .nullable(z.iso.datetime())
      .check(z.describe('Start of day counts. If null, days count from baseline')),
    treatments,
    measures: z
      .array(measure)
      .check(z.describe('The score of each domain, and every other score that exists at least once')),
    definitions: z.array(definition),
    courses: z
      .array(courseSchema)
      .check(
        z.describe(
          'Courses of treatment in time order, each with its own baseline. Empty before the first treatment',
        ),
      ),
  }),
  problems: analysisProblems,
} as const satisfies Contract
