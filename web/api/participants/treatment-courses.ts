import * as z from 'zod/mini'
import { evidenceSchema, hashSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { occurrenceSchema } from '../schemas/path-parameters.ts'
import { VERDICT_REASONS } from '../schemas/verdict.ts'
import { trajectoryPointSchema } from './trajectory-point.ts'

const point = trajectoryPointSchema.check(z.describe('`day` and `change` count within the course'))

const cycle = z.object({
  treatedAt: z.iso.datetime(),
  trough: z
    .nullable(point)
    .check(z.describe('Last score since the treatment before, or before the course. null if there is none')),
  peak: z
    .nullable(point)
    .check(z.describe('Best score from this treatment to the next one. null if there is none')),
})

const measure = z.object({
  measure: z.string().check(z.describe('instrument/scale')),
  baseline: z
    .nullable(point)
    .check(z.describe('Last score before the course, within `courses.baselineDays`. null if there is none')),
  points: z.array(point).check(z.describe('Scores in the course, in time order')),
  cycles: z.array(cycle).check(z.describe('One for each treatment of the course')),
})

const definition = z.object({
  definition: z.string(),
  hash: hashSchema,
  evidence: evidenceSchema,
  verdicts: z
    .array(
      z.object({
        ...{ timepoint: occurrenceSchema, at: z.iso.datetime(), day: z.number() },
        result: z.enum(['met', 'not-met', 'not-assessable']),
        reasons: z.array(z.enum(VERDICT_REASONS)),
      }),
    )
    .check(z.describe('At each follow-up in the course, from the baseline of the course')),
})

/** Treatments without a longer gap, and what became of the participant from the first of them to the next course. */
export const courseSchema = z.object({
  number: z.int().check(z.describe('1 for the first course')),
  startedAt: z.iso.datetime(),
  lastTreatmentAt: z.iso.datetime(),
  until: z.nullable(z.iso.datetime()).check(z.describe('Start of the next course. null for the last course')),
  treatments: z.int(),
  measures: z.array(measure).check(z.describe('Every score that exists in the course or at its baseline')),
  definitions: z.array(definition),
})

export type CourseReply = ValueOf<typeof courseSchema>
export type CourseMeasure = CourseReply['measures'][number]
export type CourseCycle = CourseMeasure['cycles'][number]
