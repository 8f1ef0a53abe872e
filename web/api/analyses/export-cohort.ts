import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { memberProblems } from '../problems/member-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import type { Contract } from '../schemas/contract.ts'
import { participantIdSchema, studyParams } from '../schemas/path-parameters.ts'
import { cohortFileSchema } from './cohort-file.ts'

export const exportCohort = {
  method: 'get',
  path: '/api/studies/{study}/cohort',
  tag: 'Outcomes',
  servedBy: 'reading',
  summary: 'Export the input data of the analyses for one of your sites, page by page',
  description:
    'Windows, scores and treatments by study ID, with their earlier values, in the form that `npm run outcomes` reads. Pass `next` as `after` until it is null.',
  params: studyParams,
  query: z.strictObject({
    site: idSchema,
    after: z.optional(participantIdSchema).check(z.describe('`next` of the previous page')),
  }),
  status: 200,
  reply: cohortFileSchema,
  problems: [
    ...readProblems,
    memberProblems.blinded,
    platformProblems.invalidInput,
    platformProblems.notRecorded,
  ],
} as const satisfies Contract
