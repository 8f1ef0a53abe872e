import * as z from 'zod/mini'
import { idSchema, localeSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { timeZoneSchema, wallTimeSchema } from '../../../surveys/study/wall-time.ts'
import { memberProblems } from '../problems/member-problems.ts'
import { participantProblems } from '../problems/participant-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { safetyProblems } from '../problems/safety-problems.ts'
import { scheduleProblems } from '../problems/schedule-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import {
  occurrenceSchema,
  participantIdSchema,
  participantParams,
  studyParams,
} from '../schemas/path-parameters.ts'
import { buildTextSchema } from '../schemas/text.ts'
import { ASSESSMENT_STATES } from './assessment-progress.ts'
import { attributesReply, changedAttributesSchema, enrolledAttributesSchema } from './attributes.ts'
import { endedReply } from './disposition.ts'
import { ANOTHER_SITE } from './duplicates.ts'
import { missedReasonSchema } from './missed-reasons.ts'

const channelSchema = z
  .enum(['link', 'text'])
  .check(
    z.describe(
      'link: on the web. text: by replying to texts, if the study allows the questions to be texted and no other participant has the number',
    ),
  )

const participantReply = z.object({
  participant: participantIdSchema.check(
    z.describe('Study ID: the site, a hyphen and eight letters or digits'),
  ),
  site: idSchema,
  arm: z.optional(idSchema),
  locale: localeSchema,
  timeZone: z.string(),
  textAt: z.optional(wallTimeSchema),
  channel: z.optional(channelSchema),
  enrolledAt: z.iso.datetime(),
  attributes: attributesReply,
  ended: endedReply,
})

/** As the participant writes it, in any script. */
export const nameSchema = buildTextSchema(120)

/** Nobody who takes part was born before. */
export const birthYearSchema = z.int().check(z.minimum(1900), z.maximum(2100))

/** As many may share a number, say of a care home. */
const MAX_DISTINCT = 200

export const distinctFromSchema = z
  .optional(z.array(z.union([participantIdSchema, z.literal(ANOTHER_SITE)])).check(z.maxLength(MAX_DISTINCT)))
  .check(
    z.describe(
      'Participants who look the same and are other people, as `errors` of the 409 names them. Not part of the comparison of retries',
    ),
  )

export const missedReasonReply = z.object({
  reason: missedReasonSchema,
  recordedAt: z.iso.datetime(),
  by: z.string().check(z.describe('Sign-in ID of the person who recorded it')),
})

export const assessmentReply = z.object({
  timepoint: occurrenceSchema,
  state: z.enum(ASSESSMENT_STATES),
  opensAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  battery: z.array(z.string()).check(z.describe('Instruments, each as instrument@version')),
  startedAt: z.optional(z.iso.datetime()),
  completedAt: z.optional(z.iso.datetime()),
  texts: z.int().check(z.describe('Texts sent so far, including those with unknown result')),
  missedReason: z.optional(missedReasonReply).check(z.describe('Why the assessment was missed or late')),
})

export const enrolParticipant = {
  method: 'post',
  path: '/api/studies/{study}/participants',
  tag: 'Participants',
  servedBy: 'staff',
  summary: 'Enroll a participant',
  description:
    'Creates the participant and every assessment that is counted from enrollment. With SMS consent, the first link is texted right away. The `Idempotency-Key` header is required (1–64 letters, digits or hyphens). The same key and body return the same participant, also after it was changed. The same key with a different body returns 409. Someone with the same number in the study, or the same name and birth year at the site, returns 409 with the participants to check: if they are different people, list them in `distinctFrom` and send the request again. The number of a clinic or of someone on call is refused.',
  params: studyParams,
  query: noQuery,
  body: z.strictObject({
    site: idSchema,
    phone: z
      .string()
      .check(z.minLength(1), z.maxLength(32), z.describe('With country code, such as +12025550123')),
    locale: localeSchema,
    timeZone: z.optional(timeZoneSchema).check(z.describe("IANA time zone. Default: the site's time zone")),
    textAt: z.optional(wallTimeSchema).check(z.describe('Preferred local time for texts, HH:MM')),
    channel: z.optional(channelSchema),
    smsConsent: z.boolean(),
    arm: z.optional(idSchema),
    attributes: enrolledAttributesSchema,
    name: z.optional(nameSchema).check(z.describe('Stored with the phone number, apart from study data')),
    birthYear: z
      .optional(birthYearSchema)
      .check(z.describe('Stored with the name. Used only to notice a person who is enrolled twice')),
    distinctFrom: distinctFromSchema,
  }),
  status: 201,
  repeatStatus: 200,
  reply: participantReply,
  problems: [
    ...writeProblems,
    memberProblems.blinded,
    participantProblems.unknownLocale,
    participantProblems.studyEnded,
    participantProblems.siteClosed,
    participantProblems.keyNeeded,
    participantProblems.possibleDuplicate,
    participantProblems.keyReused,
    safetyProblems.nobodyOnCall,
  ],
} as const satisfies Contract

export const changeParticipant = {
  method: 'patch',
  path: '/api/studies/{study}/participants/{participant}',
  tag: 'Participants',
  servedBy: 'staff',
  summary: 'Change a participant’s time zone, language, text time, channel, attributes or arm',
  description:
    'Reschedules future assessments in the new time zone. Omitted members stay unchanged. Corrected attributes keep what was recorded before, and analyses as of an earlier time use it. The audit entry has both.',
  params: participantParams,
  query: noQuery,
  body: z
    .strictObject({
      timeZone: z.optional(timeZoneSchema),
      locale: z.optional(localeSchema),
      textAt: z
        .optional(z.nullable(wallTimeSchema))
        .check(z.describe('null: texts go out when the assessment opens')),
      channel: z.optional(channelSchema),
      attributes: changedAttributesSchema,
      arm: z
        .optional(idSchema)
        .check(
          z.describe('For members who are not blinded: the arm of somebody who was enrolled without one'),
        ),
      armReason: z
        .optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(300)))
        .check(z.describe('Needed where another arm stands there: why it was wrong')),
    })
    .check(z.refine((body) => Object.keys(body).length > 0, 'at least one member is required')),
  status: 200,
  reply: participantReply,
  problems: [
    ...writeProblems,
    participantProblems.unknownLocale,
    memberProblems.blinded,
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
    site: z.optional(idSchema).check(z.describe('Required for members of several sites')),
    cursor: z.optional(participantIdSchema).check(z.describe('`next` of the previous page')),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  }),
  status: 200,
  reply: z.object({
    participants: z.array(z.extend(participantReply, { assessments: z.array(assessmentReply) })),
    next: z.nullable(participantIdSchema),
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
