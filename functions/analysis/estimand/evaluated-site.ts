import type { CohortParticipant, CohortSite } from '../cohort/cohort.ts'
import type { EndpointOutcome } from './endpoint-outcome.ts'

/** What is still asked of a participant once their outcome at an endpoint is known. */
export type EvaluatedParticipant = Pick<CohortParticipant, 'site' | 'arm' | 'attributes'> & {
  readonly timeline: Pick<CohortParticipant['timeline'], 'baseline'>
}

/** The participants of a site and what became of each at an endpoint, in one order. */
export type EvaluatedSite = {
  readonly site: string
  readonly participants: readonly EvaluatedParticipant[]
  readonly outcomes: readonly EndpointOutcome[]
}

export function evaluateSite(
  { site, participants }: Pick<CohortSite, 'site' | 'participants'>,
  findOutcome: (participant: CohortParticipant) => EndpointOutcome,
): EvaluatedSite {
  return { site, participants, outcomes: participants.map(findOutcome) }
}
