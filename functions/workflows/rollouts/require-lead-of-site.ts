import { hasPower } from '../../../web/api/members/member-roles.ts'
import { rolloutProblems } from '../../../web/api/problems/rollout-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { findDirectedSite, type Member, type SiteScope } from '../../platform/core/scope.ts'
import type { Person } from '../../platform/http/tokens.ts'
import type { StudyHeadStore } from '../../records/library/study-head.store.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { requireDrafter } from '../access/require-drafter.ts'
import { buildNotFound, requirePerson } from '../access/staff-access.ts'

export type LeadOfSiteDeps = {
  readonly memberships: Pick<MembershipStore, 'find'>
  readonly heads: Pick<StudyHeadStore, 'find'>
}

/**
 * A lead of the study, for which version one of its sites follows.
 *
 * @throws ProblemError 404 for a site that the study does not have; 403 for a program, and for a member who is no lead
 */
export async function requireLeadOfSite(
  deps: LeadOfSiteDeps,
  person: Person,
  study: string,
  site: string,
): Promise<{ readonly member: Membership; readonly scope: SiteScope }> {
  requirePerson(person)
  const member = await requireDrafter(deps, person, study)
  const head = await deps.heads.find(study)
  const scope = findDirectedSite(member, head?.sites ?? [], site)
  if (!scope) throw buildNotFound()
  return { member, scope }
}

/**
 * Whether a lead may change what was decided of a site's version: a lead of that site always, and another lead where no lead
 * of the site has decided it. Who decided it and is no lead of the site any more binds nobody.
 *
 * @param by `sub` of who decided; absent of what was decided when leads of the site alone could
 */
export async function isFreeToChange(
  { memberships }: Pick<LeadOfSiteDeps, 'memberships'>,
  member: Member,
  site: string,
  by: string | undefined,
): Promise<boolean> {
  if (member.sites.includes(site)) return true
  if (by === undefined) return false
  const decided = await memberships.find(by, member.study)
  return !(decided && hasPower(decided.role, 'direct') && decided.sites.includes(site))
}

/** @throws ProblemError `site-decided-by-its-lead`, see `isFreeToChange` */
export async function requireFreeToChange(...asked: Parameters<typeof isFreeToChange>): Promise<void> {
  if (!(await isFreeToChange(...asked))) throw new ProblemError(rolloutProblems.decidedBySite)
}
