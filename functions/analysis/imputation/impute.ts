import type { Assumption } from '../../../web/api/analyses/missing-data-assumptions.ts'
import type { ImputationRefusal } from '../../../web/api/analyses/sensitivity.ts'
import type { Matrix } from '../statistics/matrix.ts'
import { createRandomStream, type Random } from '../statistics/random.ts'
import type { RepeatedMeasures } from '../statistics/visit-data.ts'
import { drawNormal, drawParameters, type NormalParameters } from './posterior.ts'
import {
  type ConditionalDistribution,
  computeAssumedMean,
  computeConditional,
  computeConditionalMean,
} from './reference-based.ts'

export type ImputationOptions = {
  readonly assumption: Assumption
  readonly imputations: number
  readonly seed: number
  /** Steps of the chain before the first imputation, and between two. */
  readonly burnIn?: number
  readonly between?: number
}

/** Completed outcomes, participant by participant and visit by visit, of those with a baseline. */
export type CompletedData = {
  /** Which participants of the data, in order. */
  readonly participants: Int32Array
  readonly outcomes: readonly Float64Array[]
  /** 1 where an outcome was imputed after the participant's last answers. */
  readonly afterLast: Uint8Array
}

const BURN_IN_ITERATIONS = 200
const ITERATIONS_BETWEEN_DRAWS = 20

/**
 * Multiple imputation of repeated measures from a multivariate normal model: an arm's means at baseline and each visit, one
 * covariance for all, drawn by data augmentation under missing at random. What is missing before a participant's last
 * answers is imputed at random always; what is missing after them under the assumption asked for, with the first arm as
 * the reference.
 *
 * @returns completed data sets, the same for the same seed
 */
export function impute(
  data: RepeatedMeasures,
  options: ImputationOptions,
): CompletedData | ImputationRefusal {
  const {
    assumption,
    imputations,
    seed,
    burnIn = BURN_IN_ITERATIONS,
    between = ITERATIONS_BETWEEN_DRAWS,
  } = options
  const chain = startChain(data)
  if ('kind' in chain) return chain
  const random = createRandomStream(seed, 'imputation', assumption)
  const outcomes: Float64Array[] = []
  for (let step = 0; outcomes.length < imputations; step += 1) {
    const parameters = drawParameters(chain.rows, chain.width, chain.arm, data.arms.length, random)
    if (parameters === undefined) return { kind: 'not-imputed', reason: 'too-few-participants' }
    const since = step - burnIn
    if (since >= 0 && since % between === 0)
      outcomes.push(completeRows(chain, parameters, assumption, random))
    imputeRows(chain, parameters, 'missing-at-random', random, chain.rows)
  }
  return { participants: chain.participants, outcomes, afterLast: chain.afterLast }
}

type Chain = {
  readonly participants: Int32Array
  readonly arm: Uint16Array
  readonly width: number
  /** Baseline and visits of each participant, completed as of the last step. */
  readonly rows: Float64Array
  readonly patterns: readonly { readonly measured: readonly number[]; readonly members: readonly number[] }[]
  readonly afterLast: Uint8Array
}

function startChain(data: RepeatedMeasures): Chain | ImputationRefusal {
  const visits = data.visits.length
  const width = visits + 1
  const participants = Int32Array.from(
    Array.from(data.baseline.keys()).filter((at) => Number.isFinite(data.baseline[at])),
  )
  const arm = Uint16Array.from(participants, (at) => data.arm[at] as number)
  if (data.arms.some((_, which) => !arm.includes(which)))
    return { kind: 'not-imputed', reason: 'an-arm-without-participants' }
  const rows = new Float64Array(participants.length * width)
  const afterLast = new Uint8Array(participants.length * visits)
  const groups = new Map<string, { measured: number[]; members: number[] }>()
  participants.forEach((of, at) => {
    const row = [data.baseline[of] as number, ...data.outcomes.subarray(of * visits, (of + 1) * visits)]
    const measured = row.flatMap((value, place) => (Number.isNaN(value) ? [] : [place]))
    const last = measured.at(-1) ?? 0
    row.forEach((value, place) => {
      rows[at * width + place] = value
      if (place > last) afterLast[at * visits + place - 1] = 1
    })
    const key = measured.join()
    const group = groups.get(key) ?? { measured, members: [] }
    groups.set(key, group)
    group.members.push(at)
  })
  const means = computeColumnMeans(rows, width)
  if (means === undefined) return { kind: 'not-imputed', reason: 'a-visit-without-outcomes' }
  rows.forEach((value, cell) => {
    if (Number.isNaN(value)) rows[cell] = means[cell % width] as number
  })
  return { participants, arm, width, rows, patterns: [...groups.values()], afterLast }
}

/** Of what was measured: where the chain starts. */
function computeColumnMeans(rows: Float64Array, width: number): Float64Array | undefined {
  const [sums, counts] = [new Float64Array(width), new Float64Array(width)]
  rows.forEach((value, cell) => {
    if (Number.isNaN(value)) return
    sums[cell % width] = (sums[cell % width] as number) + value
    counts[cell % width] = (counts[cell % width] as number) + 1
  })
  return counts.includes(0) ? undefined : sums.map((sum, place) => sum / (counts[place] as number))
}

/** A completed copy: what is missing between answers at random, what is missing after the last under the assumption. */
function completeRows(
  chain: Chain,
  parameters: NormalParameters,
  assumption: Assumption,
  random: Random,
): Float64Array {
  const rows = chain.rows.slice()
  imputeRows(chain, parameters, assumption, random, rows)
  const visits = chain.width - 1
  const outcomes = new Float64Array(chain.participants.length * visits)
  for (let at = 0; at < chain.participants.length; at += 1)
    outcomes.set(rows.subarray(at * chain.width + 1, (at + 1) * chain.width), at * visits)
  return outcomes
}

function imputeRows(
  chain: Chain,
  { means, covariance }: NormalParameters,
  assumption: Assumption,
  random: Random,
  into: Float64Array,
): void {
  const { width, arm } = chain
  const reference = means[0] as Float64Array
  for (const { measured, members } of chain.patterns) {
    if (measured.length === width) continue
    const last = measured.at(-1) ?? 0
    const between = Array.from({ length: last + 1 }, (_, place) => place)
    const gaps =
      measured.length > last ? undefined : computeConditional(selectFirst(covariance, last + 1), measured)
    const tail = last + 1 === width ? undefined : computeConditional(covariance, between)
    for (const at of members) {
      const own = means[arm[at] as number] as Float64Array
      const values = into.subarray(at * width, (at + 1) * width)
      if (gaps) drawMissingValues(values, gaps, own, random)
      if (tail) drawMissingValues(values, tail, computeAssumedMean(assumption, own, reference, last), random)
    }
  }
}

function drawMissingValues(
  values: Float64Array,
  conditional: ConditionalDistribution,
  mean: Float64Array,
  random: Random,
): void {
  const expected = computeConditionalMean(conditional, mean, values)
  const rest = drawNormal(conditional.rest, random)
  conditional.missing.forEach((place, row) => {
    values[place] = (expected[row] as number) + (rest[row] as number)
  })
}

function selectFirst(of: Matrix, size: number): Matrix {
  const cells = new Float64Array(size * size)
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) cells[i * size + j] = of.cells[i * of.columns + j] as number
  return { rows: size, columns: size, cells }
}
