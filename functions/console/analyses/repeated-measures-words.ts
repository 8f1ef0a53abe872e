import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { RepeatedMeasuresReply } from '../../../web/api/analyses/repeated-measures.ts'
import type { RepeatedMeasuresWords } from '../../../web/console/index.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import { ALL_PARTICIPANTS } from '../../analysis/repeated-measures/cohort-repeated-measures.ts'
import { buildAnalysisWords } from './analysis-words.ts'

/** @param chosen the measure as it was asked for: a score or a domain */
export function buildRepeatedMeasuresWords(
  study: StudyDefinition,
  library: Instruments,
  chosen: string,
  { model }: RepeatedMeasuresReply,
  locale: string,
): RepeatedMeasuresWords {
  const everybody = { id: ALL_PARTICIPANTS, title: findAnalysesText(locale).repeatedMeasures.everybody }
  return {
    ...buildAnalysisWords(study, library, chosen, locale),
    visits: listVisits(model).map((id) => ({ id, title: formatOccurrenceTitle(study, id, locale) })),
    arms: study.arms.length > 0 ? study.arms : [everybody],
  }
}

function listVisits(model: RepeatedMeasuresReply['model']): readonly string[] {
  if (model.kind === 'suppressed') return []
  if (model.kind === 'not-fitted') return model.visit === undefined ? [] : [model.visit]
  return [...new Set([...model.means.map(({ visit }) => visit), ...model.visitsLeftOut])]
}
