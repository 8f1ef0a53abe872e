import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures, type Measure } from '../../../surveys/study/measures.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { MeaningfulChangeQuery, MeaningfulChangeView } from '../../../web/console/index.ts'
import {
  type CohortMeaningfulChange,
  findUnchangedRating,
} from '../../analysis/meaningful-change/cohort-meaningful-change.ts'
import { buildMeasureWords, listFollowUpChoices, listMeasureChoices } from './follow-up-choices.ts'

/** The threshold workbench's page: the API's result untouched, with titles. */
export function buildMeaningfulChangeView(
  study: StudyDefinition,
  library: Library,
  asked: MeaningfulChangeQuery,
  { asOf, minimumCellSize, result, sitesLeftOut }: CohortMeaningfulChange,
  locale: string,
): MeaningfulChangeView {
  const measures = buildStudyMeasures(study, library)
  const anchor = measures.get('global-change')
  const groups = result.kind === 'estimated' ? result.anchor.groups : []
  return {
    ...{ asOf, asked, minimumCellSize, result },
    sitesLeftOut: study.sites.flatMap(({ id, name }) => (sitesLeftOut.includes(id) ? [name] : [])),
    measures: listMeasureChoices(study, measures, asked.measure, locale),
    measure: buildMeasureWords(measures, asked.measure, locale),
    timepoints: listFollowUpChoices(study, locale, asked.timepoint),
    timepoint: { id: asked.timepoint, title: formatOccurrenceTitle(study, asked.timepoint, locale) },
    anchorTitle: anchor ? pickText(anchor.title, locale) : null,
    stepTitles: groups.map(({ anchor: steps }) => ({
      steps,
      title: anchor ? formatRating(anchor, steps, locale) : '',
    })),
  }
}

/** The words of a rating that lies so many steps from unchanged. */
function formatRating(anchor: Measure, steps: number, locale: string): string {
  const unchanged = findUnchangedRating(anchor) ?? 0
  const value = anchor.direction === 'higher-is-worse' ? unchanged - steps : unchanged + steps
  return pickText(anchor.bands.findLast(({ from }) => from <= value)?.label, locale)
}
