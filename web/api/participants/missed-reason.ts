import * as z from 'zod/mini'
import { missedReasonProblems } from '../problems/missed-reason-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { writeProblems } from '../problems/request-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { occurrenceSchema, participantParams } from '../schemas/path-parameters.ts'
import { missedReasonSchema } from './missed-reasons.ts'
import { missedReasonReply } from './participant.ts'

export const recordMissedReasonContract = {
  method: 'put',
  path: '/api/studies/{study}/participants/{participant}/assessments/{timepoint}/reason',
  tag: 'Participants',
  servedBy: 'staff',
  summary: 'Record why an assessment was missed or late',
  description:
    'Accepts an assessment that was missed or was completed after its due date. A new reason replaces the earlier one, which is kept. null removes the reason. Repeating the request changes nothing.',
  params: z.strictObject({ ...participantParams.shape, timepoint: occurrenceSchema }),
  query: noQuery,
  body: z.strictObject({ reason: z.nullable(missedReasonSchema) }),
  status: 200,
  reply: z.object({ timepoint: occurrenceSchema, missedReason: z.nullable(missedReasonReply) }),
  problems: [
    ...writeProblems,
    missedReasonProblems.neitherMissedNorLate,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract
