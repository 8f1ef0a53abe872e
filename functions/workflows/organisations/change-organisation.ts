import { organisationProblems } from '../../../web/api/problems/organisation-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { formatOrganisationChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import {
  deleteAdministrator,
  putAdministrator,
  putOrganisation,
  putOwner,
} from '../../records/organisation/organisation.store.ts'
import type { Organisation, OrganisationAdministrator } from '../../records/organisation/organisation.ts'
import type { MembersActor } from '../access/change-members.ts'
import { buildNotFound } from '../access/staff-access.ts'
import type { OrganisationDeps } from './organisation.deps.ts'

type Person = Pick<OrganisationAdministrator, 'sub' | 'name'>

/**
 * Founds an organisation with its first administrator. The same again changes nothing; with another administrator it
 * appoints them too, which is how an operator helps one that has lost all of its own.
 */
export async function foundOrganisation(
  deps: OrganisationDeps,
  by: string,
  organisation: Organisation,
  administrator: Person,
): Promise<'founded' | 'appointed' | 'unchanged'> {
  const actor = { kind: 'operator', by } as const
  const isNew = await retryOnConflict(async () => {
    if (await deps.organisations.find(organisation.id)) return false
    const event = buildEvent('organisation.founded', actor, administrator)
    const result = await deps.audit.write<string>(formatOrganisationChain(organisation.id), event, [
      putOrganisation(deps.membersTable, organisation, 1, undefined),
      putAdministrator(deps.membersTable, appoint(deps, organisation.id, administrator, actor)),
    ])
    return result.kind === 'refused' ? CONFLICT : true
  })
  return isNew ? 'founded' : appointAdministrator(deps, actor, organisation.id, administrator)
}

/**
 * Appoints somebody, who sees the organisation from their next request on. The same again changes nothing.
 *
 * @throws ProblemError 404; `busy`
 */
export async function appointAdministrator(
  deps: OrganisationDeps,
  actor: MembersActor,
  id: string,
  person: Person,
): Promise<'appointed' | 'unchanged'> {
  return retryOnConflict(async () => {
    const [read, known] = await Promise.all([
      deps.organisations.find(id),
      deps.organisations.findAdministrator(id, person.sub),
    ])
    if (!read) throw buildNotFound()
    if (known) return 'unchanged'
    const event = buildEvent('organisation.administrator-appointed', actor, person)
    const result = await deps.audit.write<string>(formatOrganisationChain(id), event, [
      putOrganisation(deps.membersTable, read, read.administrators + 1, read),
      putAdministrator(deps.membersTable, appoint(deps, id, person, actor)),
    ])
    return result.kind === 'refused' ? CONFLICT : 'appointed'
  })
}

/** @throws ProblemError 404 for somebody who is none; 409 `last-organisation-administrator`; `busy` */
export async function dismissAdministrator(
  deps: OrganisationDeps,
  actor: MembersActor,
  id: string,
  sub: string,
): Promise<void> {
  await retryOnConflict(async () => {
    const [read, known] = await Promise.all([
      deps.organisations.find(id),
      deps.organisations.findAdministrator(id, sub),
    ])
    if (!read || !known) throw buildNotFound()
    if (read.administrators <= 1) throw new ProblemError(organisationProblems.lastAdministrator)
    const event = buildEvent('organisation.administrator-dismissed', actor, known)
    const result = await deps.audit.write<string>(formatOrganisationChain(id), event, [
      putOrganisation(deps.membersTable, read, read.administrators - 1, read),
      deleteAdministrator(deps.membersTable, { organisation: id, sub }),
    ])
    return result.kind === 'refused' ? CONFLICT : undefined
  })
}

/**
 * Makes a study an organisation’s. The same again changes nothing.
 *
 * @throws ProblemError 404 for an organisation that there is not; 409 `study-of-others`; 422 for a study that there is not
 */
export async function adoptStudy(
  deps: OrganisationDeps,
  actor: MembersActor,
  { organisation, study }: { readonly organisation: string; readonly study: string },
): Promise<'adopted' | 'unchanged'> {
  const [found, owner, outline] = await Promise.all([
    deps.organisations.find(organisation),
    deps.organisations.findOwner(study),
    deps.outlineStudy(study),
  ])
  if (!found) throw buildNotFound()
  if (owner === organisation) return 'unchanged'
  if (owner !== undefined) throw new ProblemError(organisationProblems.studyOfOthers)
  if (!outline)
    throw new ProblemError(platformProblems.invalidInput, [
      { pointer: '/study', code: 'unknown-study', detail: 'must be a study of this service' },
    ])
  const { kind } = actor
  const event = {
    action: 'organisation.study-adopted',
    actor: kind === 'operator' ? { kind } : actor,
    about: { study, ...(kind === 'operator' && { by: actor.by }) },
  } as const
  const writes = putOwner(deps.membersTable, organisation, study)
  const result = await deps.audit.write<string>(formatOrganisationChain(organisation), event, writes)
  if (result.kind === 'refused') throw new ProblemError(organisationProblems.studyOfOthers)
  return 'adopted'
}

function appoint(
  { clock }: OrganisationDeps,
  organisation: string,
  { sub, name }: Person,
  actor: MembersActor,
): OrganisationAdministrator {
  const appointedAt = formatIso(clock.now())
  return {
    ...{ organisation, sub, name, appointedAt },
    ...(actor.kind === 'administrator' && { appointedBy: actor.sub }),
  }
}

/** The name stands in no entry: the `sub` says who it is. */
function buildEvent(
  action:
    | 'organisation.founded'
    | 'organisation.administrator-appointed'
    | 'organisation.administrator-dismissed',
  actor: MembersActor,
  { sub }: Pick<Person, 'sub'>,
): AuditEvent {
  return {
    action,
    actor: actor.kind === 'operator' ? { kind: 'operator' } : actor,
    about: { sub, ...(actor.kind === 'operator' && { by: actor.by }) },
  }
}
