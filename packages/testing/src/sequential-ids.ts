import type { IdSource } from '@clientele/core'

/**
 * Ids that count: `id-00000001`, `id-00000002` … in the order of text, the same in every run.
 *
 * @example
 * ```ts
 * const ids = sequentialIds('c')
 * ids.next() // 'c-00000001'
 * ```
 */
export function sequentialIds(prefix: string = 'id'): IdSource {
  let last = 0
  return {
    next: () => {
      last++
      return `${prefix}-${String(last).padStart(8, '0')}`
    },
  }
}
