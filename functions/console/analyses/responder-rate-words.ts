import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { ResponderRateWords } from '../../../web/console/index.ts'
import { listFollowUpChoices } from './follow-up-choices.ts'

/** @throws Error when the result is of none of the study's definitions */
export function buildResponderRateWords(
  study: StudyDefinition,
  result: ResponderRateReply,
  locale: string,
): ResponderRateWords {
  const definition = study.responderDefinitions.find((one) => formatRef(one) === result.definition)
  if (!definition) throw new Error('an outcome is of one of the study’s definitions')
  return {
    definition: {
      title: pickText(definition.title, locale),
      summary: pickText(definition.summary, locale),
      source: definition.source,
    },
    definitions: study.responderDefinitions.map(({ id, title }) => ({ id, title: pickText(title, locale) })),
    arms: study.arms,
    estimands: listEstimands(study).map(({ id, title }) => ({ id, title: pickText(title, locale) })),
    timepoints: listFollowUpChoices(study, locale, result.timepoint),
  }
}
