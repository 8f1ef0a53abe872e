import { isInCone } from './cone.ts'
import { type Choice, computeSteps, type TradeOffDomain, type TradeOffPair } from './pairs.ts'

/**
 * What a rater would choose by what they chose before, if steps add up and a better level is better: transitivity, and what follows
 * when two choices are added.
 *
 * @returns `undefined` where it does not follow, and the pair has to be asked
 */
export function findImpliedChoice(
  domains: readonly TradeOffDomain[],
  choices: readonly Choice[],
  pair: TradeOffPair,
): Choice['preferred'] | undefined {
  const target = computeSteps(domains, pair)
  const turned = target.map((entry) => -entry || 0)
  const equal = choices.flatMap((choice) => {
    if (choice.preferred !== 'equal') return []
    const steps = computeSteps(domains, choice.pair)
    return [steps, steps.map((entry) => -entry || 0)]
  })
  if (equal.length > 0 && isInCone(equal, target)) return 'equal'
  const better = target.map((_, at) => target.map((_one, place) => (place === at ? 1 : 0)))
  const chosen = choices.flatMap(({ pair: one, preferred }) => {
    if (preferred === 'equal') return []
    const sign = preferred === 'first' ? 1 : -1
    return [computeSteps(domains, one).map((entry) => sign * entry || 0)]
  })
  const known = [...better, ...chosen, ...equal]
  if (isInCone(known, target)) return 'first'
  return isInCone(known, turned) ? 'second' : undefined
}

/**
 * The next pair that a rater is asked, in the order given, without those that follow from their choices.
 *
 * @returns `undefined` when all is known
 */
export function findNextPair(
  domains: readonly TradeOffDomain[],
  pairs: readonly TradeOffPair[],
  choices: readonly Choice[],
): TradeOffPair | undefined {
  const asked = new Set(choices.map(({ pair }) => pair.id))
  return pairs.find((pair) => !asked.has(pair.id) && findImpliedChoice(domains, choices, pair) === undefined)
}
