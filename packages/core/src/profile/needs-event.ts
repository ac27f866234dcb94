import type { ProgramNeeds } from '../engine/program.ts'
import { matchesName } from '../model/event-name.ts'

const readers = new WeakMap<ProgramNeeds, Map<string, boolean>>()
const MAX_NAMES = 10_000

/** Does any condition read events of this name? The others need not be kept in working states. */
export function needsEvent(needs: ProgramNeeds, name: string): boolean {
  let known = readers.get(needs)
  if (known === undefined) {
    known = new Map()
    readers.set(needs, known)
  }
  let answer = known.get(name)
  if (answer === undefined) {
    // Names come from outside: what is remembered of them must not grow for ever.
    if (known.size >= MAX_NAMES) known.clear()
    answer = needs.events.some((wanted) => matchesName(wanted, name))
    known.set(name, answer)
  }
  return answer
}
