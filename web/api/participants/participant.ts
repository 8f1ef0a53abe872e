import * as z from 'zod'
import { idSchema, localeSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { timeZoneSchema, wallTimeSchema } from '../../../surveys/study/definition.ts'
import { participantProblems } from '../problems/participant-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import {
  occurrenceSchema,
  participantIdSchema,
  participantParams,
  studyParams,
} from '../schemas/path-parameters.ts'
import { ASSESSMENT_STATES } from './assessment-progress.ts'
import { missedReasonSchema } from './missed-reasons.ts'

const channelSchema = z
  .enum(['link', 'text'])
  .describe(
    'link: on the web. text: by replying to texts, if the study allows the questions to be texted and no other participant has the number',
  )

const participantReply = z.object({
  participant: participantIdSchema.describe('Study ID: the site, a hyphen and eight letters or digits'),
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
  by: z.string().describe('Sign-in ID of the person who recorded it'),
})

export const assessmentReply = z.object({
  timepoint: occurrenceSchema,
  state: z.enum(ASSESSMENT_STATES),
  opensAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  battery: z.array(z.string()).describe('Instruments, each as instrument@version'),
  startedAt: z.iso.datetime().optional(),
  completedAt: z.iso.datetime().optional(),
  texts: z.number().int().describe('Texts sent so far, including those with unknown result'),
  missedReason: missedReasonReply.optional().describe('Why the assessment was missed or late'),
})

export const enrolParticipant = {
  method: 'post',
  path: '/api/studies/{study}/participants',
  tag: 'Participants',
  servedBy: 'staff',
  summary: 'Enroll a participant',
  description:
    'Creates the participant and every assessment that is counted from enrollment. With SMS consent, the first link is texted right away. To make retries safe, send an `Idempotency-Key` header (1–64 letters, digits or hyphens). The same key and body return the same participant. The same key with a different body returns 409.',
  params: studyParams,
  query: noQuery,
  body: z.strictObject({
    site: idSchema,
    phone: z.string().min(1).max(32).describe('With country code, such as +12025550123'),
    locale: localeSchema,
    timeZone: timeZoneSchema.optional().describe("IANA time zone. Default: the site's time zone"),
    textAt: wallTimeSchema.optional().describe('Preferred local time for texts, HH:MM'),
    channel: channelSchema.optional(),
    smsConsent: z.boolean(),
    arm: idSchema.optional(),
    name: z
      .string()
      .min(1)
      .max(120)
      .optional()
      .describe('Stored with the phone number, apart from study data'),
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
  servedBy: 'staff',
  summary: 'Change a participant’s time zone, language, text time or channel',
  description: 'Reschedules future assessments in the new time zone. Omitted members stay unchanged.',
  params: participantParams,
  query: noQuery,
  body: z
    .strictObject({
      timeZone: timeZoneSchema.optional(),
      locale: localeSchema.optional(),
      textAt: wallTimeSchema.nullable().optional().describe('null: texts go out when the assessment opens'),
      channel: channelSchema.optional(),
    })
    .refine((body) => Object.keys(body).length > 0, 'at least one member is required'),
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
  servedBy: 'staff',
  summary: "List a site's participants with the state of their assessments",
  params: studyParams,
  query: z.strictObject({
    site: idSchema.optional().describe('Required for members of several sites'),
    cursor: participantIdSchema.optional().describe('`next` of the previous page'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  status: 200,
  reply: z.object({
    participants: z.array(participantReply.extend({ assessments: z.array(assessmentReply) })),
    next: participantIdSchema.nullable(),
  }),
  problems: [...readProblems, platformProblems.invalidInput],
} as const satisfies Contract

export const getParticipant = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}',
  tag: 'Participants',
  servedBy: 'staff',
  summary: 'Read one participant',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: participantReply,
  problems: readProblems,
} as const satisfies Contract

export const listAssessments = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/assessments',
  tag: 'Participants',
  servedBy: 'staff',
  summary: "List one participant's assessments",
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: z.object({ assessments: z.array(assessmentReply) }),
  problems: readProblems,
} as const satisfies Contract
