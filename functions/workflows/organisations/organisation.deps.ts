import type { OrganisationStore } from '../../records/organisation/organisation.store.ts'
import type { MemberDeps } from '../access/change-members.ts'

export type OrganisationDeps = MemberDeps & { readonly organisations: OrganisationStore }
