import * as z from 'zod'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'

export const participantIdSchema = z
  .string()
  .max(73)
  .regex(/^[a-z0-9-]+-[0-9a-z]{8}$/)

export const studyParams = z.strictObject({ study: idSchema })

export const participantParams = z.strictObject({ study: idSchema, participant: participantIdSchema })

/** A timepoint, and where it is asked more than once, which: `day-after.3`. */
export const occurrenceSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(\.\d{1,4}){0,2}$/, 'must be a timepoint, such as week-1 or day-after.3')
