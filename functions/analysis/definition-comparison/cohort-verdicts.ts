import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import { isMet } from '../estimand/denominators.ts'
import type { EndpointOutcome } from '../estimand/endpoint-outcome.ts'

/** One participant under one definition, at an endpoint. */
export type EvaluatedParticipant = {
  readonly of: CohortParticipant
  readonly site: string
  readonly outcome: EndpointOutcome
}

/** Everybody of a cohort under one definition, in the cohort's order. */
export function evaluateCohort(
  cohort: Cohort,
  findOutcome: (participant: CohortParticipant) => EndpointOutcome,
): readonly EvaluatedParticipant[] {
  return cohort.sites.flatMap(({ site, participants }) =>
    participants.map((of) => ({ of, site, outcome: findOutcome(of) })),
  )
}

/** How someone counts in the primary rate; `undefined` for those who are in no rate. */
export function findPrimaryCell({ outcome }: EvaluatedParticipant): 'met' | 'notMet' | undefined {
  if (outcome.kind !== 'due') return undefined
  return isMet(outcome) ? 'met' : 'notMet'
}

/** The same of those whose measures are all there. */
export function findObservedCell(one: EvaluatedParticipant): 'met' | 'notMet' | undefined {
  return one.outcome.kind === 'due' && one.outcome.isObserved ? findPrimaryCell(one) : undefined
}
