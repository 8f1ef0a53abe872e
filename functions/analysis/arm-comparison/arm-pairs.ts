import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { isMet } from '../estimand/denominators.ts'
import type { EndpointOutcome } from '../estimand/endpoint-outcome.ts'
import type { EvaluatedParticipant, EvaluatedSite } from '../estimand/evaluated-site.ts'
import type { TwoArms } from './mantel-haenszel.ts'

/** A participant with their outcome at the endpoint. */
export type OutcomeOfParticipant = {
  readonly participant: EvaluatedParticipant
  readonly outcome: EndpointOutcome
}

export function listOutcomes(sites: readonly EvaluatedSite[]): readonly OutcomeOfParticipant[] {
  return sites.flatMap(({ participants, outcomes }) =>
    participants.map((participant, at) => ({ participant, outcome: outcomes[at] as EndpointOutcome })),
  )
}

/** An arm, and the one that stands before it in the study, with which it is compared. */
export type ArmPair = { readonly arm: string; readonly against: string }

/** Every pair of arms, in the study's order. */
export function listArmPairs({ arms }: Pick<StudyDefinition, 'arms'>): readonly ArmPair[] {
  const ids = arms.map(({ id }) => id)
  return ids.flatMap((against, at) => ids.slice(at + 1).map((arm) => ({ arm, against })))
}

/** Those of a pair of arms whose window is over. */
export function listDueOfPair({ arm, against }: ArmPair, all: readonly OutcomeOfParticipant[]) {
  return all.flatMap(({ participant, outcome }) => {
    const isOfPair = participant.arm === arm || participant.arm === against
    return isOfPair && outcome.kind === 'due'
      ? [{ participant, isMet: isMet(outcome), count: outcome.count ?? 1 }]
      : []
  })
}

/** Met and due of both arms at each site. */
export function countStrata({ arm, against }: ArmPair, rows: ReturnType<typeof listDueOfPair>): TwoArms[] {
  return [...Map.groupBy(rows, ({ participant }) => participant.site).values()].map((ones) => {
    const count = (of: string, met: boolean) =>
      ones.reduce((sum, one) => sum + (one.participant.arm === of && (!met || one.isMet) ? one.count : 0), 0)
    return {
      ...{ events: count(arm, true), n: count(arm, false) },
      ...{ againstEvents: count(against, true), againstN: count(against, false) },
    }
  })
}
