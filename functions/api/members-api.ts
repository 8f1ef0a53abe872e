import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import type { OrganisationDeps } from '../workflows/organisations/organisation.deps.ts'
import { createMemberRoutes, type MemberRouteDeps } from './members/member.routes.ts'
import {
  createMemberInvitationRoutes,
  type MemberInvitationRouteDeps,
} from './members/member-invitation.routes.ts'
import { createOrganisationRoutes } from './organisations/organisation.routes.ts'

/** Who may do what: the only part of the staff API that writes memberships, and it reads nothing of participants. */
export function createMembersApi(
  deps: MemberRouteDeps & MemberInvitationRouteDeps & OrganisationDeps & { tokens: TokenVerifier; log: Log },
) {
  return createApp<StaffEnv>(deps)
    .use(requireToken(deps.tokens))
    .route('/', createMemberRoutes(deps))
    .route('/', createMemberInvitationRoutes(deps))
    .route('/', createOrganisationRoutes(deps))
}
