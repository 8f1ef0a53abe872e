import type { Person } from '../../platform/http/tokens.ts'
import type { StoredMembership } from '../../records/membership/membership.store.ts'
import type { Organisation, OrganisationAdministrator } from '../../records/organisation/organisation.ts'
import { grantMembership } from '../access/change-members.ts'
import { buildNotFound } from '../access/staff-access.ts'
import type { OrganisationDeps } from './organisation.deps.ts'

export type OrganisationAccess = {
  readonly organisation: Organisation
  readonly administrator: OrganisationAdministrator
}

/** The same 404 for an organisation that does not exist and one that is not theirs. @throws ProblemError 404 */
export async function requireOrganisation(
  { organisations }: Pick<OrganisationDeps, 'organisations'>,
  { sub }: Pick<Person, 'sub'>,
  id: string,
): Promise<OrganisationAccess> {
  const [organisation, administrator] = await Promise.all([
    organisations.find(id),
    organisations.findAdministrator(id, sub),
  ])
  if (!organisation || !administrator) throw buildNotFound()
  return { organisation: { id, name: organisation.name }, administrator }
}

/** A study as who administers its organisation sees it: what it is called and who runs it, and nothing of participants. */
export type OrganisationStudy = {
  readonly id: string
  readonly title: string
  readonly isUnpublished: boolean
  readonly sites: number
  readonly members: number
  /** Names of those who administer it. */
  readonly administrators: readonly string[]
  /** Whether the viewer is a member. */
  readonly isMine: boolean
}

/** By title. */
export async function listOrganisationStudies(
  deps: OrganisationDeps,
  { organisation, administrator: { sub } }: OrganisationAccess,
): Promise<readonly OrganisationStudy[]> {
  const ids = await deps.organisations.listStudies(organisation.id)
  const studies = await Promise.all(
    ids.map(async (id): Promise<OrganisationStudy> => {
      const [outline, members] = await Promise.all([deps.outlineStudy(id), deps.memberships.listByStudy(id)])
      return {
        ...{ id, title: outline?.title ?? id, isUnpublished: outline?.isUnpublished ?? true },
        ...{ sites: outline?.sites.length ?? 0, members: members.length },
        administrators: members.filter(({ administers }) => administers).map(({ name }) => name),
        isMine: members.some((member) => member.sub === sub),
      }
    }),
  )
  return studies.sort((a, b) => a.title.localeCompare(b.title))
}

/**
 * Makes who administers an organisation administer one of its studies, with the audit entry of every membership. A new member
 * is of no clinic and sees no arm: they appoint others, and see nothing of participants.
 *
 * @throws ProblemError 404 for a study of another organisation; `busy`
 */
export async function administerStudy(
  deps: OrganisationDeps,
  { organisation, administrator: { sub, name } }: OrganisationAccess,
  study: string,
): Promise<StoredMembership> {
  if ((await deps.organisations.findOwner(study)) !== organisation.id) throw buildNotFound()
  const known = await deps.memberships.find(sub, study)
  const membership = known ?? { sub, study, name, role: 'coordinator' as const, sites: [], blinded: true }
  const order = {
    ...{ sub, study, name: membership.name, role: membership.role, sites: membership.sites },
    ...{ administers: true, blinded: membership.blinded },
  }
  const { member } = await grantMembership(deps, { kind: 'administrator', sub }, order, known?.revision ?? 0)
  return member
}

/** The organisations that somebody administers, by name. */
export async function listOwnOrganisations(
  { organisations }: Pick<OrganisationDeps, 'organisations'>,
  sub: string,
): Promise<Organisation[]> {
  const found = await Promise.all((await organisations.listByPerson(sub)).map((id) => organisations.find(id)))
  return found
    .flatMap((one) => (one ? [{ id: one.id, name: one.name }] : []))
    .sort((a, b) => a.name.localeCompare(b.name))
}
