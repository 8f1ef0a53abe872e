import type { TidyExportQuery } from '../../../web/api/exports/tidy-export.ts'
import { findMemberSite, type SiteScope } from '../../platform/core/scope.ts'
import type { StudyMember } from '../access/staff-access.ts'
import { buildUnknownName } from '../analyses/analysis-request.ts'
import { EXPORT_FORMATS } from './export-formats.ts'

/** The clinics of a member that an export is of: the one that is asked for, or all. @throws ProblemError 422 */
export function requireExportScopes(
  membership: StudyMember,
  site: string | null | undefined,
): readonly SiteScope[] {
  const asked = listExportScopes(membership, site)
  if (asked.length === 0)
    throw buildUnknownName('?site', 'must be a clinic of the study and of your membership')
  return asked
}

/** Whether a format has dates, study days, or both. @throws ProblemError 422 */
export function requireExportVariant({ format, variant }: Pick<TidyExportQuery, 'format' | 'variant'>): void {
  const { variants } = EXPORT_FORMATS[format]
  if (!variants.includes(variant))
    throw buildUnknownName('?variant', `must be ${variants.join(' or ')} for this format`)
}

/** The clinics that an export is of; none where the clinic is not theirs, or not there. */
export function listExportScopes(
  { member, study }: Pick<StudyMember, 'member' | 'study'>,
  site: string | null | undefined,
): readonly SiteScope[] {
  const own = study.sites.flatMap(({ id }) => findMemberSite(member, id) ?? [])
  return site === undefined || site === null ? own : own.filter((scope) => scope.site === site)
}
