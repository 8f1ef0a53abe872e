import type { ResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { Estimand, IntercurrentEventKind } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { CohortParticipant } from '../cohort/cohort.ts'
import { createAvailabilityFinder } from '../responder/availability.ts'
import { type BaselineSpread, NO_SPREAD } from '../responder/baseline-spread.ts'
import { createResponderEvaluator } from '../responder/responder-evaluator.ts'
import type { Verdict } from '../responder/verdict.ts'
import type { Counted } from '../timeline/counted.ts'
import { applyStrategies, type EstimandTimeline } from './estimand-timeline.ts'

/** One participant's outcome at an endpoint, under an estimand. */
export type EndpointOutcome = Counted &
  (
    | { readonly kind: 'outside-population' }
    /** The window is not over: who answers early is counted with those who do not answer, and not before them. */
    | { readonly kind: 'not-yet-due' }
    | DueOutcome
  )

export type DueOutcome = Counted & {
  readonly kind: 'due'
  readonly verdict: Verdict
  /** All that the rule may need is there, and it gives a verdict. */
  readonly isObserved: boolean
  /** Whether the endpoint was asked, whatever came of it: not so for assessments that were cancelled. */
  readonly isAsked: boolean
  readonly failedBy: IntercurrentEventKind | null
  readonly read: EstimandTimeline
}

export type EndpointQuestion = {
  readonly definition: Pick<ResponderDefinition, 'rule' | 'lateAnswers'>
  readonly timepoint: string
  readonly estimand: Pick<Estimand, 'population' | 'events'>
}

/**
 * Makes a finder of outcomes at one endpoint. The verdict takes no missing-data policy of the definition: how missing answers
 * count is a matter of the denominator.
 *
 * @param asOf ISO instant with milliseconds
 */
export function createOutcomeFinder(
  { definition, timepoint, estimand }: EndpointQuestion,
  measures: Measures,
  asOf: string,
  spread: BaselineSpread = NO_SPREAD,
): (participant: CohortParticipant) => EndpointOutcome {
  const evaluate = createResponderEvaluator({ ...definition, missing: 'not-assessable' }, measures, spread)
  const findAvailability = createAvailabilityFinder(definition, measures)
  return (participant) => {
    if (!isInPopulation(participant, estimand.population)) return OUTSIDE
    if (!isDue(participant, timepoint, asOf)) return NOT_YET_DUE
    const read = applyStrategies(participant, timepoint, estimand)
    const verdict = evaluate(read.timeline, read.timepoint)
    return {
      kind: 'due',
      verdict,
      isObserved:
        verdict.result !== 'not-assessable' &&
        findAvailability(read.timeline, read.timepoint) === 'available',
      isAsked: participant.timeline.followUps.some((point) => point.timepoint === timepoint),
      failedBy: read.failedBy,
      read,
    }
  }
}

const OUTSIDE: EndpointOutcome = { kind: 'outside-population' }
const NOT_YET_DUE: EndpointOutcome = { kind: 'not-yet-due' }

function isInPopulation({ arm, timeline }: CohortParticipant, population: Estimand['population']): boolean {
  switch (population) {
    case 'enrolled':
      return true
    case 'allocated':
      return arm !== null
    case 'treated':
      return timeline.treatedAt.length > 0
    case 'assessed':
      return (
        timeline.baseline?.standing === 'answered' &&
        timeline.followUps.some(({ standing }) => standing === 'answered')
      )
  }
}

/** Whether the endpoint's window is over. Of someone who left before it was planned nothing more will come. */
function isDue({ assessments, ended }: CohortParticipant, timepoint: string, asOf: string): boolean {
  const assessment = assessments.find((one) => one.timepoint === timepoint)
  return assessment === undefined ? ended !== null : assessment.closesAt <= asOf
}
