import { gaussHermite } from '../statistics/quadrature.ts'
import type { Integration } from './site-integral.ts'

/** From cheap to dear; what the two Gauss–Hermite rules agree on needs no trapezoid. */
const RULES = [
  'Gauss–Hermite 25',
  'Gauss–Hermite 51',
  'trapezoid',
  'trapezoid, halved',
  'trapezoid, quartered',
] as const

/** The rule of 11 nodes is for simulations: rates within 5e-4 for clinics of up to 60, in a fraction of the time. */
export type IntegrationRule = (typeof RULES)[number] | 'Gauss–Hermite 11'

const INTEGRATIONS: Readonly<Record<IntegrationRule, () => Integration>> = {
  'Gauss–Hermite 11': () => ({ kind: 'gauss-hermite', quadrature: gaussHermite(11) }),
  'Gauss–Hermite 25': () => ({ kind: 'gauss-hermite', quadrature: gaussHermite(25) }),
  'Gauss–Hermite 51': () => ({ kind: 'gauss-hermite', quadrature: gaussHermite(51) }),
  trapezoid: () => ({ kind: 'trapezoid', fineness: 1 }),
  'trapezoid, halved': () => ({ kind: 'trapezoid', fineness: 2 }),
  'trapezoid, quartered': () => ({ kind: 'trapezoid', fineness: 4 }),
}

const built = new Map<IntegrationRule, Integration>()

/** Each is built when it is first needed: the nodes take 3 ms, and most requests pool nothing. */
function findIntegration(rule: IntegrationRule): Integration {
  const integration = built.get(rule) ?? INTEGRATIONS[rule]()
  built.set(rule, integration)
  return integration
}

/**
 * Computes by ever finer integrals until it makes no difference any more.
 *
 * @param compute what is computed, starting from what the rule before gave; `undefined` when it cannot be
 * @param isSame whether two results are alike to the precision that is promised
 * @param only this rule and no other, without a comparison: for simulations, where a study need not be exact
 * @returns the finer of the two results that are alike, and its rule; `undefined` when none are
 */
export function computeUntilStable<Result>(
  compute: (integration: Integration, before: Result | undefined) => Result | undefined,
  isSame: (coarse: Result, fine: Result) => boolean,
  only?: IntegrationRule,
): { readonly result: Result; readonly rule: IntegrationRule } | undefined {
  if (only !== undefined) {
    const result = compute(findIntegration(only), undefined)
    return result && { result, rule: only }
  }
  let before: Result | undefined
  for (const rule of RULES) {
    const result = compute(findIntegration(rule), before)
    if (result !== undefined && before !== undefined && isSame(before, result)) return { result, rule }
    before = result
  }
  return undefined
}
