import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { measuresFor } from '../../../surveys/study/measures.ts'
import { titleOfInstance } from '../../../surveys/study/occurrence.ts'
import type { ModelAsked, ModelView } from '../../../web/console/index.ts'
import { textFor } from '../../../web/text/index.ts'
import { type CohortModel, EVERYBODY } from '../../analysis/repeated-measures/cohort-repeated-measures.ts'
import { measureChoices, measureView } from './follow-up-choices.ts'

/** The model's page: the API's result untouched, with titles. */
export function modelView(
  study: StudyDefinition,
  library: Library,
  asked: ModelAsked,
  { asOf, minimumCell, model, sensitivity, sitesLeftOut }: CohortModel,
  locale: string,
): ModelView {
  const measures = measuresFor(study, library)
  const everybody = { id: EVERYBODY, title: textFor(locale).model.everybody }
  return {
    ...{ asOf, asked, minimumCell, model, sensitivity },
    sitesLeftOut: study.sites.flatMap(({ id, name }) => (sitesLeftOut.includes(id) ? [name] : [])),
    measures: measureChoices(study, measures, asked.measure, locale),
    measure: measureView(measures, asked.measure, locale),
    visits: visitsIn(model).map((id) => ({ id, title: titleOfInstance(study, id, locale) })),
    arms: study.arms.length > 0 ? study.arms : [everybody],
  }
}

function visitsIn(model: CohortModel['model']): readonly string[] {
  if (model.kind === 'withheld') return []
  if (model.kind === 'not-fitted') return model.visit === undefined ? [] : [model.visit]
  return [...new Set([...model.means.map(({ visit }) => visit), ...model.visitsLeftOut])]
}
