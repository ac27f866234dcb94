import { isClienteleError } from '../errors.ts'
import type { Abortable } from '../intake/intake-api.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { ContactState } from '../profile/contact-state.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { catchUp, earliestDue } from './advance.ts'
import type { Program } from './program.ts'
import { workOnContacts } from './work-on-contacts.ts'

/** Contacts that are worked on in one transaction. */
const SLICE = 500

/**
 * Does what time alone has made due, slice by slice, a transaction each; answers how many contacts were due. Only
 * those are read: nothing walks over the base.
 *
 * @throws `ABORTED` between two slices; what was committed stays.
 */
export async function catchUpDue(
  kernel: Kernel,
  options: Abortable & {
    /** Contacts that are left for another turn: they failed, or did not come to rest. Grows. */
    readonly leftOut: Set<string>
  },
): Promise<number> {
  const { leftOut } = options
  let contacts = 0
  for (;;) {
    refuseAborted(options.signal)
    const now = kernel.clock.now()
    const due = await catchUpSlice(kernel, now, leftOut)
    contacts += due
    if (due === 0) return contacts
    await yieldTurn()
  }
}

async function catchUpSlice(kernel: Kernel, now: Instant, leftOut: Set<string>): Promise<number> {
  let due: readonly string[] = []
  const choose = async (tx: StorageTransaction): Promise<readonly string[]> => {
    due = await dueContacts(tx, now, leftOut, kernel.program().keptTraits.length > 0)
    return due
  }
  try {
    await catchUpAll(kernel, now, choose, leftOut)
  } catch (error) {
    if (isClienteleError(error) || due.length === 0) throw error
    // One contact must not hold up the others.
    for (const contactId of due) await catchUpAlone(kernel, now, contactId, leftOut)
  }
  return due.length
}

async function catchUpAlone(
  kernel: Kernel,
  now: Instant,
  contactId: string,
  leftOut: Set<string>,
): Promise<void> {
  try {
    await catchUpAll(kernel, now, async () => [contactId], leftOut)
  } catch (error) {
    if (isClienteleError(error)) throw error
    leftOut.add(contactId)
    kernel.logger.error(
      'A contact could not be brought up to date; it is left as it is until the next turn.',
      {
        contactId,
        error: error instanceof Error ? error.message : typeof error,
      },
    )
  }
}

async function catchUpAll(
  kernel: Kernel,
  now: Instant,
  choose: (tx: StorageTransaction) => Promise<readonly string[]>,
  leftOut: Set<string>,
): Promise<void> {
  const work = (state: ContactState, program: Program) => {
    catchUp(state, now, program, kernel)
    // It is due again in the next turn, and must not keep this one from ending.
    if (earliestDue(state, now) !== undefined) leftOut.add(state.contact.contactId)
  }
  await workOnContacts(kernel, { choose, work })
}

async function dueContacts(
  tx: StorageTransaction,
  now: Instant,
  leftOut: ReadonlySet<string>,
  hasTraits: boolean,
): Promise<readonly string[]> {
  const limit = SLICE + leftOut.size
  const ids = new Set(await tx.memberships.due(now, limit))
  for (const contactId of await tx.runs.due(now, limit)) ids.add(contactId)
  if (hasTraits) for (const contactId of await tx.traits.due(now, limit)) ids.add(contactId)
  return [...ids].filter((contactId) => !leftOut.has(contactId)).slice(0, SLICE)
}
