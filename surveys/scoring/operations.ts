import type { Operation } from '../instrument/rule.ts'
import { add, compare, createRational, divide, multiply, type Rational } from '../values/rational.ts'
import { type CodedResponse, MISSING } from './coded.ts'

/** What each operation of a rule does with the values of its operands. Exact; what is missing stays missing. */

/** Why a rule gives no value. */
export type NotScorableReason = 'items-missing' | 'outside-table' | 'divided-by-zero' | 'no-calibration'
export type Value = Rational | NotScorableReason

/** The value of a rule for the coded response that begins at `start`. Pure; never throws for coded answers. */
export type Scorer = (responses: CodedResponse, start: number) => Value

/** An item whose every contribution is a whole number, by the place of its option. */
export type ScoreColumn = { readonly position: number; readonly values: readonly number[] }
export type SumRule = Extract<Operation, { op: 'sum' | 'mean' }>

/** The common case, without a fraction per item. */
export function createIntegerSumScorer(
  rule: SumRule,
  columns: readonly (ScoreColumn | undefined)[],
): Scorer | undefined {
  const known = columns.filter((column) => column !== undefined)
  if (known.length < columns.length) return undefined
  const count = known.length
  const needed = countRequired(rule)
  const countsBlankAsZero = rule.missing.policy === 'blank-counts-zero'
  const positions = known.map(({ position }) => position)
  const values = known.map((column) => column.values)
  return (responses, start) => {
    let total = 0
    let answered = 0
    for (let at = 0; at < count; at += 1) {
      const coded = responses[start + (positions[at] as number)] ?? MISSING
      if (coded === MISSING) continue
      total += (values[at] as readonly number[])[coded] as number
      answered += 1
    }
    if (answered < needed) return 'items-missing'
    const counted = countsBlankAsZero ? count : answered
    if (rule.op === 'mean') return createRational(total, counted)
    return counted === count ? { numerator: total, denominator: 1 } : createRational(total * count, counted)
  }
}

export function createSumScorer(rule: SumRule, parts: readonly Scorer[]): Scorer {
  const needed = countRequired(rule)
  const countsBlankAsZero = rule.missing.policy === 'blank-counts-zero'
  return (responses, start) => {
    let total = createRational(0)
    let answered = 0
    for (const part of parts) {
      const value = part(responses, start)
      if (value === 'items-missing') continue
      if (typeof value === 'string') return value
      total = add(total, value)
      answered += 1
    }
    if (answered < needed) return 'items-missing'
    const mean = divide(total, createRational(countsBlankAsZero ? parts.length : answered))
    return rule.op === 'mean' ? mean : multiply(mean, createRational(parts.length))
  }
}

/** How many operands must be present. */
export function countRequired(rule: Extract<Operation, { missing: unknown }>): number {
  switch (rule.missing.policy) {
    case 'all-required':
      return rule.of.length
    case 'half-rule':
      return Math.ceil(rule.of.length / 2)
    case 'mean-substitute':
    case 'of-answered':
    case 'blank-counts-zero':
      return rule.missing.minimumAnswered
  }
}

export function createExtremeScorer(
  rule: Extract<Operation, { op: 'max' | 'min' }>,
  parts: readonly Scorer[],
): Scorer {
  const needed = countRequired(rule)
  const sign = rule.op === 'max' ? 1 : -1
  return (responses, start) => {
    let best: Rational | undefined
    let answered = 0
    for (const part of parts) {
      const value = part(responses, start)
      if (value === 'items-missing') continue
      if (typeof value === 'string') return value
      if (!best || compare(value, best) * sign > 0) best = value
      answered += 1
    }
    return best && answered >= needed ? best : 'items-missing'
  }
}

export function createWeightedSumScorer(
  parts: readonly Scorer[],
  weights: readonly Rational[],
  plus: Rational,
): Scorer {
  return (responses, start) => {
    let total = plus
    for (let at = 0; at < parts.length; at += 1) {
      const value = (parts[at] as Scorer)(responses, start)
      if (typeof value === 'string') return value
      total = add(total, multiply(value, weights[at] as Rational))
    }
    return total
  }
}

export function createRatioScorer(of: Scorer, by: Scorer): Scorer {
  return (responses, start) => {
    const [above, below] = [of(responses, start), by(responses, start)]
    if (typeof above === 'string') return above
    if (typeof below === 'string') return below
    return below.numerator === 0 ? 'divided-by-zero' : divide(above, below)
  }
}

export function createHoursScorer(from: number, to: number): Scorer {
  return (responses, start) => {
    const [begin, end] = [responses[start + from] ?? MISSING, responses[start + to] ?? MISSING]
    if (begin === MISSING || end === MISSING) return 'items-missing'
    return createRational((end - begin + MINUTES_A_DAY) % MINUTES_A_DAY, 60)
  }
}
const MINUTES_A_DAY = 1440

export function createMappedScorer(of: Scorer, change: (value: Rational) => Value): Scorer {
  return (responses, start) => {
    const value = of(responses, start)
    return typeof value === 'string' ? value : change(value)
  }
}

export function findLastStep(
  steps: readonly (readonly [from: Rational, value: Rational])[],
  value: Rational,
): Rational | undefined {
  let found: Rational | undefined
  for (const [from, worth] of steps) if (compare(value, from) >= 0) found = worth
  return found
}
