/** Waits between attempts. */
export interface BackoffOptions {
  /** First wait in ms. @default 30 000 */
  readonly baseMs?: number | undefined
  /** Longest wait in ms, before jitter. @default 3 600 000 */
  readonly maxMs?: number | undefined
}

/**
 * How long to wait after a failed attempt (the first is 1): exponential, spread by a quarter each way so that
 * messages that failed together do not come back together. The spread is drawn from the key and the attempt, not
 * from chance: a run can be repeated byte for byte. What the provider asks for (`retryAfterMs`) is waited in full.
 */
export function backoffMs(
  key: string,
  attempt: number,
  retryAfterMs: number | undefined,
  options: BackoffOptions = {},
): number {
  const base = options.baseMs ?? 30_000
  const wait = Math.min(options.maxMs ?? 3_600_000, base * 2 ** Math.min(attempt - 1, 30))
  const spread = fraction(`${key}#${attempt}`)
  const asked = retryAfterMs !== undefined && Number.isFinite(retryAfterMs) ? Math.max(0, retryAfterMs) : 0
  return Math.round(Math.max(wait * (0.75 + spread / 2), asked * (1 + spread / 10)))
}

/** FNV-1a, 32 bits (draft-eastlake-fnv-21), with a final mix, as a fraction in [0, 1). */
function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  return (hash >>> 0) / 0x1_0000_0000
}
