import * as z from 'zod/mini'
import { hashSchema, idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { PAGE_LANGUAGES } from '../../../surveys/study/page-languages.ts'
import { attributesReply } from '../participants/attributes.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import { type Contract, csvFormat, noQuery } from '../schemas/contract.ts'
import { participantIdSchema, studyParams } from '../schemas/path-parameters.ts'

/** `participant/timepoint`, the last one of the page before. */
export const responseCursorSchema = z
  .string()
  .check(z.maxLength(140), z.regex(/^[a-z0-9-]+-[0-9a-z]{8}\/[a-z0-9-]+$/, '`next` of the previous page'))

export const exportResponses = {
  method: 'get',
  path: '/api/studies/{study}/responses',
  tag: 'Responses',
  servedBy: 'reading',
  summary: 'Export the answers of one of your sites, page by page',
  description:
    "Every item of every response with its state: answered, declined, not shown or not reached. A missing answer is never 0. `format=csv` gives one row per item, and `format=spreadsheet` the same with a byte-order mark, by which Excel takes it for UTF-8. In CSV, text that a spreadsheet would run as a formula has an apostrophe in front, also where apostrophes or space precede it: `=x` is written `'=x` and `'=x` is written `''=x`. From such a cell remove one apostrophe to read what was written. Each row has the participant’s attributes as they stand now, in columns such as `attribute_age_group`: the code, or empty where nobody recorded it. If there is another page, a `Link` header with `rel=\"next\"` points to it.",
  params: studyParams,
  query: z.strictObject({
    site: idSchema,
    cursor: z.optional(responseCursorSchema).check(z.describe('`next` of the previous page')),
    format: csvFormat,
    language: z
      ._default(z.enum(PAGE_LANGUAGES), 'en')
      .check(z.describe('Of the questions and labels, where the definition has it')),
  }),
  status: 200,
  alsoReplies: ['text/csv'],
  reply: z.object({
    responses: z.array(
      z.object({
        participant: participantIdSchema,
        timepoint: idSchema,
        state: z
          .enum(['draft', 'submitted', 'not-submitted'])
          .check(z.describe('not-submitted: the window closed on answers that were never sent')),
        startedAt: z.iso.datetime(),
        submittedAt: z.nullable(z.iso.datetime()),
        answeredBy: z
          .enum(['self', 'proxy', 'mixed'])
          .check(
            z.describe(
              'mixed: the participant gave some answers, and another person entered the others. Changed answers count too',
            ),
          ),
        mode: z.enum(['web', 'text', 'phone', 'mixed']),
        attributes: attributesReply,
        instruments: z.array(
          z.object({
            instrument: z.string(),
            hash: hashSchema,
            answers: z.array(
              z.object({
                item: idSchema,
                question: z
                  .nullable(z.string())
                  .check(z.describe('null: the definition is for scoring only and holds no wording')),
                state: z.enum(['answered', 'declined', 'not-shown', 'not-reached']),
                code: z.nullable(z.string()),
                label: z
                  .nullable(z.string())
                  .check(z.describe('The words beside the code: of the option, or at the end of the scale')),
                value: z.nullable(z.number()),
                claimedAt: z
                  .nullable(z.iso.datetime())
                  .check(
                    z.describe(
                      'The phone’s own time, if the answer arrived late and that time can be: not to come, and not before the assessment opened',
                    ),
                  ),
              }),
            ),
          }),
        ),
      }),
    ),
    next: z.nullable(z.string()),
  }),
  problems: [...readProblems, platformProblems.invalidInput, platformProblems.notRecorded],
} as const satisfies Contract

export const exportResponseToFhir = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/responses/{timepoint}/fhir',
  tag: 'Responses',
  servedBy: 'reading',
  summary: 'Read one response and its scores as a FHIR R4 Bundle',
  description:
    'One QuestionnaireResponse for each instrument and one Observation for each scale. The subject is the participant’s study ID. Each attribute of the participant that is recorded is an Observation too. Answers that were never sent have the status `stopped` once the window has closed, and their scores `preliminary`: the study’s `unsubmittedAnswers` says whether analyses count them. A draft whose window is open returns 404.',
  params: z.strictObject({ study: idSchema, participant: participantIdSchema, timepoint: idSchema }),
  query: noQuery,
  status: 200,
  reply: z.looseObject({ resourceType: z.literal('Bundle') }),
  problems: [...readProblems, platformProblems.notRecorded],
} as const satisfies Contract
