import type { Household } from '../identity/match/resolve-types.ts'
import { walkHouseholds } from '../identity/stored/match/walk-households.ts'
import type { StoredResolution } from '../identity/stored/resolve-stored.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { livingWith } from '../profile/housemates.ts'

/** Who lives with the contacts of a batch. */
export interface Homes {
  readonly of: ReadonlyMap<string, Household>
  /** The stored contacts that are opened: those of the batch, and those who live with them or did. */
  readonly wanted: ReadonlySet<string>
  /** Contacts whose household may be another than before; is it because somebody was parted? */
  readonly regrouped: ReadonlyMap<string, boolean>
}

/** Finds the households of the contacts that a batch opens, and of those that resolution made or regrouped. */
export async function homesOf(
  tx: StorageTransaction,
  wanted: ReadonlySet<string>,
  resolution: StoredResolution | undefined,
): Promise<Homes> {
  const resolved = resolution?.contacts ?? []
  const fresh = new Set(resolved.filter(({ isNew }) => isNew).map(({ contactId }) => contactId))
  const parted = resolved.filter(({ reshaped }) => reshaped === 'split').map(({ contactId }) => contactId)
  const moved = new Set(resolution?.regrouped)
  for (const { contactId, isNew, reshaped } of resolved)
    if (isNew || reshaped !== undefined) moved.add(contactId)
  const all = new Set([...wanted, ...fresh, ...moved])
  const { of, around } = await walkHouseholds(tx, all)
  const regrouped = new Map<string, boolean>()
  for (const contactId of around(moved)) regrouped.set(contactId, false)
  for (const contactId of around(parted)) regrouped.set(contactId, true)
  const opened = new Set(livingWith([...all, ...regrouped.keys()], of))
  for (const contactId of fresh) opened.delete(contactId)
  return { of, wanted: opened, regrouped }
}
