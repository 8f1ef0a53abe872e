import type { Log } from '../platform/core/log.ts'
import type { OrganisationDeps } from '../workflows/organisations/organisation.deps.ts'
import { createConsoleApp, requireSession } from './app/console-app.tsx'
import { createAcceptInvitationRoutes } from './entry/accept-invitation.routes.tsx'
import { createSignInRoutes, type SignInRouteDeps } from './entry/sign-in.routes.tsx'
import { createMembersConsoleRoutes, type MembersConsoleDeps } from './members/members.routes.tsx'
import { createOrganisationConsoleRoutes } from './organisations/organisation.routes.tsx'

export type MembersPagesDeps = MembersConsoleDeps & OrganisationDeps & SignInRouteDeps & { readonly log: Log }

/** The pages of who may do what: signing in, invitations, and the members of a study. They read nothing of participants. */
export function membersConsole(deps: MembersPagesDeps) {
  return createConsoleApp(deps)
    .route('/', createSignInRoutes(deps))
    .route('/', createAcceptInvitationRoutes(deps))
    .use(requireSession(deps))
    .route('/', createMembersConsoleRoutes(deps))
    .route('/', createOrganisationConsoleRoutes(deps))
}
