import { textIn } from '../../surveys/instrument/vocabulary.ts'
import type { ResponderDefinition } from '../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import type { OutcomeView } from '../../web/console/index.ts'
import type { Outcome } from '../outcome/outcome.ts'

/** The outcome page: the very numbers of the API's outcome, with titles and the choices of the pickers. */
export function outcomeView(
  study: StudyDefinition,
  definition: ResponderDefinition,
  outcome: Outcome,
  locale: string,
): OutcomeView {
  const followUps = study.timepoints.filter(({ id }) => id !== study.baseline)
  return {
    asOf: outcome.asOf,
    definition: {
      id: definition.id,
      version: definition.version,
      title: textIn(definition.title, locale),
      summary: textIn(definition.summary, locale),
      evidence: definition.evidence,
      source: definition.source,
    },
    timepoint: {
      id: outcome.timepoint,
      title: textIn(followUps.find(({ id }) => id === outcome.timepoint)?.title, locale),
    },
    definitions: study.responderDefinitions.map(({ id, title }) => ({ id, title: textIn(title, locale) })),
    timepoints: followUps.map(({ id, title }) => ({ id, title: textIn(title, locale) })),
    minimumCell: outcome.minimumCell,
    sites: outcome.sites,
    pooled: outcome.pooled,
    totals: outcome.totals,
    notDeterminable: outcome.notDeterminable,
  }
}
