import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { memberProblems } from '../problems/member-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { type Contract, csvFormat, noQuery } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { MEMBER_ROLES } from './member-roles.ts'

export const subSchema = z.string().check(z.minLength(1), z.maxLength(128))
export const memberParams = z.strictObject({ ...studyParams.shape, member: subSchema })

const memberFields = {
  /** Shown in the console to that person, and to those who administer. */
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  /** Leads and statisticians see numbers of every site. Statisticians, data managers and monitors read under study IDs. */
  role: z.enum(MEMBER_ROLES),
  /** Whose participants they see: as a coordinator to work with, as a lead to look at. */
  sites: z.array(idSchema).check(z.maxLength(500)),
  /** Whether they grant, change and revoke memberships. It shows them nothing of participants. */
  administers: z.boolean(),
  /** Whether arms are hidden from them: nobody’s arm, no number by arm, no release, no cohort file. They enroll without an arm. */
  blinded: z.boolean(),
}

/** Somebody who is to be a member. */
export const memberBody = z.strictObject({
  ...memberFields,
  /** Left out: not. */
  administers: z._default(memberFields.administers, false),
  /** Left out: not. */
  blinded: z._default(memberFields.blinded, false),
})

/** Somebody who may be one already. */
export const changedMemberBody = z.strictObject({
  ...memberFields,
  /** Left out: as it stands; of a new member, not. */
  administers: z.optional(memberFields.administers),
  /** Left out: as it stands, so that nobody is shown arms by a word that was not said; of a new member, not. */
  blinded: z.optional(memberFields.blinded),
})

export const memberSchema = z.object({
  sub: subSchema,
  ...memberFields,
  /** Rises with every change. `If-Match` names it. */
  revision: z.int(),
  /** When the membership was granted; null for one from before this was kept. */
  grantedAt: z.nullable(z.string()),
  /** The `sub` of who granted it, or whose invitation it was; null for an operator. */
  grantedBy: z.nullable(z.string()),
})

export const listMembers = {
  method: 'get',
  path: '/api/studies/{study}/members',
  tag: 'Members',
  servedBy: 'members',
  summary: 'List who may do what in the study',
  description:
    'For those who administer the study: the access list, with when each person last signed in to the console, whichever study they then worked in. `format=csv` gives it as a table for a review, which leaves an audit entry.',
  params: studyParams,
  query: z.strictObject({ format: csvFormat }),
  status: 200,
  reply: z.object({
    members: z.array(z.object({ ...memberSchema.shape, lastSignInAt: z.nullable(z.string()) })),
  }),
  alsoReplies: ['text/csv'],
  problems: [...readProblems, memberProblems.notAdministrator, platformProblems.invalidInput],
} as const satisfies Contract

export const grantMembershipContract = {
  method: 'put',
  path: '/api/studies/{study}/members/{member}',
  tag: 'Members',
  servedBy: 'members',
  summary: 'Grant a membership, or change one',
  description:
    'For those who administer the study. `member` is the `sub` of the person’s tokens. What there was is replaced, but for `administers` and `blinded` where they are left out; with `If-Match`, only if its `revision` is still that one, such as `"3"`, or `"0"` where there must be none. Nobody lifts their own blinding; and who is not alone in administering the study gives themselves no other role and no further site. It holds from the person’s next request on, and the audit trail keeps what it was before.',
  params: memberParams,
  query: noQuery,
  body: changedMemberBody,
  status: 201,
  repeatStatus: 200,
  reply: memberSchema,
  problems: [
    ...writeProblems,
    memberProblems.notAdministrator,
    platformProblems.personNeeded,
    memberProblems.lastAdministrator,
    memberProblems.ownBlinding,
    memberProblems.ownAccess,
    memberProblems.changed,
  ],
} as const satisfies Contract

export const revokeMembershipContract = {
  method: 'delete',
  path: '/api/studies/{study}/members/{member}',
  tag: 'Members',
  servedBy: 'members',
  summary: 'Revoke a membership',
  description:
    'For those who administer the study. The person is refused from their next request on. With `If-Match`, only if the `revision` is still that one. Answers with what was revoked.',
  params: memberParams,
  query: noQuery,
  status: 200,
  reply: memberSchema,
  problems: [
    ...readProblems,
    platformProblems.forbidden,
    platformProblems.personNeeded,
    memberProblems.lastAdministrator,
    memberProblems.changed,
    platformProblems.invalidInput,
  ],
} as const satisfies Contract
