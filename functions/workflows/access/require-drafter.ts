import { hasPower } from '../../../web/api/members/member-roles.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { buildNotFound } from './staff-access.ts'

/**
 * Somebody who directs the study, which need not be published yet. The same 404 for a study that does not exist and one that is not theirs.
 *
 * @throws ProblemError 404; 403 for a member who does not
 */
export async function requireDrafter(
  { memberships }: { readonly memberships: Pick<MembershipStore, 'find'> },
  person: Person,
  study: string,
): Promise<Membership> {
  const member = await memberships.find(person.sub, study)
  if (!member) throw buildNotFound()
  if (!hasPower(member.role, 'direct')) throw new ProblemError(platformProblems.forbidden)
  return member
}
