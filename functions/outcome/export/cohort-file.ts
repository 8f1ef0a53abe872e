import * as z from 'zod'
import { idSchema } from '../../../surveys/instrument/vocabulary.ts'
import { assignmentSchema } from '../../assignment/assignment.ts'
import { instanceSchema, participantIdSchema } from '../../participant/participant.contract.ts'
import { endedSchema } from '../../participant/participant.ts'
import { scaleScoreSchema } from '../../score/score.ts'

/**
 * What outcomes are computed from, of some participants of one site: no name, no number, no answer, but scores, when they
 * were given, and treatments. Exports give it a page at a time, and `npm run outcomes` reads the pages.
 */
export const cohortFileSchema = z.object({
  study: idSchema,
  studyVersion: z.string(),
  site: idSchema,
  asOf: z.iso.datetime(),
  participants: z.array(
    z.object({
      participant: participantIdSchema,
      arm: idSchema.nullable(),
      ended: endedSchema.nullable(),
      assignments: z.array(
        z.object({
          timepoint: instanceSchema,
          opensAt: z.iso.datetime(),
          dueAt: z.iso.datetime(),
          closesAt: z.iso.datetime(),
          progress: assignmentSchema.shape.progress,
          startedAt: z.iso.datetime().optional(),
          completedAt: z.iso.datetime().optional(),
        }),
      ),
      scores: z.array(
        z.object({
          timepoint: instanceSchema,
          answeredAt: z.iso.datetime(),
          scores: z.array(scaleScoreSchema),
        }),
      ),
      treatments: z.array(
        z.object({ kind: idSchema, givenAt: z.iso.datetime(), recordedAt: z.iso.datetime() }),
      ),
    }),
  ),
  next: participantIdSchema.nullable().describe('The `after` of the page behind it; null behind the last'),
})

export type CohortFile = z.infer<typeof cohortFileSchema>
