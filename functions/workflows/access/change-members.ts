import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../../web/api/problems/problem.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { FindStudyOutline, StudyOutline } from '../../records/library/study-outline.ts'
import {
  deleteMembership,
  type MembershipStore,
  putAdministrators,
  putMembership,
  type StoredMembership,
} from '../../records/membership/membership.store.ts'
import type { Membership } from '../../records/membership/membership.ts'
import { buildNotFound } from './staff-access.ts'

export type MemberDeps = {
  readonly clock: Clock
  readonly memberships: MembershipStore
  readonly membersTable: string
  readonly audit: AuditStore
  readonly outlineStudy: FindStudyOutline
}

/** Who changes memberships: someone who administers the study, or an operator of the account, who says who they are. */
export type MembersActor =
  | { readonly kind: 'administrator'; readonly sub: string }
  | { readonly kind: 'operator'; readonly by: string }

/** A membership to be; what is left out is as it stands, and of a new one not. */
export type MembershipOrder = Omit<Membership, 'administers' | 'blinded'> & {
  readonly administers?: boolean | undefined
  readonly blinded?: boolean | undefined
}

/**
 * Grants a membership, or replaces what there was, in one transaction with its audit entry, which holds both. The same again
 * changes nothing and writes nothing.
 *
 * @param seen the revision that whoever decides has before them, 0 for none; by default whatever there is
 * @returns what was done, and the membership as it stands
 * @throws ProblemError 422 where the study or a site does not exist; 409 `last-administrator`, `own-blinding`,
 * `own-access`; 412 `member-changed`; `busy`
 */
export async function grantMembership(
  deps: MemberDeps,
  actor: MembersActor,
  order: MembershipOrder,
  seen?: number,
): Promise<{ readonly outcome: 'granted' | 'changed' | 'unchanged'; readonly member: StoredMembership }> {
  const { study, sub } = order
  refuseUnknown(await deps.outlineStudy(study), order)
  return retryOnConflict(async () => {
    const before = await deps.memberships.find(sub, study)
    const { administers = before?.administers ?? false, blinded = before?.blinded ?? false } = order
    const membership: Membership = { ...order, administers, blinded }
    if (before && isSame(before, membership)) return { outcome: 'unchanged', member: before }
    requireSeen(before, seen)
    if (before && actor.kind === 'administrator' && actor.sub === sub)
      await refuseOwnAccess(deps, before, membership)
    const event = buildEvent(before ? 'membership.changed' : 'membership.granted', actor, before, membership)
    const grant = {
      grantedAt: formatIso(deps.clock.now()),
      ...(actor.kind === 'administrator' && { grantedBy: actor.sub }),
    }
    const result = await deps.audit.write<string>(study, event, [
      putMembership(deps.membersTable, membership, grant, before),
      ...(await countAdministrators(deps, study, before, membership)),
    ])
    if (result.kind === 'refused') return CONFLICT
    const { grantedAt, grantedBy } = before ?? grant
    const member = { ...membership, grantedAt, grantedBy, revision: (before?.revision ?? 0) + 1 }
    return { outcome: before ? 'changed' : 'granted', member }
  })
}

/**
 * Takes a membership away: the person is refused from their next request on.
 *
 * @param seen the revision that whoever decides has before them; by default whatever there is
 * @returns what it was
 * @throws ProblemError 404 where there is none; 409 `last-administrator`; 412 `member-changed`; `busy`
 */
export async function revokeMembership(
  deps: MemberDeps,
  actor: MembersActor,
  { study, sub }: Pick<Membership, 'study' | 'sub'>,
  seen?: number,
): Promise<StoredMembership> {
  return retryOnConflict(async () => {
    const before = await deps.memberships.find(sub, study)
    if (!before) throw buildNotFound()
    requireSeen(before, seen)
    const event = buildEvent('membership.revoked', actor, before, undefined)
    const result = await deps.audit.write<string>(study, event, [
      deleteMembership(deps.membersTable, before),
      ...(await countAdministrators(deps, study, before, undefined)),
    ])
    return result.kind === 'refused' ? CONFLICT : before
  })
}

/** @throws ProblemError 412 where somebody else has changed, granted or revoked it meanwhile */
function requireSeen(before: StoredMembership | undefined, seen: number | undefined): void {
  if (seen !== undefined && seen !== (before?.revision ?? 0)) throw new ProblemError(memberProblems.changed)
}

/**
 * Refuses that somebody gives themselves to see what is hidden from them. Who alone administers a study adds its new sites to
 * their own, since nobody else can.
 *
 * @throws ProblemError 409 `own-blinding`, `own-access`
 */
async function refuseOwnAccess(
  { memberships }: Pick<MemberDeps, 'memberships'>,
  before: Membership,
  after: Membership,
): Promise<void> {
  if (before.blinded && !after.blinded) throw new ProblemError(memberProblems.ownBlinding)
  const isMore = after.role !== before.role || after.sites.some((site) => !before.sites.includes(site))
  if (isMore && (await memberships.countAdministrators(before.study)) > 1)
    throw new ProblemError(memberProblems.ownAccess)
}

/** @throws ProblemError 409 where nobody would be left to grant a membership */
export async function countAdministrators(
  { memberships, membersTable }: Pick<MemberDeps, 'memberships' | 'membersTable'>,
  study: string,
  before: Membership | undefined,
  after: Membership | undefined,
) {
  const change = Number(after?.administers ?? false) - Number(before?.administers ?? false)
  if (change === 0) return []
  const read = await memberships.countAdministrators(study)
  const now = read + change
  if (now < 1) throw new ProblemError(memberProblems.lastAdministrator)
  return [putAdministrators(membersTable, study, { read, now })]
}

/** @throws ProblemError 422 */
export function refuseUnknown(
  study: Pick<StudyOutline, 'sites'> | undefined,
  { sites }: Pick<Membership, 'sites'>,
): void {
  const faults: FieldFault[] = study
    ? sites.flatMap((site, index) =>
        study.sites.some(({ id }) => id === site)
          ? []
          : [{ pointer: `/sites/${index}`, code: 'unknown-site', detail: 'must be a site of the study' }],
      )
    : [{ pointer: '/study', code: 'unknown-study', detail: 'must be a study of this service' }]
  if (faults.length > 0) throw new ProblemError(platformProblems.invalidInput, faults)
}

function isSame(before: Membership, membership: Membership): boolean {
  const order = ({ name, role, sites, administers, blinded }: Membership) =>
    JSON.stringify([name, role, [...sites].sort(), administers, blinded])
  return order(before) === order(membership)
}

/** The name stands in no entry: the `sub` says who it is. */
function buildEvent(
  action: 'membership.granted' | 'membership.changed' | 'membership.revoked',
  actor: MembersActor,
  before: Membership | undefined,
  after: Membership | undefined,
): AuditEvent {
  const { sub = '' } = after ?? before ?? {}
  return {
    action,
    actor: actor.kind === 'operator' ? { kind: 'operator' } : actor,
    about: {
      sub,
      ...(actor.kind === 'operator' && { by: actor.by }),
      ...(before && { before: formatMembership(before) }),
      ...(after && { after: formatMembership(after) }),
    },
  }
}

/** Role and reach as the audit trail has them: `coordinator, blinded, at gulf`. */
export function formatMembership({
  role,
  sites,
  administers,
  blinded,
}: Pick<Membership, 'role' | 'sites' | 'administers' | 'blinded'>): string {
  const more = [...(administers ? ['administers'] : []), ...(blinded ? ['blinded'] : [])]
  return [role, ...more, `at ${sites.join(' ') || 'no site'}`].join(', ')
}
