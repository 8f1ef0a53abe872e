import { fitLogisticRegression } from '../../arm-comparison/logistic-regression.ts'
import { cholesky, invert, solve } from '../../statistics/cholesky.ts'
import { createZeroMatrix, type Matrix } from '../../statistics/matrix.ts'
import { gaussHermite } from '../../statistics/quadrature.ts'
import { addRater, createDerivatives, type Derivatives, type RaterRows } from './rater-integral.ts'

export type MixedLogistic =
  | {
      readonly kind: 'fitted'
      readonly coefficients: Float64Array
      /** Standard deviation of the raters’ intercepts, on the logit scale; 0 where raters do not differ more than by chance. */
      readonly sigma: number
      /** Of coefficients and σ; the row of σ is 0 where σ is 0. */
      readonly covariance: Matrix
      readonly logLikelihood: number
    }
  | { readonly kind: 'not-fitted'; readonly reason: 'columns-depend' | 'separated' | 'did-not-converge' }

type FittedMixedLogistic = Extract<MixedLogistic, { kind: 'fitted' }>

const DEFAULT_NODES = 15
const MAX_ITERATIONS = 60
const TOLERANCE = 1e-10
/** Of the log-likelihood still to be gained, twice: from here on a whole step is taken. */
const NEAR = 1e-3
/** Below it σ is taken for 0. */
const MIN_SIGMA = 1e-4
/** Beyond it raters’ intercepts tell the votes by themselves. */
const MAX_SIGMA = 50

/**
 * Logistic regression with a random intercept for each rater, by maximum likelihood with adaptive Gauss–Hermite quadrature, as
 * lme4::glmer with nAGQ.
 *
 * @param columns of the design, which has a column of ones
 * @param options.nodes of the quadrature; 1 is the Laplace approximation
 * @param options.start a fit that is near, such as that of nearly the same raters
 */
export function fitMixedLogistic(
  raters: readonly RaterRows[],
  columns: number,
  options: {
    readonly nodes?: number
    readonly start?: Pick<FittedMixedLogistic, 'coefficients' | 'sigma'>
  } = {},
): MixedLogistic {
  const { nodes = DEFAULT_NODES } = options
  const quadrature = gaussHermite(nodes)
  const start = options.start ?? findStart(raters, columns)
  if ('reason' in start) return { kind: 'not-fitted', reason: start.reason }
  const evaluate = (place: Float64Array): Derivatives => {
    const sums = createDerivatives(columns + 1)
    for (const rater of raters)
      addRater(rater, place.subarray(0, columns), place[columns] as number, quadrature, sums)
    return sums
  }
  let place: Float64Array = Float64Array.from([...start.coefficients, Math.max(start.sigma, 0.1)])
  let here = evaluate(place)
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    const step = computeStep(here)
    if (step === undefined) return { kind: 'not-fitted', reason: 'did-not-converge' }
    if (step.gain < TOLERANCE) {
      // One step more squares what is still missing.
      place = place.map((one, at) => one + (step.change[at] as number))
      return finish(place, evaluate(place), columns)
    }
    // Near the top the slope is more exact than the value, which wavers with the places of the nodes.
    const moved = climb(place, step.gain < NEAR ? undefined : here, step.change, evaluate)
    if (moved === undefined) return finish(place, here, columns)
    ;({ place, here } = moved)
    if (Math.abs(place[columns] as number) > MAX_SIGMA) return { kind: 'not-fitted', reason: 'separated' }
  }
  return { kind: 'not-fitted', reason: 'did-not-converge' }
}

/** Coefficients as if raters were alike, drawn out for a σ of 1 (Zeger, Liang & Albert, Biometrics 44:1049, 1988). */
function findStart(raters: readonly RaterRows[], columns: number) {
  const rows = raters.reduce((sum, { outcomes }) => sum + outcomes.length, 0)
  const cells = new Float64Array(rows * columns)
  const outcomes = new Float64Array(rows)
  let at = 0
  for (const rater of raters) {
    cells.set(rater.design, at * columns)
    outcomes.set(rater.outcomes, at)
    at += rater.outcomes.length
  }
  const fit = fitLogisticRegression({ rows, columns, cells }, outcomes)
  if (fit.kind === 'not-fitted') return { reason: fit.reason }
  return { coefficients: fit.coefficients.map((one) => one * Math.sqrt(1.346)), sigma: 1 }
}

/** Newton’s step, with the curvature raised until it is one of a maximum. */
function computeStep({
  gradient,
  hessian,
}: Derivatives): { readonly change: Float64Array; readonly gain: number } | undefined {
  const size = gradient.length
  const information = negate(hessian)
  const largest = Math.max(
    ...Array.from({ length: size }, (_, i) => Math.abs(information.cells[i * size + i] as number)),
  )
  for (let ridge = 0; ridge <= largest * 10; ridge = ridge === 0 ? largest * 1e-6 : ridge * 10) {
    const raised = { ...information, cells: information.cells.slice() }
    for (let i = 0; i < size; i += 1)
      raised.cells[i * size + i] = (raised.cells[i * size + i] as number) + ridge
    const factor = cholesky(raised)
    if (factor === undefined) continue
    const change = solve(factor, { rows: size, columns: 1, cells: gradient }).cells
    return { change, gain: change.reduce((sum, one, at) => sum + one * (gradient[at] as number), 0) }
  }
  return undefined
}

/**
 * The step, halved until the likelihood does not fall; `undefined` where no part of it helps.
 *
 * @param here where it stands; left out, the whole step is taken
 */
function climb(
  place: Float64Array,
  here: Derivatives | undefined,
  change: Float64Array,
  evaluate: (place: Float64Array) => Derivatives,
): { readonly place: Float64Array; readonly here: Derivatives } | undefined {
  for (let length = 1; length > 1e-4; length /= 2) {
    const next = place.map((one, at) => one + length * (change[at] as number))
    const found = evaluate(next)
    if (here === undefined || found.value >= here.value) return { place: next, here: found }
  }
  return undefined
}

function finish(place: Float64Array, { hessian, value }: Derivatives, columns: number): MixedLogistic {
  const sigma = Math.abs(place[columns] as number)
  const sign = Math.sign(place[columns] as number) || 1
  const size = columns + 1
  const isZero = sigma < MIN_SIGMA
  const information = negate(hessian)
  const used = isZero ? columns : size
  const part = createZeroMatrix(used, used)
  for (let i = 0; i < used; i += 1)
    for (let j = 0; j < used; j += 1) {
      const flips = (i === columns ? sign : 1) * (j === columns ? sign : 1)
      part.cells[i * used + j] = flips * (information.cells[i * size + j] as number)
    }
  const factor = cholesky(part)
  if (factor === undefined) return { kind: 'not-fitted', reason: 'did-not-converge' }
  const inverse = invert(factor)
  const covariance = createZeroMatrix(size, size)
  for (let i = 0; i < used; i += 1)
    for (let j = 0; j < used; j += 1) covariance.cells[i * size + j] = inverse.cells[i * used + j] as number
  const coefficients = place.slice(0, columns)
  return { kind: 'fitted', coefficients, sigma: isZero ? 0 : sigma, covariance, logLikelihood: value }
}

/** Minus a matrix of which the lower triangle is filled, whole. */
function negate({ rows, columns, cells }: Matrix): Matrix {
  const result = createZeroMatrix(rows, columns)
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j <= i; j += 1) {
      result.cells[i * columns + j] = -(cells[i * columns + j] as number)
      result.cells[j * columns + i] = -(cells[i * columns + j] as number)
    }
  return result
}
