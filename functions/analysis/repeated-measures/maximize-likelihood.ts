import { type Cholesky, cholesky, solve } from '../statistics/cholesky.ts'
import { addScaled, createZeroMatrix, type Matrix } from '../statistics/matrix.ts'
import { computeInformation, type Information } from './information.ts'
import { evaluateLikelihood, type LikelihoodEvaluation, type LikelihoodProblem } from './likelihood.ts'
import { estimateSecondDerivatives } from './second-derivatives.ts'

export type Maximum =
  | {
      readonly kind: 'converged'
      readonly standing: LikelihoodEvaluation
      readonly information: Information
      readonly steps: number
      /** How far the last step would still have gone, in standard errors of the parameters. */
      readonly distance: number
    }
  | {
      readonly kind: 'failed'
      readonly reason: 'start-not-possible' | 'did-not-converge' | 'information-singular'
    }

const MAX_STEPS = 200
const MAX_HALVINGS = 40
/** In standard errors of the parameters: near enough for ten digits of the estimates. */
const TOLERANCE = 1e-9
/** Where rounding ends the search, this is still far below what is reported. */
const RELAXED_TOLERANCE = 1e-3
/** Below so much deviance two places cannot be told apart by it, and the step is taken as it is. */
const RESOLUTION = 1e-7
/** Scoring that comes less than so much nearer in a step is slow: the expected information misjudges the likelihood. */
const FAST_SHARE = 0.2
/** Of the expected information, added to the observed where the likelihood curves upwards: the way off a saddle. */
const SHIFTS = [0, 1e-3, 1e-2, 0.1, 0.5]
/** In standard errors: farther away the second derivatives say little about the top. */
const NEAR = 3

/**
 * Fisher scoring on the restricted likelihood, each step halved until the likelihood rises and the covariance stays
 * positive definite. Where scoring is slow near the top, as in small trials with much missing, the observed information
 * takes the place of the expected one: Newton’s method.
 */
export function maximizeLikelihood(problem: LikelihoodProblem, start: Float64Array): Maximum {
  let standing = evaluateLikelihood(problem, start)
  if (standing === undefined) return { kind: 'failed', reason: 'start-not-possible' }
  let last: Move | undefined
  let isSlow = false
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const information = computeInformation(problem, standing)
    const move = findMove(problem, standing, information, isSlow)
    if (move === undefined) return { kind: 'failed', reason: 'information-singular' }
    const { direction, distance, isObserved } = move
    // Of one kind: a distance by the observed information is not compared with one by the expected.
    const isSlower = last?.isObserved === isObserved && distance > FAST_SHARE * last.distance
    const isStuck = isObserved && isSlower && distance < RELAXED_TOLERANCE
    if (distance < TOLERANCE || isStuck) return { kind: 'converged', standing, information, steps, distance }
    isSlow = distance < NEAR && (isObserved || isSlower)
    last = move
    const next = findStep(problem, standing, direction, distance)
    if (next === undefined) {
      if (distance < RELAXED_TOLERANCE) return { kind: 'converged', standing, information, steps, distance }
      if (isObserved) break
      isSlow = true
      continue
    }
    standing = next
  }
  return { kind: 'failed', reason: 'did-not-converge' }
}

/** A step, and how far it goes in standard errors of the parameters. */
type Move = { readonly direction: Float64Array; readonly distance: number; readonly isObserved: boolean }

function findMove(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  { expected }: Information,
  isObservedPreferred: boolean,
): Move | undefined {
  const { gradient } = standing
  if (isObservedPreferred) {
    const observed = estimateSecondDerivatives(problem, standing, expected)
    for (const shift of SHIFTS) {
      const factor = cholesky(addScaled(observed, expected, shift))
      if (factor) return measureMove(solveFor(factor, gradient), gradient, shift === 0)
    }
  }
  const direction = fisherScoringStep(expected, gradient)
  return direction && measureMove(direction, gradient, false)
}

/** gᵀI⁻¹g for I half of the second derivatives of the deviance over two. */
function measureMove(direction: Float64Array, gradient: Float64Array, isObserved: boolean): Move {
  return { direction, isObserved, distance: Math.sqrt(Math.max(0, dotProduct(direction, gradient) / 2)) }
}

function findStep(
  problem: LikelihoodProblem,
  standing: LikelihoodEvaluation,
  direction: Float64Array,
  distance: number,
): LikelihoodEvaluation | undefined {
  let length = 1
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    const next = evaluateLikelihood(
      problem,
      standing.parameters.map((value, at) => value - length * (direction[at] as number)),
    )
    if (next && (next.deviance < standing.deviance || distance ** 2 < RESOLUTION)) return next
    length /= 2
  }
  return undefined
}

/** The gradient over the expected second derivatives; a ridge helps where these are all but singular on the way. */
function fisherScoringStep(expected: Matrix, gradient: Float64Array): Float64Array | undefined {
  for (const ridge of [0, 1e-8, 1e-4, 1e-2]) {
    const lifted = createZeroMatrix(expected.rows, expected.rows)
    lifted.cells.set(expected.cells)
    for (let at = 0; at < expected.rows; at++) {
      const diagonal = at * expected.rows + at
      lifted.cells[diagonal] = (expected.cells[diagonal] as number) * (1 + ridge)
    }
    const factor = cholesky(lifted)
    if (factor) return solveFor(factor, gradient)
  }
  return undefined
}

function solveFor(factor: Cholesky, gradient: Float64Array): Float64Array {
  return solve(factor, { rows: gradient.length, columns: 1, cells: gradient }).cells
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0)
}
