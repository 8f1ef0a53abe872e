import type * as z from 'zod/mini'
import type { releaseOrder } from '../../../web/api/releases/release.ts'
import { listAnalysisScopes } from '../../platform/core/scope.ts'
import { requireUnblinded, type StudyMember } from '../access/staff-access.ts'
import { type MakeReleaseDeps, makeRelease } from './make-release.ts'

/**
 * A release as a lead orders it.
 *
 * @param membership of a lead: nobody else may make one
 * @throws ProblemError 403 for who is blinded, beside what `makeRelease` throws
 */
export function makeReleaseByLead(
  deps: MakeReleaseDeps,
  membership: StudyMember,
  { name, note, asOf }: z.output<typeof releaseOrder>,
) {
  requireUnblinded(membership)
  const { member, study, studyHash, library } = membership
  const published = { definition: study, hash: studyHash, library }
  const sites = study.sites.map(({ id }) => id)
  return makeRelease(deps, {
    ...{ published, scopes: listAnalysisScopes(member, sites), name, note, asOf },
    madeBy: { kind: 'lead', sub: member.sub },
  })
}
