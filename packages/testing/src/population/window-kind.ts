import type { Window } from '@clientele/core'

/** Which form of window it is, by what its bounds stand on. */
export function windowKind(window: Window | undefined): string {
  if (window === undefined) return 'window: ever'
  if ('last' in window) return `window: last, ${kindOf(window.last)}`
  if ('ago' in window) return `window: ago, ${[...new Set(window.ago.map(kindOf))].sort().join(' and ')}`
  if ('current' in window) return `window: current ${window.current}`
  const { from, to } = window
  const ends = [from === undefined ? '' : 'from', to === undefined ? '' : 'to'].filter((end) => end !== '')
  const local = [from, to].some((text) => text !== undefined && !text.endsWith('Z'))
  return `window: ${ends.join(' ') || 'no bounds'}${local ? ', local' : ''}`
}

function kindOf(duration: string): string {
  return duration.startsWith('P') ? 'calendar' : 'exact'
}
