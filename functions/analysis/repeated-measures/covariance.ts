import type { CovarianceStructure } from '../../../web/api/analyses/covariance-structures.ts'
import { createZeroMatrix, type Matrix, readCell } from '../statistics/matrix.ts'

/** A structure over so many visits, by its parameters. */
export type CovarianceModel = {
  readonly structure: CovarianceStructure
  /** Whether the matrix is a linear function of the parameters, as the Kenward–Roger correction takes it to be. */
  readonly isLinear: boolean
  buildMatrix(parameters: Float64Array): Matrix
  /** Of the matrix by each parameter. */
  derivatives(parameters: Float64Array): readonly Matrix[]
  /** Parameters of the matrix of this structure that is near a given one, positive definite. */
  start(near: Matrix): Float64Array
}

/**
 * @param places of the visits in the study's order, rising: where nobody has a visit its neighbors stay two places apart
 */
export function createCovarianceModel(
  structure: CovarianceStructure,
  places: readonly number[],
): CovarianceModel {
  switch (structure) {
    case 'unstructured':
      return buildUnstructured(places.length)
    case 'compound-symmetry':
      return buildCompoundSymmetry(places.length)
    case 'heterogeneous-toeplitz': {
      const distances = listDistances(places)
      return buildDistanceModel(structure, places, distances.length, (parameters, distance) => {
        const at = distances.indexOf(distance)
        return { correlation: parameters[at] as number, slopes: [[at, 1]] }
      })
    }
    case 'heterogeneous-ar1':
      return buildDistanceModel(structure, places, 1, ([rho = 0], distance) => ({
        correlation: rho ** distance,
        slopes: [[0, distance * rho ** (distance - 1)]],
      }))
  }
}

/** How far two visits can be from each other, rising. */
export function listDistances(places: readonly number[]): number[] {
  const all = places.flatMap((one) => places.map((other) => Math.abs(one - other)))
  return [...new Set(all)].filter((distance) => distance > 0).sort((a, b) => a - b)
}

/** Parameters: the lower triangle, row by row. */
function buildUnstructured(visits: number): CovarianceModel {
  const cells = Array.from({ length: visits }, (_, i) =>
    Array.from({ length: i + 1 }, (_c, j) => [i, j] as const),
  ).flat()
  const units = cells.map(([i, j]) =>
    buildSymmetricMatrix(visits, (a, b) => ((a === i && b === j) || (a === j && b === i) ? 1 : 0)),
  )
  return {
    structure: 'unstructured',
    isLinear: true,
    buildMatrix: (parameters) =>
      buildSymmetricMatrix(visits, (i, j) => {
        const [row, column] = i >= j ? [i, j] : [j, i]
        return parameters[(row * (row + 1)) / 2 + column] as number
      }),
    derivatives: () => units,
    start: (near) => Float64Array.from(cells.map(([i, j]) => readCell(near, i, j))),
  }
}

/** Parameters: the variance and the covariance. */
function buildCompoundSymmetry(visits: number): CovarianceModel {
  const derivatives = [
    buildSymmetricMatrix(visits, (i, j) => (i === j ? 1 : 0)),
    buildSymmetricMatrix(visits, (i, j) => (i === j ? 0 : 1)),
  ]
  return {
    structure: 'compound-symmetry',
    isLinear: true,
    buildMatrix: ([variance = 0, covariance = 0]) =>
      buildSymmetricMatrix(visits, (i, j) => (i === j ? variance : covariance)),
    derivatives: () => (visits === 1 ? derivatives.slice(0, 1) : derivatives),
    start: (near) => {
      const variance = averageCells(near, (i, j) => i === j)
      return visits === 1
        ? Float64Array.of(variance)
        : Float64Array.of(
            variance,
            Math.max(
              0,
              averageCells(near, (i, j) => i !== j),
            ),
          )
    },
  }
}

/** Parameters: logarithms of the standard deviations, then what makes the correlation of a distance. */
function buildDistanceModel(
  structure: CovarianceStructure,
  places: readonly number[],
  correlations: number,
  computeCorrelation: (
    parameters: Float64Array,
    distance: number,
  ) => { correlation: number; slopes: (readonly [parameter: number, slope: number])[] },
): CovarianceModel {
  const visits = places.length
  const findDistance = (i: number, j: number) => Math.abs((places[i] as number) - (places[j] as number))
  const splitParameters = (parameters: Float64Array) => ({
    deviations: parameters.subarray(0, visits).map(Math.exp),
    between: parameters.subarray(visits),
  })
  const buildMatrix = (parameters: Float64Array) => {
    const { deviations, between } = splitParameters(parameters)
    return buildSymmetricMatrix(visits, (i, j) => {
      const scale = (deviations[i] as number) * (deviations[j] as number)
      return i === j ? scale : scale * computeCorrelation(between, findDistance(i, j)).correlation
    })
  }
  return {
    structure,
    isLinear: false,
    buildMatrix,
    derivatives(parameters) {
      const { deviations, between } = splitParameters(parameters)
      const whole = buildMatrix(parameters)
      const byDeviation = Array.from({ length: visits }, (_, k) =>
        buildSymmetricMatrix(visits, (i, j) => (Number(i === k) + Number(j === k)) * readCell(whole, i, j)),
      )
      const byCorrelation = Array.from({ length: visits === 1 ? 0 : correlations }, (_, k) =>
        buildSymmetricMatrix(visits, (i, j) => {
          if (i === j) return 0
          const slope = computeCorrelation(between, findDistance(i, j)).slopes.find(
            ([parameter]) => parameter === k,
          )
          return slope === undefined ? 0 : (deviations[i] as number) * (deviations[j] as number) * slope[1]
        }),
      )
      return [...byDeviation, ...byCorrelation]
    },
    start(near) {
      const deviations = Array.from({ length: visits }, (_, i) => Math.sqrt(readCell(near, i, i)))
      const distances = listDistances(places)
      const nearest = distances[0] ?? 1
      const neighbors = averageCells(
        near,
        (i, j) => i > j && findDistance(i, j) === nearest,
        (i, j) => (deviations[i] as number) * (deviations[j] as number),
      )
      // The powers of one correlation are positive definite, so that every structure by distance can begin there. A root of
      // a correlation below 0 is taken as none.
      const root = nearest === 1 ? neighbors : Math.max(0, neighbors) ** (1 / nearest)
      const rho = visits === 1 ? 0 : Math.max(-0.9, Math.min(0.9, root))
      const between = Array.from(
        { length: visits === 1 ? 0 : correlations },
        (_, k) => rho ** (correlations === 1 ? 1 : (distances[k] as number)),
      )
      return Float64Array.from([...deviations.map(Math.log), ...between])
    },
  }
}

function buildSymmetricMatrix(size: number, computeCell: (row: number, column: number) => number): Matrix {
  const result = createZeroMatrix(size, size)
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) result.cells[i * size + j] = computeCell(i, j)
  return result
}

/** Mean of the cells chosen, each divided by its scale. */
function averageCells(
  of: Matrix,
  isChosen: (row: number, column: number) => boolean,
  scale: (row: number, column: number) => number = () => 1,
): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < of.rows; i++)
    for (let j = 0; j < of.columns; j++)
      if (isChosen(i, j)) {
        sum += readCell(of, i, j) / scale(i, j)
        count += 1
      }
  return sum / count
}
