import type { RepeatedMeasures } from '../statistics/visit-data.ts'
import type { Design } from './design.ts'

/**
 * All that the likelihood needs of the participants who were measured at the same visits: sums of products of their
 * covariates and outcomes. However many they are, it is one small matrix.
 */
export type PatternProducts = {
  /** Which visits, in order. */
  readonly visits: readonly number[]
  readonly participants: number
  /** (covariates + visits)², symmetric: covariates first, then the outcomes at the pattern's visits. */
  readonly products: Float64Array
  readonly size: number
}

/**
 * One pass over the participants, by pattern of visits measured. Outcomes are counted from `origin`, near their mean, so
 * that sums of squares keep their digits.
 *
 * @param used who has a baseline and at least one outcome
 */
export function computeCrossProducts(
  data: RepeatedMeasures,
  design: Design,
  used: readonly boolean[],
  origin: number,
): readonly PatternProducts[] {
  const visits = data.visits.length
  const { covariates } = design
  const patterns = new Map<string, { visits: number[]; participants: number; products: Float64Array }>()
  const row = new Float64Array(covariates + visits)
  const filled = new Int32Array(covariates + visits)
  let lastKey = ''
  let last: { visits: number[]; participants: number; products: Float64Array } | undefined

  for (let participant = 0; participant < used.length; participant++) {
    if (!used[participant]) continue
    design.fill(participant, row.subarray(0, covariates))
    let key = ''
    let measured = 0
    for (let visit = 0; visit < visits; visit++) {
      const outcome = data.outcomes[participant * visits + visit] as number
      const has = !Number.isNaN(outcome)
      key += has ? '1' : '0'
      if (has) row[covariates + measured++] = outcome - origin
    }
    const size = covariates + measured
    if (key !== lastKey || last === undefined) {
      lastKey = key
      last = patterns.get(key)
      if (last === undefined) {
        const which = [...key].flatMap((mark, visit) => (mark === '1' ? [visit] : []))
        last = { visits: which, participants: 0, products: new Float64Array(size * size) }
        patterns.set(key, last)
      }
    }
    last.participants += 1
    addSquare(last.products, row, size, filled)
  }
  return [...patterns.entries()]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([, pattern]) => mirrorProducts({ ...pattern, size: covariates + pattern.visits.length }))
}

/** Adds row·rowᵀ to the upper triangle; most covariates are 0. */
function addSquare(products: Float64Array, row: Float64Array, size: number, filled: Int32Array): void {
  let count = 0
  for (let at = 0; at < size; at++) if (row[at] !== 0) filled[count++] = at
  for (let i = 0; i < count; i++) {
    const a = filled[i] as number
    const value = row[a] as number
    const start = a * size
    for (let j = i; j < count; j++) {
      const b = filled[j] as number
      products[start + b] = (products[start + b] as number) + value * (row[b] as number)
    }
  }
}

function mirrorProducts(pattern: PatternProducts): PatternProducts {
  const { size, products } = pattern
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) products[i * size + j] = products[j * size + i] as number
  return pattern
}
