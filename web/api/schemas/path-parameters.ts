import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'

export const participantIdSchema = z.string().check(z.maxLength(73), z.regex(/^[a-z0-9-]+-[0-9a-z]{8}$/))

export const studyParams = z.strictObject({ study: idSchema })

export const participantParams = z.strictObject({ study: idSchema, participant: participantIdSchema })

/** A timepoint, and where it is asked more than once, which: `day-after.3`. */
export const occurrenceSchema = z
  .string()
  .check(
    z.maxLength(80),
    z.regex(/^[a-z0-9]+(-[a-z0-9]+)*(\.\d{1,4}){0,2}$/, 'must be a timepoint, such as week-1 or day-after.3'),
  )
