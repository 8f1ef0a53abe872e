import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { safetyProblems } from '../problems/safety-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { participantIdSchema, participantParams, studyParams } from '../schemas/path-parameters.ts'
import { CLOSING_REASONS } from './closing-reasons.ts'
import { contactProblems, siteQuery, wordsSchema } from './worklist.ts'

/** Safety alerts, and whom they are texted to. */

const alertReply = z.object({
  participant: participantIdSchema,
  id: z.string(),
  timepoint: z.nullable(z.string()),
  instrument: z.nullable(z.string()),
  rule: z.string(),
  raisedAt: z.iso.datetime(),
  lastRaisedAt: z.iso.datetime(),
  acknowledgeBy: z.iso.datetime(),
  state: z.enum(['open', 'acknowledged', 'closed']),
  revision: z.int(),
  escalations: z.int(),
  owner: z.optional(z.string()),
  acknowledgedAt: z.optional(z.iso.datetime()),
  closedAt: z.optional(z.iso.datetime()),
  closedBy: z.optional(z.string()),
  closingReason: z.optional(z.enum(CLOSING_REASONS)),
})

const alertParams = z.strictObject({ ...participantParams.shape, alert: z.string().check(z.maxLength(200)) })

export const listAlerts = {
  method: 'get',
  path: '/api/studies/{study}/alerts',
  tag: 'Safety alerts',
  servedBy: 'calling',
  summary: 'List the safety alerts of a site',
  params: studyParams,
  query: z.extend(siteQuery, { state: z.optional(z.enum(['open', 'acknowledged', 'closed'])) }),
  status: 200,
  reply: z.object({ alerts: z.array(alertReply) }),
  problems: [...readProblems, platformProblems.invalidInput],
} as const satisfies Contract

const alertStep = z.strictObject({
  revision: z.int().check(z.describe('The revision that you read')),
  note: z.optional(wordsSchema),
})

export const acknowledgeAlert = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/alerts/{alert}/acknowledge',
  tag: 'Safety alerts',
  servedBy: 'calling',
  summary: 'Acknowledge an alert, or take it over from someone else',
  params: alertParams,
  query: noQuery,
  body: alertStep,
  status: 200,
  reply: alertReply,
  problems: [...writeProblems, safetyProblems.alertChanged],
} as const satisfies Contract

export const closeAlert = {
  method: 'post',
  path: '/api/studies/{study}/participants/{participant}/alerts/{alert}/close',
  tag: 'Safety alerts',
  servedBy: 'calling',
  summary: 'Close an alert with a reason',
  params: alertParams,
  query: noQuery,
  body: z.extend(alertStep, { reason: z.enum(CLOSING_REASONS) }),
  status: 200,
  reply: alertReply,
  problems: [...writeProblems, safetyProblems.alertChanged],
} as const satisfies Contract

const siteParams = z.strictObject({ ...studyParams.shape, site: idSchema })
const onCallReply = z.object({
  phones: z.array(z.string()).check(z.describe('E.164, no duplicates, in the order of texting')),
  stopped: z.array(z.string()).check(z.describe('Phones that opted out with STOP. They receive no alerts')),
})

export const getOnCall = {
  method: 'get',
  path: '/api/studies/{study}/sites/{site}/on-call',
  tag: 'Safety alerts',
  servedBy: 'calling',
  summary: 'Read the on-call list, which is texted when nobody acknowledges an alert',
  params: siteParams,
  query: noQuery,
  status: 200,
  reply: onCallReply,
  problems: contactProblems,
} as const satisfies Contract

export const replaceOnCall = {
  method: 'put',
  path: '/api/studies/{study}/sites/{site}/on-call',
  tag: 'Safety alerts',
  servedBy: 'calling',
  summary: 'Replace the on-call list of a site',
  params: siteParams,
  query: noQuery,
  body: z.strictObject({
    phones: z.array(z.string().check(z.minLength(1), z.maxLength(32))).check(z.maxLength(10)),
  }),
  status: 200,
  reply: onCallReply,
  problems: writeProblems,
} as const satisfies Contract
