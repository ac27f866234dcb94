/** Adds `weight · v vᵀ` to the lower triangle of a flat square matrix. */
export function addOuter(matrix: Float64Array, size: number, v: Float64Array, weight: number): void {
  for (let i = 0; i < size; i += 1) {
    const scaled = weight * v[i]!
    for (let j = 0; j <= i; j += 1) matrix[i * size + j]! += scaled * v[j]!
  }
}

/** Both triangles of a flat matrix whose lower one is filled. */
export function mirrored(matrix: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => matrix[Math.max(i, j) * size + Math.min(i, j)]!),
  )
}
