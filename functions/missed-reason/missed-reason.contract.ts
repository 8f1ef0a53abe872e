import * as z from 'zod'
import {
  instanceSchema,
  missedReasonReply,
  participantParams,
  writeProblems,
} from '../participant/participant.contract.ts'
import { type Contract, noQuery } from '../platform/contract.ts'
import { platformProblems } from '../platform/problem.ts'
import { scheduleProblems } from '../schedule/schedule.problems.ts'
import { missedReasonProblems } from './missed-reason.problems.ts'
import { missedReasonSchema } from './missed-reason.ts'

export const recordMissedReasonContract = {
  method: 'put',
  path: '/api/studies/{study}/participants/{participant}/assignments/{timepoint}/reason',
  tag: 'Participants',
  summary: 'Record why an assessment was missed or late',
  description:
    'Accepts an assessment that was missed or was completed after its due date. A new reason replaces the earlier one, which is kept. null removes the reason. Repeating the request changes nothing.',
  params: z.strictObject({ ...participantParams.shape, timepoint: instanceSchema }),
  query: noQuery,
  body: z.strictObject({ reason: missedReasonSchema.nullable() }),
  status: 200,
  reply: z.object({ timepoint: instanceSchema, missedReason: missedReasonReply.nullable() }),
  problems: [
    ...writeProblems,
    missedReasonProblems.neitherMissedNorLate,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract
