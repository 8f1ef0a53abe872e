import { INTERCURRENT_EVENTS } from '../../surveys/study/estimand.ts'
import { MEAN_STRATEGIES, type MeanEstimand } from '../api/analyses/mean-estimand.ts'
import type { AnalysesText } from '../text/en/text.ts'

/** What a mean is a mean of, in sentences: whose and of what, what becomes of events, and how arms are compared. */
export function describeMeanEstimand(
  { population, isOfAllocated, events, summary, differences }: MeanEstimand,
  measure: string,
  { estimand, meanEstimand: text }: Pick<AnalysesText, 'estimand' | 'meanEstimand'>,
): readonly string[] {
  const strategies = MEAN_STRATEGIES.flatMap((strategy) => {
    const named = INTERCURRENT_EVENTS.filter((event) => events[event] === strategy)
    if (named.length === 0) return []
    return [text.strategies[strategy](named.map((event) => estimand.events[event]).join(', '))]
  })
  return [
    text.summaries[summary](measure, text.population[population]),
    ...(isOfAllocated ? [text.allocated] : []),
    ...strategies,
    ...(events.death === 'modeled-as-staying' ? [text.afterDeath] : []),
    ...(differences ? [text.differences[summary]] : []),
  ]
}
