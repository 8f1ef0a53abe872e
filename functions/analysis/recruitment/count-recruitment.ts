import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { countPlannedBy } from '../../../surveys/study/recruitment.ts'
import type { RecruitmentCount } from '../../../web/reports/monthly-study.ts'
import { formatLocalDay } from '../timeline/local-day.ts'
import { findSiteTimeZone } from '../timeline/timeline.ts'

/**
 * Enrollment by site, in the study’s order, and over all of them, compared with the plan.
 *
 * @param enrolledAt when each participant of a site was enrolled (ISO instants), by site
 * @param since ISO instant, `null` for ever
 * @param asOf ISO instant
 */
export function countRecruitment(
  study: Pick<StudyDefinition, 'sites' | 'recruitment'>,
  enrolledAt: ReadonlyMap<string, readonly string[]>,
  since: string | null,
  asOf: string,
): readonly RecruitmentCount[] {
  const { recruitment, sites } = study
  const plan = (target: number | undefined, site: string) =>
    recruitment === undefined || target === undefined
      ? null
      : countPlannedBy(recruitment, target, formatLocalDay(asOf, findSiteTimeZone(study, site)))
  const rows = sites.map(({ id, target }): RecruitmentCount => {
    const known = (enrolledAt.get(id) ?? []).filter((at) => at <= asOf)
    return {
      ...{ site: id, enrolled: known.length, target: target ?? null, planned: plan(target, id) },
      added: since === null ? known.length : known.filter((at) => at > since).length,
    }
  })
  const sum = (name: 'enrolled' | 'added') => rows.reduce((total, row) => total + row[name], 0)
  return [
    ...rows,
    {
      ...{ site: null, enrolled: sum('enrolled'), added: sum('added') },
      target: recruitment?.target ?? null,
      planned: plan(recruitment?.target, sites[0]?.id ?? ''),
    },
  ]
}
