import { listCriteria, listScoreRefs } from '../../../surveys/responder/rule.ts'
import type { IntercurrentEventKind } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { NoRateReason } from '../../../web/api/analyses/denominators.ts'
import type { VerdictReason } from '../../../web/api/schemas/verdict.ts'
import type { DueOutcome, EndpointOutcome, EndpointQuestion } from './endpoint-outcome.ts'

/**
 * Counts of one group at one endpoint, with every denominator. `due` is the population whose window is over; all other counts
 * but the first two are parts of it.
 */
export type Denominators = {
  readonly outsidePopulation: number
  readonly notYetDue: number
  readonly due: number
  /** Met, out of all that are due: what is missing, and who failed by an event, is not met. */
  readonly met: number
  /** Those whose needed measures are all there, and who of them met. */
  readonly observed: number
  readonly observedMet: number
  /** The most that could have met: everybody whose measures are not there, if nothing that is known speaks against it. */
  readonly bestMet: number
  /** The endpoint was asked of them, whether or not they answered. */
  readonly asked: number
  /** Of those asked: too early to say. */
  readonly tooEarly: number
  /** By the event that is a failure. */
  readonly failedBy: ReadonlyMap<IntercurrentEventKind, number>
  /** Of those who are neither observed nor failed by an event: the first reason. */
  readonly missing: ReadonlyMap<VerdictReason, number>
}

/** Counts the participants of one group. Time grows with the number of outcomes. */
export function countDenominators(outcomes: Iterable<EndpointOutcome>): Denominators {
  const counts = {
    ...{ outsidePopulation: 0, notYetDue: 0, due: 0, met: 0, observed: 0, observedMet: 0 },
    ...{ bestMet: 0, asked: 0, tooEarly: 0 },
  }
  const failedBy = new Map<IntercurrentEventKind, number>()
  const missing = new Map<VerdictReason, number>()
  for (const outcome of outcomes) {
    const { count = 1 } = outcome
    if (outcome.kind === 'outside-population') counts.outsidePopulation += count
    else if (outcome.kind === 'not-yet-due') counts.notYetDue += count
    else {
      counts.due += count
      if (isMet(outcome)) counts.met += count
      if (outcome.isObserved) counts.observed += count
      if (outcome.isObserved && isMet(outcome)) counts.observedMet += count
      if (couldBeMet(outcome)) counts.bestMet += count
      if (outcome.isAsked) {
        counts.asked += count
        if (isTooEarly(outcome)) counts.tooEarly += count
      }
      if (outcome.failedBy !== null) add(failedBy, outcome.failedBy, count)
      else if (!outcome.isObserved) add(missing, findFirstReason(outcome), count)
    }
  }
  return { ...counts, failedBy, missing }
}

/**
 * Why no rate can be given, of nobody: where the definition needs what the timepoint does not ask, and before a hold could have
 * been completed, only failures could be known.
 *
 * @param all everybody's, not those of one group: what is too early is so for all
 */
export function findNoRateReason(
  { due, asked, tooEarly }: Denominators,
  { definition, timepoint }: Pick<EndpointQuestion, 'definition' | 'timepoint'>,
  measures: Measures,
): NoRateReason | null {
  const isAsked = (score: string) => measures.get(score)?.isAskedAt(timepoint) ?? false
  const criteria = new Set(listCriteria(definition.rule))
  if (!listScoreRefs(definition.rule).every((score) => criteria.has(score) || isAsked(score)))
    return 'never-asked'
  if (due === 0) return 'nobody-due'
  return asked > 0 && tooEarly === asked ? 'too-early' : null
}

/** Whether someone counts as met in the primary rate. */
export function isMet({ verdict, failedBy }: Pick<DueOutcome, 'verdict' | 'failedBy'>): boolean {
  return failedBy === null && verdict.result === 'met'
}

function couldBeMet({ verdict, isObserved, failedBy }: DueOutcome): boolean {
  if (verdict.result === 'not-met') return false
  return failedBy === null || !isObserved
}

function isTooEarly({ verdict }: DueOutcome): boolean {
  return verdict.result === 'not-assessable' && verdict.reasons.includes('too-early')
}

/** Where a verdict was reached without all of its measures, what is missing is an answer. */
function findFirstReason({ verdict }: DueOutcome): VerdictReason {
  return verdict.result === 'not-assessable' ? (verdict.reasons[0] ?? 'missed') : 'missed'
}

function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
