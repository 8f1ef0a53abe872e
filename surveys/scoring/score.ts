import type { Answers } from '../instrument/answers.ts'
import { type InstrumentDefinition, type Operand, optionsOf, type Scale } from '../instrument/definition.ts'
import { add, compare, divide, fromDecimal, multiply, type Rational, rational } from '../rational.ts'

/** Raised by one whenever the meaning of a scoring operation changes; stored with every score. */
export const SCORING_ALGORITHM = '1'

export type ScaleScore = ScoredScale | NotScorable

/** `exact` is in the unit and range that the scale declares. */
export type ScoredScale = {
  readonly kind: 'scored'
  readonly scale: string
  readonly exact: Rational
  readonly band: string | null
  readonly itemsUsed: readonly string[]
  readonly itemsMissing: readonly string[]
  readonly itemsReversed: readonly string[]
}

export type NotScorable = {
  readonly kind: 'not-scorable'
  readonly scale: string
  readonly reason: 'items-missing' | 'unknown-code'
  readonly itemsMissing: readonly string[]
}

/**
 * Scores every scale of an instrument. Pure and total: unanswerable input gives `not-scorable` with its
 * reason, never a blank, a 0 or an exception.
 * Missing-data rule, direction, range and source are those of the definition's scale.
 */
export function scoreInstrument(definition: InstrumentDefinition, answers: Answers): readonly ScaleScore[] {
  return definition.scales.map((scale) => scoreScale(definition, scale, answers))
}

function scoreScale(definition: InstrumentDefinition, scale: Scale, answers: Answers): ScaleScore {
  const operands = scale.rule.op === 'value' ? [scale.rule.of] : scale.rule.of
  const used: string[] = []
  const missing: string[] = []
  const reversed: string[] = []
  let sum = rational(0)
  for (const operand of operands) {
    const item = itemOf(operand)
    const code = answers[item]
    if (code === undefined || code === null) {
      missing.push(item)
      continue
    }
    const value = contributionOf(definition, operand, code)
    if (value === undefined)
      return { kind: 'not-scorable', scale: scale.id, reason: 'unknown-code', itemsMissing: missing }
    sum = add(sum, value)
    used.push(item)
    if (typeof operand !== 'string' && 'reverse' in operand) reversed.push(item)
  }
  const rule = scale.rule
  const needed =
    rule.op === 'value' || rule.missing.policy === 'all-required'
      ? operands.length
      : rule.missing.minimumAnswered
  if (used.length < needed)
    return { kind: 'not-scorable', scale: scale.id, reason: 'items-missing', itemsMissing: missing }
  const mean = divide(sum, rational(used.length))
  const exact = rule.op === 'mean' ? mean : multiply(mean, rational(operands.length))
  return {
    kind: 'scored',
    scale: scale.id,
    exact,
    band: bandOf(scale, exact),
    itemsUsed: used,
    itemsMissing: missing,
    itemsReversed: reversed,
  }
}

/** The last band that starts at or below the score; `null` when the scale has none. Bands are half-open: a prorated 9.5 is below the band that starts at 10. */
export function bandOf(scale: Scale, exact: Rational): string | null {
  let found: string | null = null
  for (const band of scale.bands) if (compare(exact, fromDecimal(band.from)) >= 0) found = band.id
  return found
}

export function itemOf(operand: Operand): string {
  return typeof operand === 'string' ? operand : operand.item
}

function contributionOf(
  definition: InstrumentDefinition,
  operand: Operand,
  code: string,
): Rational | undefined {
  if (typeof operand !== 'string' && 'recode' in operand) {
    // Own members only: every object has a `constructor`.
    const recoded = Object.hasOwn(operand.recode, code) ? operand.recode[code] : undefined
    return recoded === undefined ? undefined : fromDecimal(recoded)
  }
  const item = definition.items.find((candidate) => candidate.id === itemOf(operand))
  if (!item) return undefined
  const options = optionsOf(definition, item)
  const option = options.find((candidate) => candidate.code === code)
  if (!option) return undefined
  if (typeof operand === 'string') return rational(option.value)
  const values = options.map((candidate) => candidate.value)
  return rational(Math.min(...values) + Math.max(...values) - option.value)
}
