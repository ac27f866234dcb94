/** Pearson's correlation of two columns; 0 where one of them does not vary. */
export function correlation(left: ArrayLike<number>, right: ArrayLike<number>): number {
  const size = left.length
  let meanLeft = 0
  let meanRight = 0
  for (let index = 0; index < size; index += 1) {
    meanLeft += left[index]! / size
    meanRight += right[index]! / size
  }
  let both = 0
  let squareLeft = 0
  let squareRight = 0
  for (let index = 0; index < size; index += 1) {
    const fromLeft = left[index]! - meanLeft
    const fromRight = right[index]! - meanRight
    both += fromLeft * fromRight
    squareLeft += fromLeft * fromLeft
    squareRight += fromRight * fromRight
  }
  const scale = Math.sqrt(squareLeft) * Math.sqrt(squareRight)
  return scale > 0 ? both / scale : 0
}
