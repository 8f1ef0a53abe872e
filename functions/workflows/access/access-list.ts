import { hash } from 'node:crypto'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { LastSignInStore } from '../../records/last-sign-in/last-sign-in.store.ts'
import type { MembershipStore, StoredMembership } from '../../records/membership/membership.store.ts'

/** Somebody with access, and when they last signed in to the console: ISO 8601, `undefined` for never. */
export type AccessListEntry = StoredMembership & { readonly lastSignInAt: string | undefined }

export type AccessListDeps = {
  readonly memberships: MembershipStore
  readonly lastSignIns: LastSignInStore
}

/** Everybody who has access to a study, by `sub`. */
export async function readAccessList(
  { memberships, lastSignIns }: AccessListDeps,
  study: string,
): Promise<readonly AccessListEntry[]> {
  const members = await memberships.listByStudy(study)
  return Promise.all(
    members.map(async (member) => ({ ...member, lastSignInAt: await lastSignIns.find(member.sub) })),
  )
}

/** Records that the access list left as a file, before it does: by whom, how many members, and SHA-256 of the file. */
export async function recordAccessListExport(
  { audit }: { readonly audit: Pick<AuditStore, 'append'> },
  { study, sub }: { readonly study: string; readonly sub: string },
  file: { readonly members: number; readonly text: string },
): Promise<void> {
  const about = { members: file.members, sha256: hash('sha256', file.text) }
  const actor = { kind: 'administrator', sub } as const
  await audit.append(study, Promise.resolve({ action: 'access-list.exported', actor, about }))
}
