const KRONROD_NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
]
const KRONROD_WEIGHTS = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
]
const GAUSS_WEIGHTS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694]

function panel(f: (x: number) => number, from: number, to: number): { value: number; error: number } {
  const centre = (from + to) / 2
  const half = (to - from) / 2
  const middle = f(centre)
  let kronrod = middle * (KRONROD_WEIGHTS[7] as number)
  let gauss = middle * (GAUSS_WEIGHTS[3] as number)
  for (let index = 0; index < 7; index += 1) {
    const offset = half * (KRONROD_NODES[index] as number)
    const pair = f(centre - offset) + f(centre + offset)
    kronrod += pair * (KRONROD_WEIGHTS[index] as number)
    if (index % 2 === 1) gauss += pair * (GAUSS_WEIGHTS[(index - 1) / 2] as number)
  }
  return { value: kronrod * half, error: Math.abs((kronrod - gauss) * half) }
}

const DEEPEST = 60

/**
 * The integral of a smooth positive function by bisection with the Gauss-Kronrod pair (7, 15) of QUADPACK,
 * until the pair agrees to `tolerance` of the whole. The Gauss-Kronrod difference is far larger than the
 * Kronrod error, so the default asks for no more than half the digits that are delivered.
 */
export function integrate(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance: number = 1e-10,
): number {
  if (!(to > from)) return 0
  let panels = [{ from, to, ...panel(f, from, to) }]
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const total = panels.reduce((sum, part) => sum + Math.abs(part.value), 0)
    const limit = (tolerance * total) / panels.length
    if (panels.every((part) => part.error <= limit)) break
    panels = panels.flatMap((part) => {
      if (part.error <= limit) return [part]
      const middle = (part.from + part.to) / 2
      return [
        { from: part.from, to: middle, ...panel(f, part.from, middle) },
        { from: middle, to: part.to, ...panel(f, middle, part.to) },
      ]
    })
  }
  return panels.reduce((sum, part) => sum + part.value, 0)
}
