import { textIn } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { type Measure, measuresFor } from '../../../surveys/study/measures.ts'
import { titleOfInstance } from '../../../surveys/study/occurrence.ts'
import type { ThresholdsAsked, ThresholdsView } from '../../../web/console/index.ts'
import {
  type CohortThresholds,
  unchangedAt,
} from '../../analysis/meaningful-change/cohort-meaningful-change.ts'
import { followUpChoices, measureChoices, measureView } from './follow-up-choices.ts'

/** The threshold workbench's page: the API's result untouched, with titles. */
export function thresholdsView(
  study: StudyDefinition,
  library: Library,
  asked: ThresholdsAsked,
  { asOf, minimumCell, result, sitesLeftOut }: CohortThresholds,
  locale: string,
): ThresholdsView {
  const measures = measuresFor(study, library)
  const anchor = measures.get('global-change')
  const groups = result.kind === 'estimated' ? result.anchor.groups : []
  return {
    ...{ asOf, asked, minimumCell, result },
    sitesLeftOut: study.sites.flatMap(({ id, name }) => (sitesLeftOut.includes(id) ? [name] : [])),
    measures: measureChoices(study, measures, asked.measure, locale),
    measure: measureView(measures, asked.measure, locale),
    timepoints: followUpChoices(study, locale, asked.timepoint),
    timepoint: { id: asked.timepoint, title: titleOfInstance(study, asked.timepoint, locale) },
    anchorTitle: anchor ? textIn(anchor.title, locale) : null,
    stepTitles: groups.map(({ anchor: steps }) => ({
      steps,
      title: anchor ? ratingAt(anchor, steps, locale) : '',
    })),
  }
}

/** The words of a rating that lies so many steps from unchanged. */
function ratingAt(anchor: Measure, steps: number, locale: string): string {
  const unchanged = unchangedAt(anchor) ?? 0
  const value = anchor.direction === 'higher-is-worse' ? unchanged - steps : unchanged + steps
  return textIn(anchor.bands.findLast(({ from }) => from <= value)?.label, locale)
}
