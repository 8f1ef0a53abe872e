import * as z from 'zod/mini'
import { memberProblems } from '../problems/member-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { memberBody, memberSchema } from './members.ts'

const invitationParams = z.strictObject({
  ...studyParams.shape,
  invitation: z.string().check(z.regex(/^[0-9a-z]{10}$/)),
})

/** A mail address as it is commonly written: nothing that a mail server would have to be asked about. */
export const emailSchema = z
  .string()
  .check(z.maxLength(254), z.regex(/^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]+$/, 'a mail address'))

export const memberInvitationBody = z.strictObject({ email: emailSchema, ...memberBody.shape })

const invitationSchema = z.object({
  id: z.string(),
  ...memberBody.shape,
  /** Null once the invitation is accepted or revoked: the address is then no longer stored. */
  email: z.nullable(z.string()),
  /** `expired`: the link is past its last moment, and can be sent again. */
  state: z.enum(['open', 'expired', 'accepted', 'revoked']),
  /** The `sub` of who invited, or sent the link again. */
  invitedBy: z.string(),
  ...{ invitedAt: z.string(), validUntil: z.string() },
  /** What became of the mail. `unknown`: it may have gone out. `no-account`: the sign-in service refused to make an account. */
  mail: z.enum(['unknown', 'sent', 'refused', 'no-account']),
  /** The `sub` of who accepted it. */
  acceptedBy: z.nullable(z.string()),
})

const invitationProblems = [memberProblems.notAdministrator, platformProblems.personNeeded]

export const listMemberInvitations = {
  method: 'get',
  path: '/api/studies/{study}/member-invitations',
  tag: 'Members',
  servedBy: 'members',
  summary: 'List who is invited to the study',
  description:
    'For those who administer the study. An invitation stays on the list for 90 days after its link’s last one.',
  params: studyParams,
  query: noQuery,
  status: 200,
  reply: z.object({ invitations: z.array(invitationSchema) }),
  problems: [...readProblems, memberProblems.notAdministrator],
} as const satisfies Contract

export const inviteMemberContract = {
  method: 'post',
  path: '/api/studies/{study}/member-invitations',
  tag: 'Members',
  servedBy: 'members',
  summary: 'Invite somebody to the study by mail',
  description:
    'For those who administer the study. The mail has a link that is good for seven days and works once; who opens it, signs in and accepts has the membership. Anyone who has no account yet gets a second mail with a temporary password. `mail` says what became of the first one.',
  params: studyParams,
  query: noQuery,
  body: memberInvitationBody,
  status: 201,
  reply: invitationSchema,
  problems: [...writeProblems, ...invitationProblems, memberProblems.alreadyInvited],
} as const satisfies Contract

export const resendMemberInvitationContract = {
  method: 'post',
  path: '/api/studies/{study}/member-invitations/{invitation}/resend',
  tag: 'Members',
  servedBy: 'members',
  summary: 'Send an invitation again',
  description:
    'For those who administer the study. The mail has a new link, good for seven days from now; the one before ends.',
  params: invitationParams,
  query: noQuery,
  status: 200,
  reply: invitationSchema,
  problems: [
    ...readProblems,
    platformProblems.forbidden,
    ...invitationProblems,
    memberProblems.invitationSettled,
  ],
} as const satisfies Contract

export const revokeMemberInvitationContract = {
  method: 'delete',
  path: '/api/studies/{study}/member-invitations/{invitation}',
  tag: 'Members',
  servedBy: 'members',
  summary: 'Revoke an invitation',
  description: 'For those who administer the study. Its link ends, and the mail address is deleted.',
  params: invitationParams,
  query: noQuery,
  status: 200,
  reply: invitationSchema,
  problems: [
    ...readProblems,
    platformProblems.forbidden,
    ...invitationProblems,
    memberProblems.invitationSettled,
  ],
} as const satisfies Contract

export const acceptMemberInvitationContract = {
  method: 'post',
  path: '/api/studies/{study}/member-invitations/acceptance',
  tag: 'Members',
  servedBy: 'members',
  summary: 'Accept an invitation',
  description:
    'For anyone who has the link and is signed in. `token` is the last part of the link. The membership is granted to the `sub` that is signed in, once. Sent again by the same person, it answers with the membership.',
  params: studyParams,
  query: noQuery,
  body: z.strictObject({ token: z.string().check(z.maxLength(64)) }),
  status: 201,
  repeatStatus: 200,
  reply: memberSchema,
  problems: [
    ...writeProblems,
    platformProblems.personNeeded,
    memberProblems.invitationEnded,
    memberProblems.alreadyMember,
  ],
} as const satisfies Contract
