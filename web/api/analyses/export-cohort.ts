import * as z from 'zod'
import { idSchema } from '../../../surveys/instrument/vocabulary.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import type { Contract } from '../schemas/contract.ts'
import { participantIdSchema, studyParams } from '../schemas/path-parameters.ts'
import { cohortFileSchema } from './cohort-file.ts'

export const exportCohort = {
  method: 'get',
  path: '/api/studies/{study}/cohort',
  tag: 'Outcomes',
  summary: 'What the outcomes of one of your sites are computed from, a page at a time',
  description:
    'Windows, scores and treatments by study id, with what they were before they were changed, as `npm run outcomes` reads them. Follow `next` with `after` until it is null.',
  params: studyParams,
  query: z.strictObject({
    site: idSchema,
    after: participantIdSchema.optional().describe('`next` of the page before'),
  }),
  status: 200,
  reply: cohortFileSchema,
  problems: [...readProblems, platformProblems.invalidInput],
} as const satisfies Contract
