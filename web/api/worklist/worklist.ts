import * as z from 'zod'
import { idSchema } from '../../../surveys/instrument/vocabulary.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { responseProblems } from '../problems/response-problems.ts'
import { type Contract, instantSchema, noQuery } from '../schemas/contract.ts'
import {
  instanceSchema,
  participantIdSchema,
  participantParams,
  studyParams,
} from '../schemas/path-parameters.ts'
import { CALL_OUTCOMES } from './call-outcomes.ts'
import { REASONS } from './worklist-reasons.ts'

const { forbidden, invalidInput, busy } = platformProblems
/** Names and numbers are for those who call. */
export const contactProblems = [...readProblems, forbidden]

export const siteQuery = z.strictObject({
  site: idSchema.optional().describe('Needed only by members of several sites'),
})
export const wordsSchema = z.string().trim().min(1).max(2000)

const reasonReply = z.object({
  kind: z.enum(REASONS),
  timepoint: z.string().nullable(),
  since: z.iso.datetime(),
  until: z.iso.datetime().nullable().describe('Close of the window, or when the alert should be taken on'),
  id: z.string().nullable().describe('Of the alert or the message'),
})

const entryReply = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string().describe('Sign-in id'),
  kind: z.enum(['call', 'note']),
  outcome: z.enum(CALL_OUTCOMES).optional(),
  timepoint: z.string().optional(),
  callBackAt: z.string().optional(),
  alert: z.string().optional(),
  text: z.string().optional(),
})

export const getWorklist = {
  method: 'get',
  path: '/api/studies/{study}/worklist',
  tag: 'Worklist',
  summary: 'Who needs a person today, and why',
  description:
    'What texts alone will not settle, the most urgent first: open alerts, unread messages, questions that are partly answered or overdue when no more text will go out, numbers that fail, participants who ended the texts or never agreed to them. For coordinators: it holds names and telephone numbers.',
  params: studyParams,
  query: siteQuery,
  status: 200,
  reply: z.object({
    site: idSchema,
    onCallStopped: z
      .array(z.string())
      .describe('Numbers of the on-call list that no alert is texted to, since they said STOP'),
    tasks: z.array(
      z.object({
        participant: participantIdSchema,
        name: z.string().nullable(),
        phone: z.string().nullable(),
        timeZone: z.string(),
        reasons: z.array(reasonReply),
        texts: z.number().int(),
        lastTextAt: z.iso.datetime().nullable(),
        calls: z.array(entryReply),
        messages: z.array(
          z.object({ id: z.string(), receivedAt: z.iso.datetime(), body: z.string(), isShared: z.boolean() }),
        ),
      }),
    ),
  }),
  problems: [...contactProblems, invalidInput],
} as const satisfies Contract

export const recordContactContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/contact-log',
  tag: 'Worklist',
  summary: 'Record a call or a note',
  description:
    'After `no-answer`, `left-message` or `will-answer` the participant is on the worklist again tomorrow, after `call-back` at the time given, after `declined` not for this timepoint. `wrong-number` ends the texts to the number. Send an `Idempotency-Key` to make a retry safe.',
  params: participantParams,
  query: noQuery,
  body: z.discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('call'),
        outcome: z.enum(CALL_OUTCOMES),
        timepoint: instanceSchema.optional(),
        callBackAt: instantSchema.optional(),
        text: wordsSchema.optional(),
      })
      .refine(({ outcome, callBackAt }) => (outcome === 'call-back') === (callBackAt !== undefined), {
        path: ['callBackAt'],
        message: 'a time goes with call-back, and with nothing else',
      })
      .refine(({ outcome, timepoint }) => outcome !== 'declined' || timepoint !== undefined, {
        path: ['timepoint'],
        message: 'say which questions were declined',
      }),
    z.strictObject({ kind: z.literal('note'), alert: z.string().max(200).optional(), text: wordsSchema }),
  ]),
  status: 201,
  reply: entryReply,
  problems: [...writeProblems, busy],
} as const satisfies Contract

export const listContactLog = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/contact-log',
  tag: 'Worklist',
  summary: 'Calls and notes, in the order of time',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({ entries: z.array(entryReply) }),
  problems: contactProblems,
} as const satisfies Contract

export const readMessageContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/messages/{message}/read',
  tag: 'Worklist',
  summary: 'Take a message off the worklist: somebody has read it and done what it asks',
  params: z.strictObject({ ...participantParams.shape, message: z.string().max(40) }),
  query: noQuery,
  status: 200,
  reply: z.object({ id: z.string(), receivedAt: z.iso.datetime(), body: z.string() }),
  problems: contactProblems,
} as const satisfies Contract

const contactReply = z.object({
  phone: z.string(),
  name: z.string().nullable(),
  smsConsent: z.boolean(),
  smsConsentAt: z.iso.datetime(),
  mayBeTexted: z.enum(['given', 'no-consent', 'stopped', 'unreachable']),
})

export const getContact = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/contact',
  tag: 'Participants',
  summary: 'Name, telephone number, consent, and whether texts go out',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: contactReply,
  problems: contactProblems,
} as const satisfies Contract

export const changeContactContract = {
  method: 'patch',
  path: '/api/studies/{study}/participants/{participant}/contact',
  tag: 'Participants',
  summary: 'Change number, name or consent, or say that the number is right after all',
  description:
    'Texts still to come go to the new number. A STOP stays with the number that it came from: only a START from there takes it back.',
  params: participantParams,
  query: noQuery,
  body: z
    .strictObject({
      phone: z.string().min(1).max(32).optional(),
      name: z.string().min(1).max(120).nullable().optional(),
      smsConsent: z.boolean().optional(),
      isReachable: z.literal(true).optional().describe('Somebody has made sure of the number'),
    })
    .refine((body) => Object.keys(body).length > 0, 'at least one of them'),
  status: 200,
  reply: contactReply,
  problems: [...writeProblems, busy],
} as const satisfies Contract

export const listTexts = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/texts',
  tag: 'Participants',
  summary: 'For each text that was planned: whether it was sent and delivered, or why not',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({
    texts: z.array(
      z.object({
        at: z.iso.datetime(),
        timepoint: z.string(),
        text: z.enum(['invitation', 'reminder']).nullable(),
        outcome: z.enum(['claimed', 'sent', 'delivered', 'undelivered', 'failed', 'withheld', 'deferred']),
        reason: z.string().nullable(),
      }),
    ),
  }),
  problems: readProblems,
} as const satisfies Contract

export const openInterviewContract = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/assignments/{timepoint}/interview',
  tag: 'Worklist',
  summary: 'Ask the questions on the telephone',
  description:
    'Gives a link for two hours, by which whoever asks enters the answers. They are marked as answered by proxy, on the telephone.',
  params: z.strictObject({ ...participantParams.shape, timepoint: instanceSchema }),
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
