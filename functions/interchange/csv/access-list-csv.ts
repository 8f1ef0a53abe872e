import type { StoredMembership } from '../../records/membership/membership.store.ts'
import { formatCsv } from './format-csv.ts'

const COLUMNS = [
  'name',
  'account',
  'role',
  'sites',
  'administers',
  'blinded',
  'granted_at',
  'granted_by',
  'last_sign_in_at',
] as const

/** An access list for a review: one row of each member, with codes as the API has them and instants in UTC. */
export function formatAccessListCsv(
  members: readonly (StoredMembership & { readonly lastSignInAt: string | undefined })[],
  settings: { readonly isForSpreadsheet?: boolean } = {},
): string {
  const rows = members.map((member) => ({
    ...{ name: member.name, account: member.sub, role: member.role, sites: member.sites.join(' ') },
    ...{ administers: formatFlag(member.administers), blinded: formatFlag(member.blinded) },
    granted_at: member.grantedAt,
    granted_by: member.grantedAt === undefined ? undefined : (member.grantedBy ?? 'operator'),
    last_sign_in_at: member.lastSignInAt,
  }))
  return formatCsv(COLUMNS, rows, settings)
}

function formatFlag(flag: boolean): string {
  return flag ? 'yes' : 'no'
}
