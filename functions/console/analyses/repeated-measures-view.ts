import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { ModelAsked, ModelView } from '../../../web/console/index.ts'
import { findText } from '../../../web/text/index.ts'
import {
  ALL_PARTICIPANTS,
  type CohortRepeatedMeasures,
} from '../../analysis/repeated-measures/cohort-repeated-measures.ts'
import { buildMeasureView, listMeasureChoices } from './follow-up-choices.ts'

/** The model's page: the API's result untouched, with titles. */
export function buildRepeatedMeasuresView(
  study: StudyDefinition,
  library: Library,
  asked: ModelAsked,
  { asOf, minimumCell, model, sensitivity, sitesLeftOut }: CohortRepeatedMeasures,
  locale: string,
): ModelView {
  const measures = buildStudyMeasures(study, library)
  const everybody = { id: ALL_PARTICIPANTS, title: findText(locale).model.everybody }
  return {
    ...{ asOf, asked, minimumCell, model, sensitivity },
    sitesLeftOut: study.sites.flatMap(({ id, name }) => (sitesLeftOut.includes(id) ? [name] : [])),
    measures: listMeasureChoices(study, measures, asked.measure, locale),
    measure: buildMeasureView(measures, asked.measure, locale),
    visits: listVisits(model).map((id) => ({ id, title: formatOccurrenceTitle(study, id, locale) })),
    arms: study.arms.length > 0 ? study.arms : [everybody],
  }
}

function listVisits(model: CohortRepeatedMeasures['model']): readonly string[] {
  if (model.kind === 'withheld') return []
  if (model.kind === 'not-fitted') return model.visit === undefined ? [] : [model.visit]
  return [...new Set([...model.means.map(({ visit }) => visit), ...model.visitsLeftOut])]
}
