import * as z from 'zod/mini'
import { readProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'

/** A planned text, sent or not, and why not. */
export const textReply = z.object({
  at: z.iso.datetime(),
  timepoint: z.string(),
  text: z.nullable(z.enum(['invitation', 'reminder'])),
  outcome: z.enum(['claimed', 'sent', 'delivered', 'undelivered', 'failed', 'not-sent', 'deferred']),
  reason: z.nullable(z.string()),
})

export const listTexts = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/texts',
  tag: 'Participants',
  servedBy: 'calling',
  summary: 'List every planned text with its delivery status or the reason it was not sent',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({ texts: z.array(textReply) }),
  problems: readProblems,
} as const satisfies Contract
