import * as z from 'zod'
import { idSchema } from '../../surveys/instrument/vocabulary.ts'
import { participantParams, readProblems, writeProblems } from '../participant/participant.contract.ts'
import { type Contract, noQuery } from '../platform/contract.ts'
import { platformProblems } from '../platform/problem.ts'
import { treatmentProblems } from './treatment.problems.ts'

const treatmentReply = z.object({ kind: idSchema, givenAt: z.iso.datetime(), recordedAt: z.iso.datetime() })

export const recordTreatmentContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/treatments',
  tag: 'Treatments',
  summary: 'Record a treatment that was given',
  description:
    'The first one starts the schedule that counts from it. The same kind at the same instant is the same treatment: sending it again changes nothing (200).',
  params: participantParams,
  query: noQuery,
  body: z.strictObject({ kind: idSchema, givenAt: z.iso.datetime({ offset: true }) }),
  status: 201,
  reply: treatmentReply,
  problems: [
    ...writeProblems,
    treatmentProblems.unknownKind,
    treatmentProblems.inFuture,
    treatmentProblems.tooEarly,
    treatmentProblems.beforeFirst,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const listTreatments = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/treatments',
  tag: 'Treatments',
  summary: "One participant's treatments, in the order in which they were given",
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({ treatments: z.array(treatmentReply) }),
  problems: readProblems,
} as const satisfies Contract
