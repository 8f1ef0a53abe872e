import { cholesky, solve } from '../statistics/cholesky.ts'
import { createZeroMatrix, type Matrix } from '../statistics/matrix.ts'
import { computeInformation, type Information } from './information.ts'
import { evaluateLikelihood, type LikelihoodEvaluation, type LikelihoodProblem } from './likelihood.ts'

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
const RELAXED_TOLERANCE = 1e-6
/** Below so much deviance two places cannot be told apart by it, and the step is taken as it is. */
const RESOLUTION = 1e-7

/**
 * Fisher scoring on the restricted likelihood, each step halved until the likelihood rises and the covariance stays
 * positive definite.
 */
export function maximizeLikelihood(problem: LikelihoodProblem, start: Float64Array): Maximum {
  let standing = evaluateLikelihood(problem, start)
  if (standing === undefined) return { kind: 'failed', reason: 'start-not-possible' }
  let best = Number.POSITIVE_INFINITY
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const information = computeInformation(problem, standing)
    const direction = fisherScoringStep(information.expected, standing.gradient)
    if (direction === undefined) return { kind: 'failed', reason: 'information-singular' }
    // gᵀI⁻¹g for I half of the expected second derivatives of the deviance over two.
    const distance = Math.sqrt(Math.max(0, dotProduct(direction, standing.gradient) / 2))
    if (distance < TOLERANCE || (distance < RELAXED_TOLERANCE && distance >= best / 2))
      return { kind: 'converged', standing, information, steps, distance }
    best = Math.min(best, distance)
    const next = findStep(problem, standing, direction, distance)
    if (next === undefined) {
      if (distance < RELAXED_TOLERANCE) return { kind: 'converged', standing, information, steps, distance }
      break
    }
    standing = next
  }
  return { kind: 'failed', reason: 'did-not-converge' }
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
    if (factor) return solve(factor, { rows: gradient.length, columns: 1, cells: gradient }).cells
  }
  return undefined
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0)
}
