import type { StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { MeanChangeStrata } from '../../../web/api/analyses/mean-change.ts'
import { createAttributeTest, listStrata } from '../cohort/filter-cohort.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import type { PoolingOptions } from '../pooling/pooling.ts'
import { computeMeanChange } from './cohort-mean-change.ts'
import type { CohortChanges, MeanChangeQuestion } from './participant-changes.ts'

/** The mean change of each group that an attribute makes: everybody in it, without arms, pooled, and by site. */
export function computeMeanChangeStrata(
  { asOf, sites }: CohortChanges,
  question: MeanChangeQuestion,
  attribute: StudyAttribute,
  viewer: Viewer,
  options: PoolingOptions = {},
): MeanChangeStrata {
  const codes = listStrata(
    attribute,
    sites.flatMap(({ ones }) => ones),
  )
  const withoutArms = { ...question, study: { ...question.study, arms: [] } }
  return {
    attribute: attribute.id,
    groups: codes.map((option) => {
      const isOwn = createAttributeTest([{ attribute: attribute.id, option }])
      const own = { asOf, sites: sites.map(({ site, ones }) => ({ site, ones: ones.filter(isOwn) })) }
      const { overall, pooled, sites: bySite } = computeMeanChange(own, withoutArms, viewer, options)
      return { option, overall, pooled, sites: bySite.map(({ site, change }) => ({ site, change })) }
    }),
  }
}
