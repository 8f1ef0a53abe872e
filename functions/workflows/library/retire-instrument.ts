import { hasPower } from '../../../web/api/members/member-roles.ts'
import { instrumentProblems } from '../../../web/api/problems/instrument-problems.ts'
import { memberProblems } from '../../../web/api/problems/member-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { CatalogueEntry } from '../../records/library/catalogue.ts'
import type { MembershipStore } from '../../records/membership/membership.store.ts'
import { type RetireDeps, retireDefinition } from './retire-definition.ts'

/**
 * Retires a version of an instrument that people published. Assessments that ask it go on, and so do studies that do.
 *
 * @param person who leads or administers the study that published it, or any where none is named
 * @throws ProblemError 403 `not-administrator`; 404; 409 `instrument-built-in`, `already-retired`
 */
export function retireInstrument(
  deps: RetireDeps & { readonly memberships: Pick<MembershipStore, 'listByPerson'> },
  person: { readonly sub: string },
  { id, version, reason }: { readonly id: string; readonly version: string; readonly reason: string },
): Promise<NonNullable<CatalogueEntry['retired']>> {
  const what = { kind: 'instrument', id, version } as const
  return retireDefinition(deps, person.sub, what, reason, async ({ origin, study }) => {
    if (origin === 'built-in') throw new ProblemError(instrumentProblems.builtIn)
    const memberships = await deps.memberships.listByPerson(person.sub)
    const own = memberships.filter((one) => study === undefined || one.study === study)
    if (!own.some(({ role, administers }) => hasPower(role, 'direct') || administers))
      throw new ProblemError(memberProblems.notAdministrator)
  })
}
