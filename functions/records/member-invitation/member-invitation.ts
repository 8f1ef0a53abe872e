import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { membershipSchema } from '../membership/membership.ts'

/** What became of the mail with the link. */
export const MAIL_STATES = [
  /** It is being sent, or a function ended meanwhile. */
  'unknown',
  'sent',
  'refused',
  /** The sign-in service made no account, so that no mail was sent. */
  'no-account',
] as const

/**
 * Somebody invited to a study by mail, with the membership that they are to have. Whoever opens the link within its days and
 * signs in accepts it, once. The table holds no token, and no mail address any more once the invitation is accepted or revoked.
 */
export const memberInvitationSchema = z.strictObject({
  ...{ id: z.string(), study: idSchema, name: membershipSchema.shape.name },
  ...{ role: membershipSchema.shape.role, sites: membershipSchema.shape.sites },
  ...{ administers: z.boolean(), blinded: z.boolean() },
  /** Left out once the invitation is accepted or revoked. */
  email: z.optional(z.string()),
  /** By which the digest of the address in the audit trail can be computed again. */
  salt: z.string(),
  state: z.enum(['open', 'accepted', 'revoked']),
  /** SHA-256 of the newest link’s secret, in hexadecimal. */
  secretHash: z.string(),
  /** The `sub` of who invited, or who sent the link again: it counts while they administer the study. */
  invitedBy: z.string(),
  /** ISO 8601. */
  ...{ invitedAt: z.string(), validUntil: z.string() },
  mail: z.enum(MAIL_STATES),
  /** The `sub` of who accepted it. */
  acceptedBy: z.optional(z.string()),
})

export type MemberInvitation = z.infer<typeof memberInvitationSchema>
