import { compareText } from '../../identity/compare-text.ts'
import type { Transition, TransitionMatrix } from './segmentations-api.ts'

/** Counts, one contact at a time, who went from which label to which; `undefined` stands for none. */
export function countTransitions(): {
  readonly add: (from: string | undefined, to: string | undefined) => void
  readonly finish: () => Pick<TransitionMatrix, 'transitions' | 'stayed' | 'moved'>
} {
  const counts = new Map<string | undefined, Map<string | undefined, number>>()
  return {
    add: (from, to) => {
      if (from === undefined && to === undefined) return
      const row = counts.get(from) ?? new Map<string | undefined, number>()
      counts.set(from, row.set(to, (row.get(to) ?? 0) + 1))
    },
    finish: () => {
      const transitions: Transition[] = []
      let stayed = 0
      let moved = 0
      for (const [from, row] of counts)
        for (const [to, contacts] of row) {
          transitions.push({ from, to, contacts })
          if (from === to) stayed += contacts
          else moved += contacts
        }
      return { transitions: transitions.sort(bySize), stayed, moved }
    },
  }
}

function bySize(a: Transition, b: Transition): number {
  return (
    b.contacts - a.contacts || compareText(a.from ?? '', b.from ?? '') || compareText(a.to ?? '', b.to ?? '')
  )
}
