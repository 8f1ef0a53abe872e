import type { Answers } from '../instrument/answers.ts'
import { chooseNextStep } from '../irt/adaptive.ts'
import type { GradedAnswer } from '../irt/bank.ts'
import type { CompiledInstrument } from './compiled-instrument.ts'

/** The questions of an adaptive form that were asked, in their order, and the one that is open. */
export type AdaptivePath = {
  readonly asked: readonly string[]
  /** `null` when the form has ended. */
  readonly next: string | null
  /** How many more it may ask at most, the open one included. */
  readonly atMostLeft: number
}

/**
 * Follows the answers from the first question on. Each question is the one that the answers before it lead to, so that
 * the same answers are the same path on every device. An answer that is changed leads elsewhere from there: answers
 * that are on the path no more count for nothing until it comes back to them.
 *
 * @returns `null` for an instrument that is not adaptive, or has no calibration: its items are asked in their order.
 */
export function computeAdaptivePath(instrument: CompiledInstrument, answers: Answers): AdaptivePath | null {
  const { adaptive: rule } = instrument.definition
  const { adaptiveBank: bank } = instrument
  if (!rule || !bank) return null
  const asked: string[] = []
  const graded: GradedAnswer[] = []
  const declined = new Set<string>()
  for (;;) {
    const step = chooseNextStep(bank.bank, rule, graded, declined)
    if (step.kind === 'done') return { asked, next: null, atMostLeft: 0 }
    const code = answers[step.item]
    if (code === undefined)
      return {
        asked,
        next: step.item,
        atMostLeft: Math.min(rule.maximumItems, bank.bank.items.length) - asked.length,
      }
    asked.push(step.item)
    const category = code === null ? undefined : bank.findCategory(step.item, code)
    if (category === undefined) declined.add(step.item)
    else graded.push({ item: step.item, category })
  }
}
