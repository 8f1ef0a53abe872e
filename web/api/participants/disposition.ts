import * as z from 'zod/mini'
import { participantProblems } from '../problems/participant-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { writeProblems } from '../problems/request-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { type Contract, instantSchema, noQuery } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'
import { DISPOSITIONS, WITHDRAWAL_REASONS } from './dispositions.ts'
import { END_CONFIRMATIONS } from './end-confirmations.ts'

/** How and when a participation ended; `null` while it goes on. */
export const endedReply = z.nullable(
  z.object({
    how: z.enum(DISPOSITIONS),
    at: z.iso.datetime(),
    reason: z.nullable(z.enum(WITHDRAWAL_REASONS)),
  }),
)

const reply = z.object({ participant: z.string(), ended: endedReply })
const common = {
  path: '/api/studies/{study}/participants/{participant}/disposition',
  tag: 'Participants',
  servedBy: 'staff',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply,
  problems: [...writeProblems, platformProblems.busy],
} as const

export const endParticipation = {
  ...common,
  method: 'put',
  problems: [...common.problems, participantProblems.endNeedsConfirmation],
  summary: 'Record that a participant withdrew, was lost to follow-up, or died',
  description:
    'Cancels every unanswered assessment that closes later and stops all texts. Answers are kept. Analyses count the participant up to that time. A death is not a missing answer. A time before enrollment, more than 30 days ago, or before a treatment that was given has to be confirmed (409).',
  body: z
    .strictObject({
      how: z.enum(DISPOSITIONS),
      at: instantSchema.check(z.describe('Not in the future')),
      reason: z.optional(z.enum(WITHDRAWAL_REASONS)),
      confirm: z
        .optional(z.array(z.enum(END_CONFIRMATIONS)))
        .check(z.describe('What `disposition-needs-confirmation` asked to confirm, and nothing else')),
    })
    .check(
      z.refine(({ how, reason }) => how === 'withdrawn' || reason === undefined, {
        path: ['reason'],
        message: 'reason is allowed only with withdrawn',
      }),
    ),
} as const satisfies Contract

export const resumeParticipation = {
  ...common,
  method: 'delete',
  problems: [...common.problems, scheduleProblems.changedTooOften],
  summary: 'Void an end of participation that was entered in error',
  description: 'Schedules future assessments again.',
} as const satisfies Contract
