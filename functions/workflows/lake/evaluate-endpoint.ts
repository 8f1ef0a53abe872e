import type { AttributeFilter } from '../../../web/api/analyses/attribute-filter.ts'
import type { CohortParticipant } from '../../analysis/cohort/cohort.ts'
import { createAttributeTest } from '../../analysis/cohort/filter-cohort.ts'
import type { EndpointOutcome } from '../../analysis/estimand/endpoint-outcome.ts'
import type { EvaluatedParticipant, EvaluatedSite } from '../../analysis/estimand/evaluated-site.ts'
import type { Counted } from '../../analysis/timeline/counted.ts'
import type { ReadParticipants } from './read-participants.ts'

export type Evaluation = {
  readonly findOutcome: (participant: CohortParticipant) => EndpointOutcome
  readonly filter: AttributeFilter | undefined
  /** What participants with the same outcome are still told apart by, as text. */
  readonly tellApart: (participant: EvaluatedParticipant) => string
  /** Whether each outcome stays that of one participant. */
  readonly isOneByOne: boolean
}

/**
 * What became of everybody at an endpoint, with those counted together who are alike in what is still asked. As many outcomes
 * are kept as there are different ones.
 *
 * @param sites in the order in which they are to stand
 */
export async function evaluateParticipants(
  read: AsyncIterable<ReadParticipants>,
  sites: readonly string[],
  { findOutcome, filter, tellApart, isOneByOne }: Evaluation,
): Promise<readonly EvaluatedSite[]> {
  const isKept = createAttributeTest(filter ?? [])
  const found = new Map(sites.map((site) => [site, new Map<string, Alike>()]))
  for await (const { site, participants } of read) {
    const ofSite = found.get(site)
    if (!ofSite) throw new Error('the lake gave a clinic that was not asked for')
    for (const participant of participants) {
      if (!isKept(participant)) continue
      const outcome = findOutcome(participant)
      const key = isOneByOne ? participant.participant : `${nameOutcome(outcome)} ${tellApart(participant)}`
      const known = ofSite.get(key)
      const count = (known?.count ?? 0) + ((participant as Counted).count ?? 1)
      if (known) known.count = count
      else ofSite.set(key, { participant, outcome, count })
    }
  }
  return Array.from(found, ([site, alike]) => {
    const ones = [...alike.values()]
    return {
      site,
      participants: ones.map(({ participant }) => participant),
      outcomes: ones.map(({ outcome, count }) => ({ ...outcome, count })),
    }
  })
}

type Alike = {
  readonly participant: EvaluatedParticipant
  readonly outcome: EndpointOutcome
  count: number
}

function nameOutcome(outcome: EndpointOutcome): string {
  if (outcome.kind !== 'due') return outcome.kind
  const { verdict, isObserved, isAsked, failedBy } = outcome
  const reasons = verdict.result === 'not-assessable' ? verdict.reasons : []
  return [verdict.result, ...reasons, isObserved, isAsked, failedBy].join(',')
}
