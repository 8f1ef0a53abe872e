import * as z from 'zod/mini'
import { participantProblems } from '../problems/participant-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { identifiedProblems, writeProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { participantParams } from '../schemas/path-parameters.ts'
import { birthYearSchema, distinctFromSchema, nameSchema } from './participant.ts'

const contactReply = z.object({
  phone: z.string(),
  name: z.nullable(z.string()),
  birthYear: z.nullable(z.int()),
  smsConsent: z.boolean(),
  smsConsentAt: z.iso.datetime(),
  mayBeTexted: z.enum(['given', 'no-consent', 'stopped', 'unreachable']),
})

export const getContact = {
  method: 'get',
  path: '/api/studies/{study}/participants/{participant}/contact',
  tag: 'Participants',
  servedBy: 'calling',
  summary: 'Read a participant’s contact record: name, year of birth, phone number, consent, text status',
  params: participantParams,
  query: noQuery,
  status: 200,
  reply: contactReply,
  problems: identifiedProblems,
} as const satisfies Contract

export const changeContactContract = {
  method: 'patch',
  path: '/api/studies/{study}/participants/{participant}/contact',
  tag: 'Participants',
  servedBy: 'calling',
  summary: 'Change number, name, year of birth or consent, or confirm that the number works',
  description:
    'Future texts go to the new number. A STOP applies to the number that sent it. Only START from that number resumes texts. A number that another participant of the study has, or a name and birth year that another of the site has, returns 409 with the participants to check, as at enrollment: if they are different people, list them in `distinctFrom` and send the request again. The number of a clinic or of someone on call is refused.',
  params: participantParams,
  query: noQuery,
  body: z
    .strictObject({
      phone: z.optional(z.string().check(z.minLength(1), z.maxLength(32))),
      name: z.optional(z.nullable(nameSchema)),
      birthYear: z.optional(z.nullable(birthYearSchema)),
      smsConsent: z.optional(z.boolean()),
      isReachable: z
        .optional(z.literal(true))
        .check(z.describe('true: someone confirmed that the number works')),
      distinctFrom: distinctFromSchema,
    })
    .check(
      z.refine(
        ({ distinctFrom: _, ...body }) => Object.keys(body).length > 0,
        'at least one member is required',
      ),
    ),
  status: 200,
  reply: contactReply,
  problems: [
    ...writeProblems,
    participantProblems.possibleDuplicate,
    platformProblems.busy,
    platformProblems.notRecorded,
  ],
} as const satisfies Contract
