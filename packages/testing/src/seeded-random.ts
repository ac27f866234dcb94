/** A reproducible source of chance: one seed, one sequence, on every platform. */
export interface SeededRandom {
  /** A number in [0, 1), with 32 bits of resolution. */
  next(): number
  /** An integer in [0, bound); `bound` at most 2^31. */
  integer(bound: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  /** One of the values, each as likely. */
  pick<Value>(values: readonly Value[]): Value
  /** An exponential variate of mean 1. */
  exponential(): number
  /** A normal variate of mean 0 and variance 1; its last bits may differ between platforms, as logarithms do. */
  normal(): number
  /** A gamma variate of the given shape and of scale 1; its last bits may differ between platforms. */
  gamma(shape: number): number
  /** An independent stream, named; it does not disturb this one. */
  fork(name: string): SeededRandom
}

/**
 * Makes a {@link SeededRandom} from a seed: the same seed gives the same sequence, for ever.
 *
 * The generator is `sfc32` of Chris Doty-Humphrey's PractRand (pracrand.sourceforge.net, public domain): 128 bits
 * of state, a counter that forbids short cycles, integer operations only. The seed is spread over the state with
 * FNV-1a (Fowler, Noll, Vo) and the finaliser of MurmurHash3 (Appleby). It is not for secrets.
 *
 * @example
 * const random = seededRandom('demo')
 * random.pick(['red', 'green'])
 */
export function seededRandom(seed: string | number): SeededRandom {
  const text = String(seed)
  let a = mix(fnv1a(`\u0001${text}`))
  let b = mix(fnv1a(`\u0002${text}`))
  let c = mix(fnv1a(`\u0003${text}`))
  let counter = 1
  const draw = (): number => {
    const result = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  // PractRand's own number of discarded draws, after which close seeds share nothing.
  for (let i = 0; i < 15; i++) draw()

  const next = (): number => draw() / 4_294_967_296
  const integer = (bound: number): number => Math.floor(next() * bound)
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (values) => values[integer(values.length)] as (typeof values)[number],
    exponential: () => exponential(next),
    normal: () => normal(next),
    gamma: (shape) => gamma(shape, next),
    fork: (name) => seededRandom(`${text}/${name}`),
  }
}

/**
 * Von Neumann's comparison method ("Various techniques used in connection with random digits", 1951): no logarithm,
 * whose last bit differs between platforms, so the sequence is the same everywhere.
 */
function exponential(next: () => number): number {
  for (let whole = 0; ; whole++) {
    const first = next()
    let last = first
    let runLength = 1
    for (let value = next(); value < last; value = next()) {
      last = value
      runLength++
    }
    if (runLength % 2 === 1) return whole + first
  }
}

/** The transform of Box and Muller ("A note on the generation of random normal deviates", 1958). */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). */
function gamma(shape: number, next: () => number): number {
  if (shape < 1) return gamma(shape + 1, next) * (1 - next()) ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(next)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
