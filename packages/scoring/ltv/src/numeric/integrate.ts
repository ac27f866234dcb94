const KRONROD_NODES = [
  0.991455371120812639206854697526, 0.949107912342758524526189684048, 0.864864423359769072789712788641,
  0.741531185599394439863864773281, 0.586087235467691130294144691694, 0.405845151377397166906606412077,
  0.207784955007898467600689403773, 0,
]
const KRONROD_WEIGHTS = [
  0.022935322010529224963732008059, 0.063092092629978553290700663189, 0.104790010322250183839876322542,
  0.140653259715525918745189590511, 0.169004726639267902826583426599, 0.190350578064785409913256402421,
  0.20443294007529889241416199923, 0.209482141084727828012999174892,
]
const GAUSS_WEIGHTS = [
  0.129484966168869693270611432679, 0.27970539148927666790146777142, 0.381830050505118944950369775489,
  0.41795918367346938775510204081,
]

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
