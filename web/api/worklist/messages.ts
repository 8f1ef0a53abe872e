import * as z from 'zod/mini'
import { platformProblems } from '../problems/platform-problems.ts'
import { writeProblems } from '../problems/request-problems.ts'
import { safetyProblems } from '../problems/safety-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'
import { wordsSchema } from './worklist.ts'

const messageParams = z.strictObject({
  ...participantParams.shape,
  message: z.string().check(z.maxLength(40)),
})
const messageReply = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  body: z.string(),
  isShared: z.boolean(),
  state: z.enum(['waiting', 'handled']),
})

export const handleMessageContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/messages/{message}/handle',
  tag: 'Worklist',
  servedBy: 'calling',
  summary: 'Mark a message as handled, with a note of how',
  description:
    'The message leaves the worklist. It stays in the participant’s history with the note, and can be brought back.',
  params: messageParams,
  query: noQuery,
  body: z.strictObject({ note: wordsSchema }),
  status: 200,
  reply: messageReply,
  problems: [...writeProblems, safetyProblems.messageChanged, platformProblems.notRecorded],
} as const satisfies Contract

export const reopenMessageContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/messages/{message}/reopen',
  tag: 'Worklist',
  servedBy: 'calling',
  summary: 'Bring a message back that was marked as handled',
  params: messageParams,
  query: noQuery,
  body: z.strictObject({ note: z.optional(wordsSchema) }),
  status: 200,
  reply: messageReply,
  problems: [...writeProblems, safetyProblems.messageChanged, platformProblems.notRecorded],
} as const satisfies Contract
