import { computeResponderRate } from '../../../functions/analysis/responder-rate/responder-rate.ts'
import { createRandomStream } from '../../../functions/analysis/statistics/random.ts'
import { publishedResponderDefinitionSchema } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { DEFAULT_EVENTS } from '../../../surveys/study/estimand.ts'
import type { RateEstimate } from '../../../web/api/analyses/denominators.ts'
import { SMALL_STUDY } from '../../support/cohorts.ts'
import { measure } from '../../support/timelines.ts'
import { drawCohort, drawLife, isResponder, type Scenario } from './scenarios.ts'

export const SEED = 20261130
const TRUTH_DRAWS = 400_000
const IMPUTATIONS = 20

/** Of one number over many cohorts: how far it is off the truth on average, and how often its interval holds the truth. */
export type Figures = { readonly bias: number; readonly coverage: number }

export type ScenarioResult = {
  readonly id: string
  readonly cohorts: number
  /** Everybody's true rate: what would have been seen had nobody missed, with events as failures. */
  readonly truth: number
  /** The share that is to be expected of the main rate, in which a missing answer is not met. */
  readonly answeredTruth: number
  /** Against `answeredTruth`, which it estimates. */
  readonly primary: Figures
  /** Against `truth`, of which it may be off. */
  readonly observed: Figures
  readonly imputed: Figures
  /** Of cohorts in which the worst and the best case hold what the cohort would have shown. */
  readonly bounds: number
  readonly imputedShare: number
}

const MEASURES = new Map([measure('pain/now', 'higher-is-worse')])

/** Nothing of a live rate is suppressed. */
function requireInterval({ rate, interval }: NonNullable<RateEstimate>) {
  if (interval === null) throw new Error('an interval is suppressed')
  return { rate, interval }
}

export function runScenario(scenario: Scenario, cohorts: number): ScenarioResult {
  const { truth, answeredTruth } = computeTruth(scenario)
  const definition = publishedResponderDefinitionSchema.parse({
    ...{ id: 'relief', version: '1.0.0', title: { en: 'x' }, summary: { en: 'x' } },
    ...{ evidence: 'established', source: 'x', rule: scenario.rule },
  })
  const study = { ...SMALL_STUDY, sites: [], treatments: [{}] } as unknown as StudyDefinition
  const estimand = {
    ...{ id: 'all', title: { en: '' }, population: 'treated' as const },
    ...{ events: DEFAULT_EVENTS, summary: 'proportion' as const },
  }
  const sums = { primary: createSum(answeredTruth), observed: createSum(truth), imputed: createSum(truth) }
  let [bounds, imputed] = [0, 0]
  for (let at = 0; at < cohorts; at += 1) {
    const random = createRandomStream(SEED, scenario.id, at)
    const question = {
      ...{ definition, timepoint: 'day-28', estimand },
      imputation: { imputations: IMPUTATIONS, seed: at },
    }
    const { rates, imputed: mi } = computeResponderRate(
      drawCohort(scenario, random),
      study,
      MEASURES,
      question,
    )
    if (!rates.primary || !rates.observed || !rates.worst || !rates.best) throw new Error('no rate')
    sums.primary.add(requireInterval(rates.primary))
    sums.observed.add(requireInterval(rates.observed))
    if (mi.kind === 'imputed') {
      imputed += 1
      sums.imputed.add(mi)
    }
    const [low] = requireInterval(rates.worst).interval
    const [, high] = requireInterval(rates.best).interval
    if (low <= truth && truth <= high) bounds += 1
  }
  return {
    ...{ id: scenario.id, cohorts, truth, answeredTruth },
    ...{
      primary: sums.primary.figures(),
      observed: sums.observed.figures(),
      imputed: sums.imputed.figures(),
    },
    ...{ bounds: bounds / cohorts, imputedShare: imputed / cohorts },
  }
}

function createSum(truth: number) {
  let [count, sum, held] = [0, 0, 0]
  return {
    add({ rate, interval: [low, high] }: { rate: number; interval: readonly [number, number] }): void {
      count += 1
      sum += rate - truth
      if (low <= truth && truth <= high) held += 1
    },
    figures: (): Figures => ({ bias: sum / count, coverage: held / count }),
  }
}

/** By drawing participants and judging them by plain arithmetic. */
function computeTruth(scenario: Scenario): { truth: number; answeredTruth: number } {
  const random = createRandomStream(SEED, 'truth', scenario.id)
  let [met, answered] = [0, 0]
  for (let at = 0; at < TRUTH_DRAWS; at += 1) {
    const life = drawLife(random, scenario.betweenClinics * random.normal())
    const { end, isWeek1Missed, isWeek4Missed } = scenario.lose(life, random)
    const isMet = end === undefined && isResponder(scenario, life)
    if (isMet) met += 1
    const isHeldUnseen = scenario.rule.op === 'sustained' && isWeek1Missed === true
    if (isMet && !isWeek4Missed && !isHeldUnseen) answered += 1
  }
  return { truth: met / TRUTH_DRAWS, answeredTruth: answered / TRUTH_DRAWS }
}
