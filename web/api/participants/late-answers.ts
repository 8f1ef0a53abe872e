import * as z from 'zod/mini'
import { lateAnswerProblems } from '../problems/late-answer-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { writeProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { occurrenceSchema, participantParams } from '../schemas/path-parameters.ts'

export const LATE_DECISIONS = ['taken-in', 'left-out'] as const

export const decideLateAnswersContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/assessments/{timepoint}/late-answers',
  tag: 'Participants',
  servedBy: 'calling',
  summary: 'Decide on answers that arrived after the window had closed',
  description:
    'A phone without network sends them later, with its own time, which lies inside the window. `taken-in` lays them over the answers that were given before and scores these anew; they stay marked as not submitted. `left-out` keeps them apart. `decided` is 0 if none was waiting.',
  params: z.strictObject({ ...participantParams.shape, timepoint: occurrenceSchema }),
  query: noQuery,
  body: z.strictObject({ decision: z.enum(LATE_DECISIONS) }),
  status: 200,
  reply: z.object({ timepoint: occurrenceSchema, decided: z.int() }),
  problems: [...writeProblems, lateAnswerProblems.notClosed, platformProblems.busy],
} as const satisfies Contract
