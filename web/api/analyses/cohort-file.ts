import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { parseRational } from '../../../surveys/values/rational.ts'
import { clinicalEventHistorySchema } from '../clinical-events/clinical-events.ts'
import { ASSESSMENT_PROGRESS } from '../participants/assessment-progress.ts'
import { DISPOSITIONS, WITHDRAWAL_REASONS } from '../participants/dispositions.ts'
import { missedReasonEntrySchema } from '../participants/missed-reasons.ts'
import { scaleScoreSchema } from '../participants/scale-score.ts'
import { occurrenceSchema, participantIdSchema } from '../schemas/path-parameters.ts'
import { exposureEntrySchema } from '../treatments/treatment-exposures.ts'

const instant = z.iso.datetime()
const window = { opensAt: instant, dueAt: instant, closesAt: instant }
const { by: _, ...missedReason } = missedReasonEntrySchema.shape
const exactScoreSchema = scaleScoreSchema.check(
  z.refine((score) => score.kind !== 'scored' || isFraction(score.exact), {
    ...{ path: ['exact'], error: 'not a fraction of whole numbers' },
  }),
)

const since = z.optional(instant).check(z.describe('Omitted if it was so from the start'))

/** Raised when what a file tells changes: files of another format are refused, and can be exported again. */
export const COHORT_FILE_FORMAT = 7

/**
 * What outcomes are computed from, of some participants of one site: no name, no number, no answer, but scores, when they
 * were given, treatments, and clinical events. What was changed stands beside what it is now, oldest first, so that any instant before
 * `asOf` can be computed. Exports give it a page at a time, and `npm run outcomes` reads the pages.
 */
export const cohortFileSchema = z.object({
  format: z.literal(COHORT_FILE_FORMAT),
  study: idSchema,
  studyVersion: z.string(),
  site: idSchema,
  asOf: instant.check(z.describe('The file contains everything known at this time')),
  participants: z.array(
    z.object({
      participant: participantIdSchema,
      arm: z.nullable(idSchema),
      dispositions: z
        .array(
          z.union([
            z.object({
              how: z.enum(DISPOSITIONS),
              at: instant,
              recordedAt: instant,
              reason: z.optional(z.enum(WITHDRAWAL_REASONS)),
            }),
            z.object({ how: z.null(), recordedAt: instant }),
          ]),
        )
        .check(z.describe('How participation ended. `how: null`: the record was voided')),
      assessments: z.array(
        z.object({
          timepoint: occurrenceSchema,
          ...window,
          progress: z.enum(ASSESSMENT_PROGRESS),
          startedAt: z.optional(instant),
          completedAt: z.optional(instant),
          plannedSince: since,
          earlierPlans: z.optional(
            z.array(
              z.union([z.object({ since, cancelled: z.literal(true) }), z.object({ since, ...window })]),
            ),
          ),
          missedReasons: z
            .optional(z.array(z.object({ ...missedReason, recordedAt: instant })))
            .check(z.describe('Why the assessment was missed or late. null: the reason was removed')),
        }),
      ),
      scores: z
        .array(
          z.object({
            timepoint: occurrenceSchema,
            answeredAt: instant,
            scores: z.array(exactScoreSchema),
            recomputed: z.optional(z.object({ algorithm: z.string(), at: instant })),
            notSubmitted: z
              .optional(z.object({ at: instant, closesAt: instant, withLate: z.optional(z.literal(true)) }))
              .check(z.describe('Scores of answers that were never sent, made when their window had closed')),
          }),
        )
        .check(z.describe('All scores, including those superseded by a newer algorithm')),
      treatments: z.array(
        z.object({
          kind: idSchema,
          givenAt: instant,
          changes: z
            .array(instant)
            .check(z.describe('Times when it was recorded, voided and recorded again, in turn')),
          exposures: z.optional(z.array(exposureEntrySchema)),
        }),
      ),
      attributes: z
        .array(z.object({ attribute: idSchema, code: z.nullable(idSchema), recordedAt: instant }))
        .check(z.describe('Attributes as they were recorded, oldest first. `code: null`: removed')),
      events: z
        .array(clinicalEventHistorySchema)
        .check(z.describe('Clinical events: what was recorded and voided, in turn')),
    }),
  ),
  after: z
    .nullable(participantIdSchema)
    .check(z.describe('`next` of the previous page. null on the first page')),
  next: z.nullable(participantIdSchema).check(z.describe('`after` of the next page. null on the last page')),
})

export type CohortFile = z.infer<typeof cohortFileSchema>

function isFraction(text: string): boolean {
  try {
    parseRational(text)
    return true
  } catch {
    return false
  }
}
