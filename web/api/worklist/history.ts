import * as z from 'zod/mini'
import { clinicalEventDetailSchema } from '../../../surveys/study/clinical-event.ts'
import { EVENT_VOID_REASONS } from '../clinical-events/clinical-events.ts'
import { textReply } from '../participants/texts.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { identifiedProblems } from '../problems/request-problems.ts'
import type { Contract, Reply, ValueOf } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'
import { ALERT_STEPS } from './alert-steps.ts'
import { CALL_OUTCOMES } from './call-outcomes.ts'
import { CLOSING_REASONS } from './closing-reasons.ts'
import { MESSAGE_INTENTS, REPLY_KINDS, REPLY_OUTCOMES } from './message-kinds.ts'

/** One permanent history per participant: everything between them and the clinic, newest first. */

const entry = { id: z.string(), at: z.iso.datetime() }
const by = z.string().check(z.describe('Sign-in ID'))
const message = z.string().check(z.describe('ID of the message'))
const alert = z.string().check(z.describe('ID of the alert'))

export const historyEntry = z.discriminatedUnion('kind', [
  z.object({ ...entry, kind: z.literal('text'), ...textReply.shape }),
  z.object({
    ...{ ...entry, kind: z.literal('message'), message, body: z.string() },
    intent: z.enum(MESSAGE_INTENTS).check(z.describe('How Concord read it. `answer`: to questions by text')),
    speaksOfSelfHarm: z.boolean(),
    isShared: z
      .boolean()
      .check(z.describe('Other participants have the number: one of them may have sent it')),
    state: z.enum(['for-nobody', 'waiting', 'handled']),
  }),
  z.object({
    ...{ ...entry, kind: z.literal('reply'), message, body: z.string() },
    reply: z.enum(REPLY_KINDS).check(z.describe('`asked`: a question asked by text, or how to answer it')),
    outcome: z.enum(REPLY_OUTCOMES),
  }),
  z.object({
    ...{ ...entry, kind: z.literal('urgent') },
    urgent: z.enum(['crisis-reply', 'escalation']),
    about: z.string().check(z.describe('ID of the message that is answered, or of the alert')),
    list: z
      .nullable(z.enum(['site', 'study']))
      .check(z.describe('The on-call list that the recipient is on')),
    channel: z.enum(['text', 'mail']),
    outcome: z.enum(['waiting', 'accepted', 'delivered', 'dropped', 'given-up']),
    tries: z.int(),
    failure: z.nullable(z.string()),
  }),
  z.object({
    ...{ ...entry, kind: z.literal('alert'), alert, step: z.enum(ALERT_STEPS), rule: z.string() },
    instrument: z.nullable(z.string()),
    timepoint: z.nullable(z.string()),
    by: z.nullable(by),
    reason: z.nullable(z.enum(CLOSING_REASONS)),
  }),
  z.object({
    ...{ ...entry, kind: z.literal('call'), by, outcome: z.enum(CALL_OUTCOMES) },
    timepoint: z.nullable(z.string()),
    callBackAt: z.nullable(z.string()),
    text: z.nullable(z.string()),
  }),
  z.object({ ...entry, kind: z.literal('note'), by, alert: z.nullable(alert), text: z.string() }),
  z.object({
    ...{ ...entry, kind: z.literal('handling'), message, by, step: z.enum(['handled', 'reopened']) },
    note: z.nullable(z.string()),
  }),
  z.object({
    ...{ ...entry, kind: z.literal('attribute'), by },
    attribute: z.string().check(z.describe('ID of the attribute')),
    before: z.nullable(z.string()).check(z.describe('Code of the option; null: not recorded')),
    after: z.nullable(z.string()),
  }),
  z.object({
    ...{ ...entry, kind: z.literal('clinical-event'), by, step: z.enum(['recorded', 'voided']) },
    event: z.string().check(z.describe('ID of the clinical event')),
    happenedAt: z.iso.datetime(),
    detail: clinicalEventDetailSchema,
    reason: z.nullable(z.enum(EVENT_VOID_REASONS)),
  }),
])
export type HistoryEntry = ValueOf<typeof historyEntry>

export const listHistory = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/history',
  tag: 'Participants',
  servedBy: 'calling',
  summary: 'List everything between the participant and the clinic, newest first',
  description:
    'Planned texts, sent or not; messages from the phone and automatic replies; questions asked by text and the answers; crisis replies; alerts, who was sent them, who acknowledged and closed them and why; calls and notes; messages marked as handled, with the note, and brought back; clinical events that were recorded and voided; attributes that were recorded and corrected. Nothing is ever removed from it. Only coordinators of the site can read it.',
  params: participantParams,
  query: z.strictObject({
    cursor: z.optional(z.string().check(z.maxLength(300))).check(z.describe('`next` of the previous page')),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  }),
  status: 200,
  reply: z.object({ entries: z.array(historyEntry), next: z.nullable(z.string()) }),
  problems: [...identifiedProblems, platformProblems.invalidInput],
} as const satisfies Contract

export type HistoryReply = Reply<typeof listHistory>
