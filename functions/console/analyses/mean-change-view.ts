import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { measuresFor } from '../../../surveys/study/measures.ts'
import { titleOfInstance } from '../../../surveys/study/occurrence.ts'
import type { ChangeAsked, ChangeView } from '../../../web/console/index.ts'
import type { CohortChange } from '../../analysis/mean-change/cohort-mean-change.ts'
import { followUpChoices, measureChoices, measureView } from './follow-up-choices.ts'

/** The page of a mean change: the API's result untouched, with titles. */
export function changeView(
  study: StudyDefinition,
  library: Library,
  asked: ChangeAsked,
  { asOf, minimumCell, sites, pooled, differences }: CohortChange,
  locale: string,
): ChangeView {
  const measures = measuresFor(study, library)
  const names = new Map(study.sites.map(({ id, name }) => [id, name]))
  return {
    ...{ asOf, asked, minimumCell, pooled, differences },
    measures: measureChoices(study, measures, asked.measure, locale),
    measure: measureView(measures, asked.measure, locale),
    timepoints: followUpChoices(study, locale, asked.timepoint),
    timepoint: { id: asked.timepoint, title: titleOfInstance(study, asked.timepoint, locale) },
    arms: study.arms,
    sites: sites.map((one) => ({ ...one, name: names.get(one.site) ?? one.site })),
  }
}
