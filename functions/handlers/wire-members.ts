import { createStaffAccounts } from '../platform/aws/staff-accounts.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createLastSignInStore } from '../records/last-sign-in/last-sign-in.store.ts'
import { createMemberInvitationStore } from '../records/member-invitation/member-invitation.store.ts'
import { createMembershipStore } from '../records/membership/membership.store.ts'
import { createOrganisationStore } from '../records/organisation/organisation.store.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'
import { wireLibrary } from './wire-library.ts'

/** The table that memberships are granted in and revoked, with their audit entries. */
export function wireMembers(env: Env<'MEMBERS_TABLE' | 'AUDIT_TABLE' | 'LIBRARY_TABLE'>) {
  const { library, outlineStudy } = wireLibrary(env)
  return {
    ...{ clock, library, outlineStudy, membersTable: env.MEMBERS_TABLE },
    memberships: createMembershipStore({ dynamo, table: env.MEMBERS_TABLE }),
    organisations: createOrganisationStore({ dynamo, table: env.MEMBERS_TABLE }),
    audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  }
}

/** Where somebody begins: their studies, as they are published or written, and their organisations. */
export function wireHome(env: Env<'MEMBERS_TABLE' | 'LIBRARY_TABLE'>) {
  return {
    outlineStudy: wireLibrary(env).outlineStudy,
    organisations: createOrganisationStore({ dynamo, table: env.MEMBERS_TABLE }),
  }
}

/** When people last signed in to the console. */
export function wireLastSignIns({ MEMBERS_TABLE }: Env<'MEMBERS_TABLE'>) {
  return { lastSignIns: createLastSignInStore({ dynamo, table: MEMBERS_TABLE }) }
}

/** Invitations to a study, and the accounts of those who are invited. */
export function wireMemberInvitations(env: Env<'MEMBERS_TABLE' | 'USER_POOL_ID'>) {
  return {
    invitations: createMemberInvitationStore({ dynamo, table: env.MEMBERS_TABLE, clock }),
    accounts: createStaffAccounts(env.USER_POOL_ID),
  }
}
