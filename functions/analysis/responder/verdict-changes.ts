import type { CohortParticipant } from '../cohort/cohort.ts'
import type { ResponderEvaluator } from './responder-evaluator.ts'

/** Who meets a definition at their newest answered follow-up, against an earlier instant. */
export type VerdictChanges = {
  /** Study IDs of those who meet it now, and did not before or were not seen yet. */
  readonly met: readonly string[]
  /** Of those who met it before, and do not now. */
  readonly lost: readonly string[]
  /** How many met it before and do now. */
  readonly stillMet: number
}

type Read = { readonly participants: readonly CohortParticipant[]; readonly evaluate: ResponderEvaluator }

/**
 * Compares the same participants at two instants. A verdict that is not assessable is neither met nor lost.
 *
 * @param before `undefined` where there is nothing to compare with: everybody who meets it is new
 */
export function findVerdictChanges(now: Read, before: Read | undefined): VerdictChanges {
  const earlier = new Map(
    before?.participants.map((one) => [one.participant, before && findLatest(one, before)]),
  )
  const of = now.participants.map((one) => ({
    participant: one.participant,
    now: findLatest(one, now),
    before: earlier.get(one.participant),
  }))
  return {
    met: of.filter((one) => one.now === 'met' && one.before !== 'met').map(({ participant }) => participant),
    lost: of
      .filter((one) => one.now === 'not-met' && one.before === 'met')
      .map(({ participant }) => participant),
    stillMet: of.filter((one) => one.now === 'met' && one.before === 'met').length,
  }
}

function findLatest({ timeline }: CohortParticipant, { evaluate }: Read) {
  const latest = timeline.followUps.findLast(({ standing }) => standing === 'answered')
  return latest && evaluate(timeline, latest.timepoint).result
}
