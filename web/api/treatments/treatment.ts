import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { treatmentProblems } from '../problems/treatment-problems.ts'
import { type Contract, instantSchema, noQuery } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'
import { confirmationSchema, VOID_REASONS } from './treatment-confirmations.ts'
import { doseSchema, ROUTES } from './treatment-exposures.ts'

const treatmentReply = z.object({
  ...{ kind: idSchema, givenAt: z.iso.datetime(), recordedAt: z.iso.datetime() },
  dose: z.nullable(doseSchema).check(z.describe('null if it was not recorded')),
  route: z.nullable(z.enum(ROUTES)),
})

const exposure = { dose: z.optional(doseSchema), route: z.optional(z.enum(ROUTES)) }

const treatmentListReply = z.object({
  treatments: z.array(treatmentReply),
  voided: z.array(
    z.object({
      ...treatmentReply.shape,
      reason: z
        .nullable(z.enum([...VOID_REASONS, 'time-corrected']))
        .check(z.describe('`time-corrected`: it stands at another time now')),
    }),
  ),
})

const confirm = z
  .optional(z.array(confirmationSchema))
  .check(z.describe('What `treatment-needs-confirmation` asked to confirm, and nothing else'))

export const recordTreatmentContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/treatments',
  tag: 'Treatments',
  servedBy: 'staff',
  summary: 'Record a treatment that was given',
  description:
    'Schedules every assessment that is counted from the treatment. If it precedes other treatments, assessments counted from those move too. The same kind at the same time is the same treatment, so repeating the request changes nothing (200). A treatment that was given before enrollment, more than 30 days ago, in the future, within 30 minutes of another of its kind, or that would cancel assessments has to be confirmed (409).',
  params: participantParams,
  query: noQuery,
  body: z.strictObject({ kind: idSchema, givenAt: instantSchema, ...exposure, confirm }),
  status: 201,
  repeatStatus: 200,
  reply: treatmentReply,
  problems: [
    ...writeProblems,
    treatmentProblems.unknownKind,
    treatmentProblems.inFuture,
    treatmentProblems.tooEarly,
    treatmentProblems.afterEnd,
    treatmentProblems.recordedOtherwise,
    treatmentProblems.needsConfirmation,
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
  summary: 'Correct when a treatment was given, its dose or its route',
  description:
    'Assessments counted from the treatment move with it, unless they were started. A dose or route that is left out stays as it is. The new time has to be confirmed as a new treatment has. Repeating the request changes nothing.',
  params: treatmentParams,
  query: noQuery,
  body: z.strictObject({ givenAt: instantSchema, ...exposure, confirm }),
  status: 200,
  reply: treatmentReply,
  problems: [
    ...writeProblems,
    treatmentProblems.inFuture,
    treatmentProblems.tooEarly,
    treatmentProblems.afterEnd,
    treatmentProblems.taken,
    treatmentProblems.needsConfirmation,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const voidTreatmentContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/treatments/{kind}/{givenAt}/void',
  tag: 'Treatments',
  servedBy: 'staff',
  summary: 'Void a treatment that was entered in error',
  description:
    'Cancels assessments that depend only on this treatment, unless they are completed; that has to be confirmed (409). Answers are kept, and the treatment can be restored. Repeating the request changes nothing.',
  params: treatmentParams,
  query: noQuery,
  body: z.strictObject({ reason: z.enum(VOID_REASONS), confirm }),
  status: 200,
  reply: treatmentListReply,
  problems: [
    ...writeProblems,
    treatmentProblems.needsConfirmation,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const restoreTreatmentContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/treatments/{kind}/{givenAt}/restore',
  tag: 'Treatments',
  servedBy: 'staff',
  summary: 'Restore a treatment that was voided',
  description:
    'Brings back the assessments that voiding it canceled, with their answers. It has to be confirmed as a new treatment has. Repeating the request changes nothing.',
  params: treatmentParams,
  query: noQuery,
  body: z.strictObject({ confirm }),
  status: 200,
  reply: treatmentListReply,
  problems: [
    ...writeProblems,
    treatmentProblems.afterEnd,
    treatmentProblems.needsConfirmation,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const listTreatments = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/treatments',
  tag: 'Treatments',
  servedBy: 'staff',
  summary: "List one participant's treatments in the order given, and those that were voided",
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: treatmentListReply,
  problems: readProblems,
} as const satisfies Contract
