import * as z from 'zod'
import { hashSchema, idSchema } from '../../../surveys/instrument/vocabulary.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { participantIdSchema, studyParams } from '../schemas/path-parameters.ts'

/** `participant/timepoint`, the last one of the page before. */
export const responseCursorSchema = z
  .string()
  .max(140)
  .regex(/^[a-z0-9-]+-[0-9a-z]{8}\/[a-z0-9-]+$/, '`next` of the page before')

export const exportResponses = {
  method: 'get',
  path: '/api/studies/{study}/responses',
  tag: 'Responses',
  summary: 'The answers of one of your sites, a page at a time',
  description:
    'Every item of every response with what became of it: answered, declined, not shown, or not reached. None of them is ever 0. `format=csv` gives one row per item; where there is a further page, a `Link` header with `rel="next"` leads to it.',
  params: studyParams,
  query: z.strictObject({
    site: idSchema,
    cursor: responseCursorSchema.optional().describe('`next` of the page before'),
    format: z.enum(['json', 'csv']).default('json'),
  }),
  status: 200,
  alsoReplies: ['text/csv'],
  reply: z.object({
    responses: z.array(
      z.object({
        participant: participantIdSchema,
        timepoint: idSchema,
        state: z.enum(['draft', 'submitted']),
        startedAt: z.iso.datetime(),
        submittedAt: z.iso.datetime().nullable(),
        answeredBy: z
          .enum(['self', 'proxy', 'mixed'])
          .describe(
            'mixed: some of it by the participant, some of it told to a person who entered it, answers that were changed since counted in',
          ),
        mode: z.enum(['web', 'text', 'phone', 'mixed']),
        instruments: z.array(
          z.object({
            instrument: z.string(),
            hash: hashSchema,
            answers: z.array(
              z.object({
                item: idSchema,
                state: z.enum(['answered', 'declined', 'not-shown', 'not-reached']),
                code: z.string().nullable(),
                value: z.number().nullable(),
                claimedAt: z.iso.datetime().nullable().describe('The phone’s own time, where it came late'),
              }),
            ),
          }),
        ),
      }),
    ),
    next: z.string().nullable(),
  }),
  problems: [...readProblems, platformProblems.invalidInput],
} as const satisfies Contract

export const exportResponseToFhir = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/responses/{timepoint}/fhir',
  tag: 'Responses',
  summary: 'One submitted response and its scores as a FHIR R4 Bundle',
  description:
    'A QuestionnaireResponse per instrument and an Observation per scale. The subject is the study’s own id of the participant.',
  params: z.strictObject({ study: idSchema, participant: participantIdSchema, timepoint: idSchema }),
  query: noQuery,
  status: 200,
  reply: z.looseObject({ resourceType: z.literal('Bundle') }),
  problems: readProblems,
} as const satisfies Contract
