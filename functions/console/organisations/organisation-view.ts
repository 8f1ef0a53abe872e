import type {
  OrganisationNotice,
  OrganisationView,
  TypedStudy,
} from '../../../web/console/organisation-page.tsx'
import type { OrganisationDeps } from '../../workflows/organisations/organisation.deps.ts'
import {
  listOrganisationStudies,
  type OrganisationAccess,
} from '../../workflows/organisations/read-organisation.ts'

/**
 * An organisation as its page shows it.
 *
 * @param sub of who looks
 * @param typed into the form that begins a study, where that was refused
 */
export async function buildOrganisationView(
  deps: OrganisationDeps,
  access: OrganisationAccess,
  sub: string,
  notice: OrganisationNotice | undefined,
  typed?: TypedStudy,
): Promise<OrganisationView> {
  const { id, name } = access.organisation
  const [studies, administrators] = await Promise.all([
    listOrganisationStudies(deps, access),
    deps.organisations.listAdministrators(id),
  ])
  return {
    ...{ id, name, studies, notice, typed },
    administrators: administrators.map((one) => ({
      ...{ sub: one.sub, name: one.name, appointedAt: one.appointedAt },
      isViewer: one.sub === sub,
    })),
  }
}
