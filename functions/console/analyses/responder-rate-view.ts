import type * as z from 'zod'
import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatOccurrenceTitle } from '../../../surveys/study/occurrence.ts'
import type { PooledRate } from '../../../web/api/analyses/pooling.ts'
import type { getResponderRate } from '../../../web/api/analyses/responder-rate.ts'
import type { PooledOutcome, ResponderRateView } from '../../../web/console/index.ts'
import type { ResponderRate } from '../../analysis/responder-rate/responder-rate.ts'
import { listFollowUpChoices } from './follow-up-choices.ts'

/** The outcome page: the very numbers of the API's outcome, with titles and the choices of the pickers. */
export function buildResponderRateView(
  study: StudyDefinition,
  outcome: ResponderRate,
  asked: z.output<typeof getResponderRate.query>,
  locale: string,
): ResponderRateView {
  const definition = study.responderDefinitions.find((one) => formatRef(one) === outcome.definition)
  if (!definition) throw new Error('an outcome is of one of the study’s definitions')
  const { tau2, interval, prediction, asOf } = asked
  return {
    asOf: outcome.asOf,
    definition: {
      id: definition.id,
      version: definition.version,
      hash: definition.hash,
      title: pickText(definition.title, locale),
      summary: pickText(definition.summary, locale),
      evidence: definition.evidence,
      source: definition.source,
    },
    timepoint: {
      id: outcome.timepoint,
      title: formatOccurrenceTitle(study, outcome.timepoint, locale),
    },
    definitions: study.responderDefinitions.map(({ id, title }) => ({ id, title: pickText(title, locale) })),
    timepoints: listFollowUpChoices(study, locale, outcome.timepoint),
    minimumCellSize: outcome.minimumCellSize,
    sites: outcome.sites,
    pooled: buildPooledView(outcome.pooled),
    asked: { tau2, interval, prediction, asOf },
    totals: outcome.totals,
    notAssessable: outcome.notAssessable,
  }
}

function buildPooledView(pooled: PooledRate): PooledOutcome {
  if (pooled.kind === 'not-pooled') return pooled
  const { oneStage } = pooled
  if (oneStage.kind === 'not-pooled') return { ...pooled, oneStage }
  const { estimate: rate, profile, wald } = oneStage.rate
  const interval = profile.kind === 'estimated' ? profile.interval : wald
  return { ...pooled, oneStage: { kind: 'pooled', rate, interval, tau2: oneStage.tau2 } }
}
