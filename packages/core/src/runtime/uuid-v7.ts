import type { Clock } from '../ports/clock.ts'
import type { IdSource } from '../ports/ids.ts'

/** Fills an array with random bytes; the platform's Web Crypto unless a test gives another. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => void

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Random bytes are fetched for so many ids at once: a call of the platform costs more than the id. */
const IDS_A_FETCH = 256
const BYTES_AN_ID = 10

/**
 * Ids as UUID version 7 (RFC 9562, 5.7): ordered by time, unique without coordination. Within one millisecond the 12
 * bits of `rand_a` count up (method 1 of 6.2), so that the ids of one source are in the order in which they were made,
 * also when the clock goes back.
 *
 * @example
 * ```ts
 * const ids = uuidV7(systemClock())
 * const id = ids.next() // 0199f1c4-7a3b-7000-9c3e-…
 * ```
 */
export function uuidV7(
  clock: Pick<Clock, 'now'>,
  random: RandomBytes = (bytes) => {
    globalThis.crypto.getRandomValues(bytes)
  },
): IdSource {
  const pool = new Uint8Array(IDS_A_FETCH * BYTES_AN_ID)
  let used = pool.length
  let last = Number.NEGATIVE_INFINITY
  let counter = 0

  return {
    next: () => {
      if (used === pool.length) {
        random(pool)
        used = 0
      }
      const now = clock.now()
      if (now > last) {
        last = now
        // Half of the room is left to count up in.
        counter = (((pool[used] as number) << 8) | (pool[used + 1] as number)) & 0x7ff
      } else if (++counter > 0xfff) {
        last++
        counter = 0
      }
      const id = format(Math.max(last, 0), counter, pool, used + 2)
      used += BYTES_AN_ID
      return id
    },
  }
}

function format(at: number, counter: number, random: Uint8Array, from: number): string {
  const time = at.toString(16).padStart(12, '0')
  const a = (0x7000 | counter).toString(16)
  const byte = (index: number) => HEX[random[from + index] as number] as string
  const variant = HEX[((random[from] as number) & 0x3f) | 0x80] as string
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${variant}${byte(1)}-${byte(2)}${byte(3)}${byte(4)}${byte(5)}${byte(6)}${byte(7)}`
}
