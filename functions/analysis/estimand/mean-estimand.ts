import { INTERCURRENT_EVENTS, type IntercurrentEventKind } from '../../../surveys/study/estimand.ts'
import type { MeanEstimand, MeanStrategy } from '../../../web/api/analyses/mean-estimand.ts'

/** Events after which nothing more is asked. Every other one changes nothing: what is answered after it counts. */
const ENDS: ReadonlySet<IntercurrentEventKind> = new Set([
  'death',
  'withdrawal-no-benefit',
  'withdrawal-side-effects',
  'withdrawal-other',
  'lost-to-follow-up',
])

/** What the mean change is a mean of: observed cases, so that whoever left before the timepoint is not in it. */
export function buildMeanChangeEstimand(arms: readonly unknown[]): MeanEstimand {
  return {
    ...{ population: 'with-both-scores', isOfAllocated: false, summary: 'mean-change' },
    ...{ events: nameStrategies('left-out'), differences: arms.length > 1 },
  }
}

/** What the model’s means are means of: under missing at random, as if nobody had left. */
export function buildRepeatedMeasuresEstimand(arms: readonly unknown[]): MeanEstimand {
  return {
    ...{ population: 'with-a-follow-up-score', isOfAllocated: arms.length > 0, summary: 'adjusted-mean' },
    ...{ events: nameStrategies('modeled-as-staying'), differences: arms.length > 1 },
  }
}

function nameStrategies(afterEnds: MeanStrategy): MeanEstimand['events'] {
  return Object.fromEntries(
    INTERCURRENT_EVENTS.map((event) => [event, ENDS.has(event) ? afterEnds : 'treatment-policy']),
  ) as MeanEstimand['events']
}
