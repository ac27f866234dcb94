import type { LifecycleStatus } from './status.ts'

/** Contacts that went from one status to another between two dates; `undefined`: not known yet. */
export interface StatusTransition {
  readonly from: LifecycleStatus | undefined
  readonly to: LifecycleStatus | undefined
  readonly contacts: number
}

/** Counts transitions one contact at a time. */
export function countTransitions(): {
  readonly add: (from: LifecycleStatus | undefined, to: LifecycleStatus | undefined) => void
  /** The pairs that occur, largest first, ties by name. */
  readonly finish: () => readonly StatusTransition[]
} {
  const counts = new Map<
    string,
    { from?: LifecycleStatus | undefined; to?: LifecycleStatus | undefined; contacts: number }
  >()
  return {
    add(from, to) {
      if (from === undefined && to === undefined) return
      const key = `${from ?? ''}>${to ?? ''}`
      const known = counts.get(key)
      if (known === undefined) counts.set(key, { from, to, contacts: 1 })
      else known.contacts++
    },
    finish: () =>
      [...counts]
        .sort(
          ([leftKey, left], [rightKey, right]) =>
            right.contacts - left.contacts || (leftKey < rightKey ? -1 : 1),
        )
        .map(([, { from, to, contacts }]) => ({ from, to, contacts })),
  }
}
