import * as z from 'zod'
import { platformProblems } from '../problems/platform-problems.ts'
import { writeProblems } from '../problems/request-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { type Contract, instantSchema, noQuery } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'
import { DISPOSITIONS, WITHDRAWAL_REASONS } from './dispositions.ts'

const reply = z.object({
  participant: z.string(),
  ended: z
    .object({
      how: z.enum(DISPOSITIONS),
      at: z.iso.datetime(),
      reason: z.enum(WITHDRAWAL_REASONS).nullable(),
    })
    .nullable(),
})
const common = {
  path: '/api/studies/{study}/participants/{participant}/disposition',
  tag: 'Participants',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply,
  problems: [...writeProblems, platformProblems.busy],
} as const

export const endParticipation = {
  ...common,
  method: 'put',
  summary: 'Record that a participant has left the study, was lost, or has died',
  description:
    'Everything that is not answered and closes later is cancelled at once, and no more texts go out. What was answered stays, and outcomes count the person up to then: a death is not a missing answer.',
  body: z
    .strictObject({
      how: z.enum(DISPOSITIONS),
      at: instantSchema.describe('Not in the future'),
      reason: z.enum(WITHDRAWAL_REASONS).optional(),
    })
    .refine(({ how, reason }) => how === 'withdrawn' || reason === undefined, {
      path: ['reason'],
      message: 'a reason goes with withdrawn, and with nothing else',
    }),
} as const satisfies Contract

export const resumeParticipation = {
  ...common,
  method: 'delete',
  problems: [...common.problems, scheduleProblems.changedTooOften],
  summary: 'Take back that a participation has ended: it was recorded by mistake',
  description: 'What is still to come is planned again, as if it had never been recorded.',
} as const satisfies Contract
