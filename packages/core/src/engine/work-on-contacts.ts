import type { Kernel } from '../kernel.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { ContactState } from '../profile/contact-state.ts'
import { tellAll } from '../profile/life-event.ts'
import { loadStates } from '../profile/load-states.ts'
import { keepStates, writeStates } from '../profile/write-states.ts'
import type { Program } from './program.ts'

/** One piece of work on some contacts, done in one transaction. */
export interface ContactWork {
  /** Whose working states are wanted; ids that are no live contact are left out. */
  readonly choose: (tx: StorageTransaction) => Promise<readonly string[]>
  /** Decides, and notes what must be written in the state. */
  readonly work: (state: ContactState, program: Program) => void
  /** Writes what belongs to the same transaction: a cursor, an audit row. */
  readonly alongside?: ((tx: StorageTransaction, chosen: readonly string[]) => Promise<void>) | undefined
  /** Are the states worth keeping in the cache? Not those of a walk over the whole base. @default true */
  readonly keep?: boolean | undefined
}

/** Does a piece of work, and tells listeners once it is committed; answers the ids that were chosen. */
export async function workOnContacts(kernel: Kernel, task: ContactWork): Promise<readonly string[]> {
  const done = await kernel.storage.transaction(async (tx) => {
    const chosen = await task.choose(tx)
    // What is loaded and what is evaluated must be of one program, though another may come meanwhile.
    const program = kernel.program()
    const states = await loadStates(tx, chosen, { ...kernel, program: () => program })
    for (const state of states.values()) task.work(state, program)
    const told = await writeStates(tx, states.values(), kernel)
    await task.alongside?.(tx, chosen)
    return { chosen, states, told }
  })
  if (task.keep !== false) keepStates(done.states.values(), kernel)
  tellAll(done.told, kernel.emit)
  return done.chosen
}
