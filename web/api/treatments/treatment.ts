import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { treatmentProblems } from '../problems/treatment-problems.ts'
import { type Contract, instantSchema, noQuery } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'

const treatmentReply = z.object({ kind: idSchema, givenAt: z.iso.datetime(), recordedAt: z.iso.datetime() })

export const recordTreatmentContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/treatments',
  tag: 'Treatments',
  servedBy: 'staff',
  summary: 'Record a treatment that was given',
  description:
    'Schedules every assessment that is counted from the treatment. If it precedes other treatments, assessments counted from those move too. The same kind at the same time is the same treatment, so repeating the request changes nothing (200).',
  params: participantParams,
  query: noQuery,
  body: z.strictObject({ kind: idSchema, givenAt: instantSchema }),
  status: 201,
  repeatStatus: 200,
  reply: treatmentReply,
  problems: [
    ...writeProblems,
    treatmentProblems.unknownKind,
    treatmentProblems.inFuture,
    treatmentProblems.tooEarly,
    treatmentProblems.afterEnd,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract

const treatmentParams = z.strictObject({
  ...participantParams.shape,
  kind: idSchema,
  givenAt: instantSchema.check(z.describe('Exactly as the list of treatments returns it')),
})

export const moveTreatmentContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/treatments/{kind}/{givenAt}/move',
  tag: 'Treatments',
  servedBy: 'staff',
  summary: 'Correct when a treatment was given',
  description:
    'Assessments counted from the treatment move with it, unless they were started. Repeating the request changes nothing.',
  params: treatmentParams,
  query: noQuery,
  body: z.strictObject({ givenAt: instantSchema }),
  status: 200,
  reply: treatmentReply,
  problems: [
    ...writeProblems,
    treatmentProblems.inFuture,
    treatmentProblems.tooEarly,
    treatmentProblems.afterEnd,
    treatmentProblems.taken,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const voidTreatmentContract = {
  method: 'delete',
  path: '/api/studies/{study}/participants/{participant}/treatments/{kind}/{givenAt}',
  tag: 'Treatments',
  servedBy: 'staff',
  summary: 'Void a treatment that was entered in error',
  description:
    'Cancels assessments that depend only on this treatment, unless they are completed. Answers are kept. Repeating the request changes nothing.',
  params: treatmentParams,
  query: noQuery,
  status: 200,
  reply: z.object({ treatments: z.array(treatmentReply) }),
  problems: [
    ...readProblems,
    platformProblems.forbidden,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const listTreatments = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/treatments',
  tag: 'Treatments',
  servedBy: 'staff',
  summary: "List one participant's treatments in the order given",
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({ treatments: z.array(treatmentReply) }),
  problems: readProblems,
} as const satisfies Contract
