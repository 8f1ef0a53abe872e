import type { Operation } from '../instrument/rule.ts'
import type { Bank } from '../irt/bank.ts'
import { estimatePattern } from '../irt/bank.ts'
import { type Estimate, toTScore } from '../irt/quadrature.ts'
import { createRational, type Rational } from '../values/rational.ts'
import { type CodedResponse, MISSING } from './coded.ts'

/** An operand: the item, and the value of each of its options in the scored direction. */
export type PatternColumn = {
  readonly item: string
  readonly position: number
  readonly values: readonly number[]
}

export type PatternScorer = (
  responses: CodedResponse,
  start: number,
) => Estimate | 'items-missing' | 'no-calibration'

export type PatternRule = Extract<Operation, { op: 'response-pattern' }>

/**
 * Estimates θ from the answers that are there. A category is a value's place above the item's lowest; the values of
 * an item must rise by one, as those of the model do.
 */
export function createPatternScorer(
  columns: readonly PatternColumn[],
  minimumAnswered: number,
  bank: Bank | undefined,
): PatternScorer {
  const isCovered = bank !== undefined && columns.every((column) => isCalibrated(bank, column))
  const lowest = columns.map(({ values }) => Math.min(...values))
  return (responses, start) => {
    const answers = columns.flatMap(({ item, position, values }, at) => {
      const coded = responses[start + position] ?? MISSING
      return coded === MISSING ? [] : [{ item, category: (values[coded] as number) - (lowest[at] as number) }]
    })
    if (answers.length < minimumAnswered) return 'items-missing'
    return isCovered ? estimatePattern(bank, answers) : 'no-calibration'
  }
}

/** T scores are kept in ten-thousandths: far finer than they are known, and the same fraction everywhere. */
export function roundTScore(estimate: Estimate): Rational {
  return createRational(Math.round(toTScore(estimate).tScore * 10_000), 10_000)
}

export function roundStandardError(estimate: Estimate): number {
  return Math.round(toTScore(estimate).standardError * 10_000) / 10_000
}

/** Whether the bank has the item, with as many categories as its options have values. */
export function isCalibrated(bank: Bank, { item, values }: PatternColumn): boolean {
  const calibrated = bank.items.find((candidate) => candidate.item === item)
  const distinct = new Set(values)
  const span = Math.max(...values) - Math.min(...values) + 1
  return calibrated?.thresholds.length === span - 1 && distinct.size === span
}
