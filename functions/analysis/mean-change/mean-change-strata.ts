import type { StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { MeanChangeReply, MeanChangeStrata } from '../../../web/api/analyses/mean-change.ts'
import type { Cohort } from '../cohort/cohort.ts'
import { filterCohort, listStrata } from '../cohort/filter-cohort.ts'

/**
 * The mean change of each group that an attribute makes: everybody in it, pooled, and by site.
 *
 * @param compute the mean change of a cohort in a study, here one without arms
 */
export function computeMeanChangeStrata(
  cohort: Cohort,
  study: StudyDefinition,
  attribute: StudyAttribute,
  compute: (cohort: Cohort, study: StudyDefinition) => MeanChangeReply,
): MeanChangeStrata {
  const codes = listStrata(
    attribute,
    cohort.sites.flatMap(({ participants }) => participants),
  )
  return {
    attribute: attribute.id,
    groups: codes.map((option) => {
      const own = filterCohort(cohort, [{ attribute: attribute.id, option }])
      const { overall, pooled, sites } = compute(own, { ...study, arms: [] })
      return { option, overall, pooled, sites: sites.map(({ site, change }) => ({ site, change })) }
    }),
  }
}
