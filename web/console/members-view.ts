import type { MemberRole } from '../api/members/member-roles.ts'
import type { SiteName } from './frame.ts'

/** Somebody with access to the study. Instants are ISO 8601. */
export type MemberRow = {
  readonly sub: string
  readonly name: string
  readonly role: MemberRole
  /** Names of the clinics. */
  readonly sites: readonly string[]
  readonly administers: boolean
  readonly blinded: boolean
  readonly lastSignInAt: string | null
  readonly grantedAt: string | null
  /** Name of who granted it, or their account ID where they have left; null for an operator. */
  readonly grantedBy: string | null
  readonly isViewer: boolean
}

/** An invitation that waits for somebody, or whose link is over. */
export type InvitationRow = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: MemberRole
  readonly sites: readonly string[]
  readonly administers: boolean
  readonly blinded: boolean
  readonly state: 'open' | 'expired'
  readonly validUntil: string
  readonly invitedBy: string
  readonly mail: 'unknown' | 'sent' | 'refused' | 'no-account'
}

export const MEMBER_NOTICES = ['granted', 'changed', 'revoked', 'invited', 'invitation-revoked'] as const
export const MAIL_NOTICES = ['unknown', 'refused', 'no-account'] as const
export type MembersNotice =
  | (typeof MEMBER_NOTICES)[number]
  | (typeof MAIL_NOTICES)[number]
  | 'invitation-settled'

export type MembersView = {
  readonly members: readonly MemberRow[]
  readonly invitations: readonly InvitationRow[]
  readonly notice: MembersNotice | null
}

/** Fields of the forms, in their order. */
export const MEMBER_FIELDS = ['account', 'name', 'email', 'role', 'sites'] as const
export type MemberField = (typeof MEMBER_FIELDS)[number]

/** What stops a form as a whole. */
export type MemberRefusal =
  | 'last-administrator'
  | 'own-blinding'
  | 'own-access'
  | 'member-changed'
  | 'already-member'
  | 'already-invited'

export type MemberFormView = {
  /** What the form does: gives access to an account, invites by mail, or changes what there is. */
  readonly kind: 'grant' | 'invite' | 'change'
  readonly sites: readonly SiteName[]
  /** Without arms there is nothing to be blinded to. */
  readonly hasArms: boolean
  readonly typed: {
    readonly account: string
    readonly name: string
    readonly email: string
    readonly role: string
    readonly sites: readonly string[]
    readonly administers: boolean
    readonly blinded: boolean
  }
  /** Of the membership that the form shows. */
  readonly revision: number
  readonly faults: readonly MemberField[]
  readonly refusal: MemberRefusal | null
}

export type RevokeView = {
  readonly member: MemberRow
  readonly revision: number
  readonly refusal: Extract<MemberRefusal, 'last-administrator' | 'member-changed'> | null
}

export type InvitationView =
  | { readonly kind: 'ended' }
  | { readonly kind: 'already-member'; readonly href: string }
  | {
      readonly kind: 'open'
      readonly title: string
      readonly inviter: string
      readonly role: MemberRole
      readonly sites: readonly string[]
      readonly administers: boolean
      readonly blinded: boolean
      readonly validUntil: string
    }
