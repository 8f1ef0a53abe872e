/** A dense matrix of doubles, row by row. Small ones: tens of rows, not thousands. */
export type Matrix = { readonly rows: number; readonly columns: number; readonly cells: Float64Array }

export function createZeroMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, cells: new Float64Array(rows * columns) }
}

export function createIdentityMatrix(size: number): Matrix {
  const result = createZeroMatrix(size, size)
  for (let i = 0; i < size; i++) result.cells[i * size + i] = 1
  return result
}

/** @throws RangeError when the rows are not of one length */
export function createMatrix(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0
  if (rows.some((row) => row.length !== columns)) throw new RangeError('Rows of a matrix are of one length.')
  return { rows: rows.length, columns, cells: Float64Array.from(rows.flat()) }
}

export function readCell({ cells, columns }: Matrix, row: number, column: number): number {
  return cells[row * columns + column] as number
}

export function transpose({ rows, columns, cells }: Matrix): Matrix {
  const result = createZeroMatrix(columns, rows)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) result.cells[j * rows + i] = cells[i * columns + j] as number
  return result
}

/** a·b. @throws RangeError when they do not fit */
export function multiplyMatrices(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows)
    throw new RangeError(`${a.rows}×${a.columns} does not meet ${b.rows}×${b.columns}.`)
  const result = createZeroMatrix(a.rows, b.columns)
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.columns; k++) {
      const factor = a.cells[i * a.columns + k] as number
      if (factor === 0) continue
      for (let j = 0; j < b.columns; j++)
        result.cells[i * b.columns + j] =
          (result.cells[i * b.columns + j] as number) + factor * (b.cells[k * b.columns + j] as number)
    }
  return result
}

/** a + factor·b, of one shape. */
export function addScaled(a: Matrix, b: Matrix, factor: number): Matrix {
  if (a.rows !== b.rows || a.columns !== b.columns)
    throw new RangeError('Only matrices of one shape are added.')
  return { ...a, cells: a.cells.map((cell, at) => cell + factor * (b.cells[at] as number)) }
}

/** Σ aᵢⱼ·bᵢⱼ, which for symmetric matrices is the trace of their product. */
export function innerProduct(a: Matrix, b: Matrix): number {
  let sum = 0
  for (let at = 0; at < a.cells.length; at++) sum += (a.cells[at] as number) * (b.cells[at] as number)
  return sum
}

/** The rows and columns named, in that order. */
export function selectSquare(of: Matrix, indices: readonly number[]): Matrix {
  const result = createZeroMatrix(indices.length, indices.length)
  indices.forEach((row, i) => {
    indices.forEach((column, j) => {
      result.cells[i * indices.length + j] = readCell(of, row, column)
    })
  })
  return result
}
