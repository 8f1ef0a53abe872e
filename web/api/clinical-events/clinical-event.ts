import * as z from 'zod/mini'
import { clinicalEventDetailSchema } from '../../../surveys/study/clinical-event.ts'
import { clinicalEventProblems } from '../problems/clinical-event-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { type Contract, instantSchema, noQuery, type ValueOf } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'
import { clinicalEventIdSchema, EVENT_VOID_REASONS } from './clinical-events.ts'

const recorded = z.object({
  id: clinicalEventIdSchema,
  at: z.iso.datetime(),
  event: clinicalEventDetailSchema,
  recordedAt: z.iso.datetime(),
  by: z.string().check(z.describe('Sign-in ID')),
})

const clinicalEventListReply = z.object({
  events: z.array(recorded).check(z.describe('In the order in which they happened')),
  voided: z.array(
    z.object({
      ...recorded.shape,
      voidedAt: z.iso.datetime(),
      voidedBy: z.string(),
      reason: z.enum(EVENT_VOID_REASONS),
    }),
  ),
})

/** An event that stands, as it is shown. */
export type RecordedClinicalEvent = ValueOf<typeof recorded>
export type ClinicalEventList = ValueOf<typeof clinicalEventListReply>

const path = '/api/studies/{study}/participants/{participant}/events'

export const recordClinicalEventContract = {
  method: 'post',
  path,
  tag: 'Clinical events',
  servedBy: 'staff',
  summary: 'Record rescue or other treatment, an end of treatment, an adverse event, or an opioid dose',
  description:
    'The same event at the same time is the same event, so repeating the request changes nothing (200). With other details it is refused (409): void the first record, then record it again. Nothing is edited in place, and analyses as of an instant use what was recorded by then. Events after the end of a participation can be recorded, unless the participant had their data stopped or erased.',
  params: participantParams,
  query: noQuery,
  body: z.strictObject({
    at: instantSchema.check(z.describe('When it happened. Not in the future')),
    event: clinicalEventDetailSchema,
  }),
  status: 201,
  repeatStatus: 200,
  reply: recorded,
  problems: [
    ...writeProblems,
    clinicalEventProblems.notRecorded,
    clinicalEventProblems.inFuture,
    clinicalEventProblems.tooEarly,
    clinicalEventProblems.recordedOtherwise,
    clinicalEventProblems.dataStopped,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const voidClinicalEventContract = {
  method: 'post',
  path: `${path}/{event}/void`,
  tag: 'Clinical events',
  servedBy: 'staff',
  summary: 'Void an event that was recorded in error',
  description:
    'The record is kept with the reason, and counts no more from now on. Repeating the request changes nothing.',
  params: z.strictObject({ ...participantParams.shape, event: clinicalEventIdSchema }),
  query: noQuery,
  body: z.strictObject({ reason: z.enum(EVENT_VOID_REASONS) }),
  status: 200,
  reply: clinicalEventListReply,
  problems: [...writeProblems, scheduleProblems.changedTooOften, platformProblems.busy],
} as const satisfies Contract

export const listClinicalEvents = {
  method: 'get',
  path,
  tag: 'Clinical events',
  servedBy: 'staff',
  summary: "List one participant's clinical events in time order, and those that were voided",
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: clinicalEventListReply,
  problems: readProblems,
} as const satisfies Contract
