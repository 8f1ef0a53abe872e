import {
  type EndpointRole,
  type Estimand,
  INTERCURRENT_EVENTS,
  STRATEGIES,
} from '../../surveys/study/estimand.ts'
import type { AnalysesText } from '../text/en/text.ts'

type EstimandText = AnalysesText['estimand']

/** What a rate is a rate of, in sentences: whose, of what, and what becomes of those to whom something happened. */
export function describeEstimand(
  { population, events }: Pick<Estimand, 'population' | 'events'>,
  { definition, timepoint }: { readonly definition: string; readonly timepoint: string },
  text: EstimandText,
): readonly string[] {
  const strategies = STRATEGIES.flatMap((strategy) => {
    const named = INTERCURRENT_EVENTS.filter((event) => events[event] === strategy)
    if (named.length === 0) return []
    return [text.strategies[strategy](named.map((event) => text.events[event]).join(', '))]
  })
  return [text.sentence(definition, timepoint, text.population[population]), ...strategies]
}

/** What the endpoint is to the study, and whether the numbers are of all of it. */
export function describeStanding(
  of: {
    readonly role: EndpointRole
    readonly comparisons: number
    readonly coverage: 'all-sites' | 'own-sites'
  },
  text: EstimandText,
): readonly string[] {
  const role = text.roles[of.role](of.comparisons)
  return of.coverage === 'own-sites' ? [role, text.ownSites] : [role]
}
