interface Constants {
  /** Fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
  readonly rounds: Uint32Array
  /** Fractions of the square roots of the first eight primes (FIPS 180-4, 5.3.3). */
  readonly start: Uint32Array
}

let known: Constants | undefined

function constants(): Constants {
  known ??= { rounds: fractions(64, 1 / 3), start: fractions(8, 1 / 2) }
  return known
}

function fractions(count: number, power: number): Uint32Array {
  const found = new Uint32Array(count)
  let filled = 0
  for (let candidate = 2; filled < count; candidate++) {
    if (!isPrime(candidate)) continue
    const root = candidate ** power
    found[filled++] = (root - Math.floor(root)) * 2 ** 32
  }
  return found
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) return false
  return true
}

/**
 * SHA-256 of a text in UTF-8, as hexadecimal digits (FIPS 180-4). Synchronous and the same on every platform, for
 * decisions that must not wait; not for secrets.
 */
export function sha256Hex(text: string): string {
  const bytes = padded(new TextEncoder().encode(text))
  const view = new DataView(bytes.buffer)
  const { rounds, start } = constants()
  const state = Uint32Array.from(start)
  const schedule = new Uint32Array(64)
  for (let block = 0; block < bytes.length; block += 64) compress(state, schedule, rounds, view, block)
  let hex = ''
  for (const word of state) hex += word.toString(16).padStart(8, '0')
  return hex
}

function padded(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(bytes.length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(bytes.length - 4, (message.length * 8) >>> 0)
  return bytes
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function compress(
  state: Uint32Array,
  schedule: Uint32Array,
  rounds: Uint32Array,
  view: DataView,
  block: number,
): void {
  for (let t = 0; t < 16; t++) schedule[t] = view.getUint32(block + t * 4)
  for (let t = 16; t < 64; t++) {
    const w15 = schedule[t - 15] as number
    const w2 = schedule[t - 2] as number
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    schedule[t] = (schedule[t - 16] as number) + s0 + (schedule[t - 7] as number) + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let t = 0; t < 64; t++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + (rounds[t] as number) + (schedule[t] as number)) | 0
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const words = [a, b, c, d, e, f, g, h]
  for (let index = 0; index < 8; index++) state[index] = (state[index] as number) + (words[index] as number)
}
