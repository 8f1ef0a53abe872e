import { type Bank, type BankItem, type GradedAnswer, posterior } from './bank.ts'
import { computeMoments, type Estimate, THETAS, toTScore } from './quadrature.ts'

/** When an adaptive form ends. The standard error is in T points. */
export type StoppingRule = {
  readonly minimumItems: number
  readonly maximumItems: number
  readonly stopAtStandardError: number
}

export type AdaptiveStep =
  | { readonly kind: 'ask'; readonly item: string; readonly estimate: Estimate }
  | {
      readonly kind: 'done'
      readonly because: 'precise-enough' | 'maximum-reached' | 'bank-exhausted'
      readonly estimate: Estimate
    }

/**
 * What to ask next: of the items not asked yet, the one with the most information at the estimate so far; of two with
 * the same, the one that stands first in the bank. An item that was declined counts as asked, and adds nothing.
 * The same answers always give the same next item, so that a survey can be taken up on another device.
 */
export function chooseNextStep(
  bank: Bank,
  rule: StoppingRule,
  answers: readonly GradedAnswer[],
  declined: ReadonlySet<string> = new Set(),
): AdaptiveStep {
  const estimate = computeMoments(posterior(bank, answers))
  const asked = new Set([...declined, ...answers.map(({ item }) => item)])
  const isPrecise = toTScore(estimate).standardError < rule.stopAtStandardError
  if (answers.length >= rule.minimumItems && isPrecise)
    return { kind: 'done', because: 'precise-enough', estimate }
  if (asked.size >= rule.maximumItems) return { kind: 'done', because: 'maximum-reached', estimate }
  let best: string | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const { item } of bank.items) {
    if (asked.has(item)) continue
    const informative = interpolateInformation(bank.requireItem(item), estimate.theta)
    if (informative > most) [best, most] = [item, informative]
  }
  return best === undefined
    ? { kind: 'done', because: 'bank-exhausted', estimate }
    : { kind: 'ask', item: best, estimate }
}

/** Between grid points, linearly: the curve hardly bends within a tenth. */
function interpolateInformation({ information }: BankItem, theta: number): number {
  const place = (theta - (THETAS[0] as number)) * 10
  const below = Math.min(THETAS.length - 2, Math.max(0, Math.floor(place)))
  const share = place - below
  return (information[below] as number) * (1 - share) + (information[below + 1] as number) * share
}
