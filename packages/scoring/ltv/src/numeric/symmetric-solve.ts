/** A square matrix, row by row. */
export type Matrix = readonly (readonly number[])[]

/** The Cholesky factor of a symmetric matrix, or `undefined` when it is not positive definite. */
export function cholesky(matrix: Matrix): Matrix | undefined {
  const size = matrix.length
  const lower: number[][] = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row]![column]!
      for (let k = 0; k < column; k += 1) sum -= lower[row]![k]! * lower[column]![k]!
      if (row === column) {
        if (!(sum > 1e-14 * Math.abs(matrix[row]![row]!)) || !Number.isFinite(sum)) return undefined
        lower[row]![row] = Math.sqrt(sum)
      } else {
        lower[row]![column] = sum / lower[column]![column]!
      }
    }
  }
  return lower
}

/** Solves `L Lᵀ x = b`. */
export function choleskySolve(lower: Matrix, b: readonly number[]): number[] {
  const size = lower.length
  const x = [...b]
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < row; k += 1) x[row]! -= lower[row]![k]! * x[k]!
    x[row]! /= lower[row]![row]!
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1) x[row]! -= lower[k]![row]! * x[k]!
    x[row]! /= lower[row]![row]!
  }
  return x
}

/** The inverse of a symmetric positive definite matrix, exactly symmetric; `undefined` for any other. */
export function symmetricInverse(matrix: Matrix): Matrix | undefined {
  const lower = cholesky(matrix)
  if (lower === undefined) return undefined
  const size = matrix.length
  const columns = matrix.map((_, index) =>
    choleskySolve(
      lower,
      Array.from({ length: size }, (_unused, row) => (row === index ? 1 : 0)),
    ),
  )
  return columns.map((_, row) =>
    columns.map((_unused, column) => (columns[row]![column]! + columns[column]![row]!) / 2),
  )
}
