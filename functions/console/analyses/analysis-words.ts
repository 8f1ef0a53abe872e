import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { AnalysisWords, FollowUpWords, Named } from '../../../web/console/index.ts'
import { buildMeasureWords, listFollowUpChoices, listMeasureChoices } from './follow-up-choices.ts'

/** @param chosen the measure of the analysis */
export function buildAnalysisWords(
  study: StudyDefinition,
  library: Instruments,
  chosen: string,
  locale: string,
): AnalysisWords {
  const measures = buildStudyMeasures(study, library)
  return {
    measures: listMeasureChoices(study, measures, chosen, locale),
    measure: buildMeasureWords(measures, chosen, locale),
    sites: listSiteTitles(study),
    arms: study.arms,
  }
}

/** @param query measure and timepoint of the analysis */
export function buildFollowUpWords(
  study: StudyDefinition,
  library: Instruments,
  query: { readonly measure: string; readonly timepoint: string },
  locale: string,
): FollowUpWords {
  return {
    ...buildAnalysisWords(study, library, query.measure, locale),
    timepoints: listFollowUpChoices(study, locale, query.timepoint),
  }
}

export function listSiteTitles({ sites }: StudyDefinition): readonly Named[] {
  return sites.map(({ id, name }) => ({ id, title: name }))
}
