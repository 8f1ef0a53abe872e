import { findMemberSite, type SiteScope } from '../../platform/core/scope.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { requireDrafter } from '../access/require-drafter.ts'
import { buildNotFound, requirePerson } from '../access/staff-access.ts'

/** @throws ProblemError 404 for a site that is not theirs; 403 for a program, and for a member who is no lead */
export async function requireLeadOfSite(
  deps: { readonly memberships: Pick<MembershipStore, 'find'> },
  person: Person,
  study: string,
  site: string,
): Promise<{ readonly member: Membership; readonly scope: SiteScope }> {
  requirePerson(person)
  const member = await requireDrafter(deps, person, study)
  const scope = findMemberSite(member, site)
  if (!scope) throw buildNotFound()
  return { member, scope }
}
