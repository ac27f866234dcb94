/** Nodes and weights of a quadrature rule on [0, 1]. */
export interface QuadratureRule {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/** The Gauss-Legendre rule of `n` points on [0, 1]; Newton on the Legendre recurrence (DLMF 3.5.20). */
export function gaussLegendre(n: number): QuadratureRule {
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let index = 0; index < n; index += 1) {
    let z = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5))
    let slope = 1
    for (let round = 0; round < 100; round += 1) {
      let current = 1
      let previous = 0
      for (let degree = 1; degree <= n; degree += 1) {
        const before = previous
        previous = current
        current = ((2 * degree - 1) * z * previous - (degree - 1) * before) / degree
      }
      slope = (n * (z * current - previous)) / (z * z - 1)
      const step = current / slope
      z -= step
      if (Math.abs(step) < 1e-16) break
    }
    nodes[index] = (1 - z) / 2
    weights[index] = 1 / ((1 - z * z) * slope * slope)
  }
  return { nodes, weights }
}
