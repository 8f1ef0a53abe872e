import * as z from 'zod'
import { idSchema, localeSchema } from '../../../surveys/instrument/vocabulary.ts'
import { timeZoneSchema, wallTimeSchema } from '../../../surveys/study/definition.ts'
import { participantProblems } from '../problems/participant-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import {
  instanceSchema,
  participantIdSchema,
  participantParams,
  studyParams,
} from '../schemas/path-parameters.ts'
import { ASSESSMENT_STATES } from './assessment-progress.ts'
import { missedReasonSchema } from './missed-reasons.ts'

const channelSchema = z
  .enum(['link', 'text'])
  .describe(
    'On the web by a link, or by replying to texts where the study marks the questions as safe to text and nobody else has the number',
  )

const participantReply = z.object({
  participant: participantIdSchema.describe('Study id: the site, a hyphen and eight letters'),
  site: idSchema,
  arm: idSchema.optional(),
  locale: localeSchema,
  timeZone: z.string(),
  textAt: wallTimeSchema.optional(),
  channel: channelSchema.optional(),
  enrolledAt: z.iso.datetime(),
})
export const missedReasonReply = z.object({
  reason: missedReasonSchema,
  recordedAt: z.iso.datetime(),
  by: z.string().describe('Who recorded it'),
})

export const assignmentReply = z.object({
  timepoint: instanceSchema,
  state: z.enum(ASSESSMENT_STATES),
  opensAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  battery: z.array(z.string()).describe('Pinned instrument@version references'),
  startedAt: z.iso.datetime().optional(),
  completedAt: z.iso.datetime().optional(),
  texts: z.number().int().describe('Texts sent or claimed so far'),
  missedReason: missedReasonReply.optional().describe('Why it was missed or answered late'),
})

export const enrolParticipant = {
  method: 'post',
  path: '/api/studies/{study}/participants',
  tag: 'Participants',
  summary: 'Enrol a participant',
  description:
    'Makes the participant and every assignment that counts from enrolment. With SMS consent, the link to the first survey is texted at once. Send an `Idempotency-Key` header (1–64 letters, digits or hyphens) to make a retry safe: the same key with the same body is the same participant, with another body 409.',
  params: studyParams,
  query: noQuery,
  body: z.strictObject({
    site: idSchema,
    phone: z.string().min(1).max(32).describe('With country code: +12025550123'),
    locale: localeSchema,
    timeZone: timeZoneSchema.optional().describe("IANA zone; the site's own when left out"),
    textAt: wallTimeSchema.optional().describe('When they like to be texted, on their own wall'),
    channel: channelSchema.optional(),
    smsConsent: z.boolean(),
    arm: idSchema.optional(),
    name: z.string().min(1).max(120).optional().describe('Kept apart, with the telephone number'),
  }),
  status: 201,
  repeatStatus: 200,
  reply: participantReply,
  problems: [...writeProblems, participantProblems.unknownLocale, participantProblems.keyReused],
} as const satisfies Contract

export const changeParticipant = {
  method: 'patch',
  path: '/api/studies/{study}/participants/{participant}',
  tag: 'Participants',
  summary: 'Change where a participant lives, their language, or when and how they like to be asked',
  description:
    'What is still to come is planned anew: nine in the morning is nine where they are now. What is not named stays.',
  params: participantParams,
  query: noQuery,
  body: z
    .strictObject({
      timeZone: timeZoneSchema.optional(),
      locale: localeSchema.optional(),
      textAt: wallTimeSchema.nullable().optional().describe('null: when the questions open'),
      channel: channelSchema.optional(),
    })
    .refine((body) => Object.keys(body).length > 0, 'at least one of them'),
  status: 200,
  reply: participantReply,
  problems: [
    ...writeProblems,
    participantProblems.unknownLocale,
    scheduleProblems.changedTooOften,
    platformProblems.busy,
  ],
} as const satisfies Contract

export const listParticipants = {
  method: 'get',
  path: '/api/studies/{study}/participants',
  tag: 'Participants',
  summary: "List a site's participants with the state of their assignments",
  params: studyParams,
  query: z.strictObject({
    site: idSchema.optional().describe('Needed only by members of several sites'),
    cursor: participantIdSchema.optional().describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  status: 200,
  reply: z.object({
    participants: z.array(participantReply.extend({ assignments: z.array(assignmentReply) })),
    next: participantIdSchema.nullable(),
  }),
  problems: [...readProblems, platformProblems.invalidInput],
} as const satisfies Contract

export const getParticipant = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}',
  tag: 'Participants',
  summary: 'One participant',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: participantReply,
  problems: readProblems,
} as const satisfies Contract

export const listAssignments = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/assignments',
  tag: 'Participants',
  summary: "One participant's assignments",
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({ assignments: z.array(assignmentReply) }),
  problems: readProblems,
} as const satisfies Contract
