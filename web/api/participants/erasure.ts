import * as z from 'zod/mini'
import { erasureProblems } from '../problems/erasure-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'
import { CANCEL_REASONS, ERASURE_GRADES, ERASURE_STATES, STUDY_DATA_RULES } from './erasure-grades.ts'

const reply = z.object({
  participant: z.string(),
  state: z.enum(ERASURE_STATES),
  grade: z.enum(ERASURE_GRADES),
  askedBy: z.enum(['text', 'page', 'staff']),
  requestedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  recordedBy: z.nullable(z.string()).check(z.describe('Sign-in ID')),
  confirmedBy: z.nullable(z.string()).check(z.describe('Sign-in ID, never that of `recordedBy`')),
  confirmedAt: z.nullable(z.iso.datetime()),
  studyData: z
    .nullable(z.enum(STUDY_DATA_RULES))
    .check(z.describe('What the study’s protocol says of answers, scores, treatments and clinical events')),
  lastText: z
    .nullable(z.enum(['claimed', 'sent', 'unknown', 'refused', 'not-textable', 'replayed']))
    .check(z.describe('What became of the text that says that it is done')),
  doneAt: z.nullable(z.iso.datetime()),
  cancelReason: z.nullable(z.enum(CANCEL_REASONS)),
})

const { busy, personNeeded } = platformProblems
const common = {
  tag: 'Participants',
  servedBy: 'calling',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply,
} as const
const path = '/api/studies/{study}/participants/{participant}/erasure'

export const getErasure = {
  ...common,
  method: 'get',
  path,
  summary: 'Read what a participant asked to have stopped or erased',
  description: 'Stays readable when everything else of the participant is deleted.',
  problems: readProblems,
} as const satisfies Contract

export const recordErasureContract = {
  ...common,
  method: 'put',
  path,
  summary: 'Record what a participant wants stopped or erased',
  description:
    '`stop-contact`: no texts or calls. `stop-data`: also nothing more is asked or recorded, and what is there is kept. `erase`: also name, number and free text are deleted, and answers, scores, treatments and clinical events are kept without a person or deleted, as the study’s `erasure.studyData` says. A second person must confirm.',
  body: z.strictObject({ grade: z.enum(ERASURE_GRADES) }),
  problems: [...writeProblems, personNeeded, erasureProblems.underWay, busy],
} as const satisfies Contract

export const confirmErasureContract = {
  ...common,
  method: 'post',
  path: `${path}/confirmation`,
  summary: 'Confirm an erasure as the second person',
  description:
    'Coordinators and leads of the site can confirm, but not the person who recorded it. It is carried out within minutes and cannot be undone. The last text waits for the study’s texting hours.',
  body: z.strictObject({
    grade: z.enum(ERASURE_GRADES).check(z.describe('What was read and is confirmed')),
  }),
  problems: [
    ...writeProblems,
    personNeeded,
    erasureProblems.samePerson,
    erasureProblems.changed,
    erasureProblems.alertOpen,
    busy,
  ],
} as const satisfies Contract

export const cancelErasureContract = {
  ...common,
  method: 'post',
  path: `${path}/cancellation`,
  summary: 'Cancel a request that nobody has confirmed',
  body: z.strictObject({ reason: z.enum(CANCEL_REASONS) }),
  problems: [...writeProblems, personNeeded, erasureProblems.underWay, erasureProblems.changed, busy],
} as const satisfies Contract
