import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { endedReply } from '../participants/disposition.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { contactProblems, identifiedProblems, writeProblems } from '../problems/request-problems.ts'
import { responseProblems } from '../problems/response-problems.ts'
import { type Contract, instantSchema, noQuery } from '../schemas/contract.ts'
import {
  occurrenceSchema,
  participantIdSchema,
  participantParams,
  studyParams,
} from '../schemas/path-parameters.ts'
import { buildTextSchema } from '../schemas/text.ts'
import { CALL_OUTCOMES } from './call-outcomes.ts'
import { REASONS } from './worklist-reasons.ts'

const { invalidInput, busy } = platformProblems

export const siteQuery = z.strictObject({
  site: z.optional(idSchema).check(z.describe('Required for members of several sites')),
})
export const wordsSchema = buildTextSchema(2000)

const reasonReply = z.object({
  kind: z.enum(REASONS),
  timepoint: z.nullable(z.string()),
  since: z.iso.datetime(),
  until: z
    .nullable(z.iso.datetime())
    .check(z.describe('When the window closes, the alert must be acknowledged, or the erasure must be done')),
  id: z.nullable(z.string()).check(z.describe('ID of the alert or the message')),
})

const entryReply = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string().check(z.describe('Sign-in ID')),
  kind: z.enum(['call', 'note']),
  outcome: z.optional(z.enum(CALL_OUTCOMES)),
  timepoint: z.optional(z.string()),
  callBackAt: z.optional(z.string()),
  alert: z.optional(z.string()),
  text: z.optional(z.string()),
})

/** Urgent messages that do not go out. */
export const UNSENT_KINDS = ['crisis-reply', 'escalation'] as const
export type UnsentKind = (typeof UNSENT_KINDS)[number]

export const getWorklist = {
  method: 'get',
  path: '/api/studies/{study}/worklist',
  tag: 'Worklist',
  servedBy: 'calling',
  summary: 'List the participants who need a call or a reply today',
  description:
    'Most urgent first: open alerts, unread messages, requests to stop or erase, answers that arrived after a window and wait for a decision, assessments that are partly answered or overdue with no more texts to send, numbers that fail, and participants who opted out of texts or never consented. Only coordinators can read it, because it contains names and phone numbers.',
  params: studyParams,
  query: siteQuery,
  status: 200,
  reply: z.object({
    site: idSchema,
    onCall: z
      .int()
      .check(
        z.describe('How many phones and mail addresses receive alerts. With none, the site cannot enrol'),
      ),
    onCallStopped: z
      .array(z.string())
      .check(z.describe('Numbers on the on-call list that opted out with STOP. They receive no alerts')),
    textsStopped: z
      .nullable(z.object({ since: z.iso.datetime(), code: z.string() }))
      .check(
        z.describe(
          'The carrier refuses every text because of the account, such as a spend limit. Texts wait and go out by themselves afterwards. `code` is the carrier’s',
        ),
      ),
    tasks: z.array(
      z.object({
        participant: participantIdSchema,
        name: z.nullable(z.string()),
        phone: z
          .nullable(z.string())
          .check(
            z.describe(
              'null: none on file, or a call no longer applies to someone who withdrew, died, or asked not to be contacted',
            ),
          ),
        ended: endedReply,
        timeZone: z.string(),
        reasons: z.array(reasonReply),
        unsent: z
          .array(z.enum(UNSENT_KINDS))
          .check(
            z.describe(
              '`crisis-reply`: the reply with help lines is not accepted by the carrier. `escalation`: an alert does not reach someone on call',
            ),
          ),
        texts: z.int(),
        lastTextAt: z.nullable(z.iso.datetime()),
        calls: z.array(entryReply),
        messages: z.array(
          z.object({ id: z.string(), receivedAt: z.iso.datetime(), body: z.string(), isShared: z.boolean() }),
        ),
      }),
    ),
  }),
  problems: [...identifiedProblems, invalidInput],
} as const satisfies Contract

export const recordContactContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/contact-log',
  tag: 'Worklist',
  servedBy: 'calling',
  summary: 'Record a call or a note',
  description:
    'After `no-answer`, `left-message` or `will-answer`, the participant returns to the worklist the next day. After `call-back`, the participant returns at the given time. After `declined`, this timepoint does not return. `wrong-number` stops texts to the number. To make retries safe, send an `Idempotency-Key` header.',
  params: participantParams,
  query: noQuery,
  body: z.discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('call'),
        outcome: z.enum(CALL_OUTCOMES),
        timepoint: z.optional(occurrenceSchema),
        callBackAt: z.optional(instantSchema),
        text: z.optional(wordsSchema),
      })
      .check(
        z.refine(({ outcome, callBackAt }) => (outcome === 'call-back') === (callBackAt !== undefined), {
          path: ['callBackAt'],
          message: 'callBackAt is required with call-back and not allowed otherwise',
        }),
        z.refine(({ outcome, timepoint }) => outcome !== 'declined' || timepoint !== undefined, {
          path: ['timepoint'],
          message: 'timepoint is required with declined',
        }),
      ),
    z.strictObject({
      kind: z.literal('note'),
      alert: z.optional(z.string().check(z.maxLength(200))),
      text: wordsSchema,
    }),
  ]),
  status: 201,
  reply: entryReply,
  problems: [...writeProblems, busy],
} as const satisfies Contract

export const listContactLog = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/contact-log',
  tag: 'Worklist',
  servedBy: 'calling',
  summary: 'List calls and notes in time order',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({ entries: z.array(entryReply) }),
  problems: identifiedProblems,
} as const satisfies Contract

export const openInterviewContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/assessments/{timepoint}/interview',
  tag: 'Worklist',
  servedBy: 'calling',
  summary: 'Start a phone interview',
  description:
    'Returns a link that works for two hours. The interviewer enters the answers there. The response is marked as given by phone through a proxy.',
  params: z.strictObject({ ...participantParams.shape, timepoint: occurrenceSchema }),
  query: noQuery,
  status: 201,
  reply: z.object({ url: z.string(), until: z.iso.datetime() }),
  problems: [
    ...contactProblems,
    responseProblems.notYetOpen,
    responseProblems.alreadySubmitted,
    responseProblems.windowClosed,
  ],
} as const satisfies Contract
