import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { memberBody, memberParams, memberSchema, subSchema } from '../members/members.ts'
import { organisationProblems } from '../problems/organisation-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { type Contract, noParams, noQuery } from '../schemas/contract.ts'

const organisationParams = z.strictObject({ organisation: idSchema })
const administratorParams = z.strictObject({ ...organisationParams.shape, member: memberParams.shape.member })

const organisationSchema = z.object({ id: idSchema, name: z.string() })

export const organisationAdministratorSchema = z.object({
  sub: subSchema,
  name: memberBody.shape.name,
  appointedAt: z.string(),
  /** The `sub` of who appointed them; null for an operator. */
  appointedBy: z.nullable(z.string()),
})

export const listOrganisations = {
  method: 'get',
  path: '/api/organisations',
  tag: 'Organizations',
  servedBy: 'members',
  summary: 'List the organizations that you administer',
  description: 'Of what changed a moment ago, something may be missing or still there.',
  params: noParams,
  query: noQuery,
  status: 200,
  reply: z.object({ organisations: z.array(organisationSchema) }),
  problems: readProblems,
} as const satisfies Contract

export const getOrganisation = {
  method: 'get',
  path: '/api/organisations/{organisation}',
  tag: 'Organizations',
  servedBy: 'members',
  summary: 'Read an organization: its studies, and who administers it',
  description:
    'For those who administer the organization. Of a study it says what it is called, how many clinics and members it has, and who administers it, and nothing of participants.',
  params: organisationParams,
  query: noQuery,
  status: 200,
  reply: z.object({
    ...organisationSchema.shape,
    administrators: z.array(organisationAdministratorSchema),
    studies: z.array(
      z.object({
        ...{ id: idSchema, title: z.string(), isUnpublished: z.boolean() },
        ...{ sites: z.int(), members: z.int() },
        /** Names of those who administer the study. */
        administrators: z.array(z.string()),
        /** Whether you are a member of it. */
        isMine: z.boolean(),
      }),
    ),
  }),
  problems: [...readProblems, platformProblems.invalidInput],
} as const satisfies Contract

export const appointAdministratorContract = {
  method: 'put',
  path: '/api/organisations/{organisation}/administrators/{member}',
  tag: 'Organizations',
  servedBy: 'members',
  summary: 'Appoint an administrator of the organization',
  description:
    'For those who administer the organization. `member` is the `sub` of the person’s tokens. They can begin studies, appoint others, and make themselves administrator of any of its studies. The same again changes nothing.',
  params: administratorParams,
  query: noQuery,
  body: z.strictObject({ name: memberBody.shape.name }),
  status: 201,
  repeatStatus: 200,
  reply: organisationAdministratorSchema,
  problems: [...writeProblems, platformProblems.personNeeded],
} as const satisfies Contract

export const dismissAdministratorContract = {
  method: 'delete',
  path: '/api/organisations/{organisation}/administrators/{member}',
  tag: 'Organizations',
  servedBy: 'members',
  summary: 'Dismiss an administrator of the organization',
  description: 'For those who administer the organization. Memberships of studies stay as they are.',
  params: administratorParams,
  query: noQuery,
  status: 200,
  reply: z.object({ sub: subSchema }),
  problems: [
    ...readProblems,
    platformProblems.personNeeded,
    organisationProblems.lastAdministrator,
    platformProblems.invalidInput,
  ],
} as const satisfies Contract

export const administerStudyContract = {
  method: 'post',
  path: '/api/organisations/{organisation}/studies/{study}/administration',
  tag: 'Organizations',
  servedBy: 'members',
  summary: 'Administer a study of the organization',
  description:
    'For those who administer the organization. You become somebody who administers the study: without a clinic and blinded, where you were no member. It is in the study’s audit trail, and its members see it. The same again changes nothing.',
  params: z.strictObject({ ...organisationParams.shape, study: idSchema }),
  query: noQuery,
  status: 200,
  reply: memberSchema,
  problems: [...readProblems, platformProblems.personNeeded, platformProblems.invalidInput],
} as const satisfies Contract
