import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { MeanChangeQuery, MeanChangeView } from '../../../web/console/index.ts'
import type { CohortMeanChange } from '../../analysis/mean-change/cohort-mean-change.ts'
import { buildMeasureView, listFollowUpChoices, listMeasureChoices } from './follow-up-choices.ts'

/** The page of a mean change: the API's result untouched, with titles. */
export function buildMeanChangeView(
  study: StudyDefinition,
  library: Library,
  asked: MeanChangeQuery,
  { asOf, minimumCellSize, sites, pooled, differences }: CohortMeanChange,
  locale: string,
): MeanChangeView {
  const measures = buildStudyMeasures(study, library)
  const names = new Map(study.sites.map(({ id, name }) => [id, name]))
  return {
    ...{ asOf, asked, minimumCellSize, pooled, differences },
    measures: listMeasureChoices(study, measures, asked.measure, locale),
    measure: buildMeasureView(measures, asked.measure, locale),
    timepoints: listFollowUpChoices(study, locale, asked.timepoint),
    timepoint: { id: asked.timepoint, title: formatOccurrenceTitle(study, asked.timepoint, locale) },
    arms: study.arms,
    sites: sites.map((one) => ({ ...one, name: names.get(one.site) ?? one.site })),
  }
}
