import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { contactProblems, readProblems, writeProblems } from '../problems/request-problems.ts'
import { safetyProblems } from '../problems/safety-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { participantIdSchema, participantParams, studyParams } from '../schemas/path-parameters.ts'
import { CLOSING_REASONS } from './closing-reasons.ts'
import { siteQuery, wordsSchema } from './worklist.ts'

/** Safety alerts, and whom they are texted to. */

const alertReply = z.object({
  participant: participantIdSchema,
  id: z.string(),
  timepoint: z.nullable(z.string()),
  instrument: z.nullable(z.string()),
  rule: z.string(),
  raisedAt: z.iso.datetime(),
  lastRaisedAt: z.iso.datetime(),
  raises: z
    .int()
    .check(z.describe('How often it was raised since it was opened: first, worse, or by another text')),
  evidence: z
    .array(
      z.union([
        z.object({ at: z.iso.datetime(), item: z.string(), code: z.string() }),
        z.object({
          at: z.iso.datetime(),
          score: z.string(),
          value: z.number(),
          from: z.optional(z.number()).check(z.describe('The score that a rule on worsening compares with')),
        }),
        z.object({
          at: z.iso.datetime(),
          messages: z
            .array(z.string())
            .check(z.describe('IDs of texts from the phone. Several were read together, in this order')),
        }),
      ]),
    )
    .check(
      z.describe(
        'The answers, scores and texts that raised it, newest last. Answers that were changed back stay here',
      ),
    ),
  acknowledgeBy: z.iso.datetime().check(z.describe('An alert about self-harm is due when it is raised')),
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
  problems: [...writeProblems, platformProblems.personNeeded, safetyProblems.alertChanged],
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
  problems: [...writeProblems, platformProblems.personNeeded, safetyProblems.alertChanged],
} as const satisfies Contract

const siteParams = z.strictObject({ ...studyParams.shape, site: idSchema })
const onCallReply = z.object({
  phones: z.array(z.string()).check(z.describe('E.164, no duplicates, in the order of texting')),
  emails: z.array(z.string()).check(z.describe('Mail addresses, no duplicates')),
  stopped: z.array(z.string()).check(z.describe('Phones that opted out with STOP. They receive no alerts')),
})
const onCallBody = z.strictObject({
  phones: z.array(z.string().check(z.minLength(1), z.maxLength(32))).check(z.maxLength(10)),
  emails: z.optional(z.array(z.email().check(z.maxLength(254))).check(z.maxLength(10))),
})
const onCallDescription =
  'An alert about self-harm is sent to the list at once and again every 15 minutes until someone acknowledges it, any other when it has waited too long. Without a list a site cannot enrol.'
const leadsDescription =
  'Leads are told about an alert of self-harm that a site has not acknowledged for an hour, or at once when the site has nobody on call.'

export const getOnCall = {
  method: 'get',
  path: '/api/studies/{study}/sites/{site}/on-call',
  tag: 'Safety alerts',
  servedBy: 'calling',
  summary: 'Read the on-call list of a site',
  description: onCallDescription,
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
  description: onCallDescription,
  params: siteParams,
  query: noQuery,
  body: onCallBody,
  status: 200,
  reply: onCallReply,
  problems: writeProblems,
} as const satisfies Contract

export const getLeadsOnCall = {
  method: 'get',
  path: '/api/studies/{study}/on-call',
  tag: 'Safety alerts',
  servedBy: 'calling',
  summary: 'Read which leads are told about alerts that a site does not acknowledge',
  description: leadsDescription,
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: onCallReply,
  problems: contactProblems,
} as const satisfies Contract

export const replaceLeadsOnCall = {
  method: 'put',
  path: '/api/studies/{study}/on-call',
  tag: 'Safety alerts',
  servedBy: 'calling',
  summary: 'Replace the list of leads who are told',
  description: leadsDescription,
  params: studyParams,
  query: noQuery,
  body: onCallBody,
  status: 200,
  reply: onCallReply,
  problems: writeProblems,
} as const satisfies Contract
