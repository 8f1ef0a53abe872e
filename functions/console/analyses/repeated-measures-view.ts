import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { RepeatedMeasuresQuery, RepeatedMeasuresView } from '../../../web/console/index.ts'
import { findText } from '../../../web/text/index.ts'
import {
  ALL_PARTICIPANTS,
  type CohortRepeatedMeasures,
} from '../../analysis/repeated-measures/cohort-repeated-measures.ts'
import { buildMeasureWords, listMeasureChoices } from './follow-up-choices.ts'

/** The model's page: the API's result untouched, with titles. */
export function buildRepeatedMeasuresView(
  study: StudyDefinition,
  library: Library,
  asked: RepeatedMeasuresQuery,
  { asOf, minimumCellSize, model, sensitivity, sitesLeftOut }: CohortRepeatedMeasures,
  locale: string,
): RepeatedMeasuresView {
  const measures = buildStudyMeasures(study, library)
  const everybody = { id: ALL_PARTICIPANTS, title: findText(locale).repeatedMeasures.everybody }
  return {
    ...{ asOf, asked, minimumCellSize, model, sensitivity },
    sitesLeftOut: study.sites.flatMap(({ id, name }) => (sitesLeftOut.includes(id) ? [name] : [])),
    measures: listMeasureChoices(study, measures, asked.measure, locale),
    measure: buildMeasureWords(measures, asked.measure, locale),
    visits: listVisits(model).map((id) => ({ id, title: formatOccurrenceTitle(study, id, locale) })),
    arms: study.arms.length > 0 ? study.arms : [everybody],
  }
}

function listVisits(model: CohortRepeatedMeasures['model']): readonly string[] {
  if (model.kind === 'suppressed') return []
  if (model.kind === 'not-fitted') return model.visit === undefined ? [] : [model.visit]
  return [...new Set([...model.means.map(({ visit }) => visit), ...model.visitsLeftOut])]
}
