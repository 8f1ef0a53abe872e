import { categoryProbabilities, type GradedItem, information } from './graded-response.ts'
import { computeMoments, type Estimate, PRIOR, THETAS } from './quadrature.ts'

/** Calibrated items, with what is asked of them again and again worked out once. */
export type Bank = {
  readonly items: readonly GradedItem[]
  /** @throws Error for an item that is not in the bank. */
  requireItem(id: string): BankItem
}

export type BankItem = {
  readonly calibration: GradedItem
  /** By category, then by grid point. */
  readonly logLikelihood: readonly Float64Array[]
  /** By grid point. */
  readonly information: Float64Array
}

export function createBank(items: readonly GradedItem[]): Bank {
  const byId = new Map(items.map((item) => [item.item, prepareItem(item)]))
  return {
    items,
    requireItem(id) {
      const found = byId.get(id)
      if (!found) throw new Error(`no calibration for item ${id}`)
      return found
    },
  }
}

function prepareItem(calibration: GradedItem): BankItem {
  const logLikelihood = Array.from(
    { length: calibration.thresholds.length + 1 },
    () => new Float64Array(THETAS.length),
  )
  THETAS.forEach((theta, point) => {
    categoryProbabilities(calibration, theta).forEach((probability, category) => {
      ;(logLikelihood[category] as Float64Array)[point] = Math.log(probability)
    })
  })
  return {
    calibration,
    logLikelihood,
    information: Float64Array.from(THETAS, (theta) => information(calibration, theta)),
  }
}

/** An item's category, 0 for the lowest. */
export type GradedAnswer = { readonly item: string; readonly category: number }

/**
 * The estimate from the pattern of answers: expected a posteriori, with as many answers as there are. No answers give
 * the prior. @throws RangeError for a category that an item does not have.
 */
export function estimatePattern(bank: Bank, answers: readonly GradedAnswer[]): Estimate {
  return computeMoments(posterior(bank, answers))
}

/** The posterior at each grid point, its highest point being 1: a long pattern would underflow as a plain product. */
export function posterior(bank: Bank, answers: readonly GradedAnswer[]): Float64Array {
  const logs = Float64Array.from(PRIOR, Math.log)
  for (const { item, category } of answers) {
    const likelihood = bank.requireItem(item).logLikelihood[category]
    if (!likelihood) throw new RangeError(`item ${item} has no category ${category}`)
    likelihood.forEach((log, point) => {
      logs[point] = (logs[point] as number) + log
    })
  }
  const highest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY)
  return logs.map((log) => Math.exp(log - highest))
}
