import type { Kernel } from '../kernel.ts'
import type { SuppressionsApi } from './messages-api.ts'
import { normaliseAddress } from './normalise-address.ts'

/** Makes the list of addresses that must not be written to; addresses are kept trimmed and in lower case. */
export function createSuppressionsApi(kernel: Pick<Kernel, 'storage'>): SuppressionsApi {
  const write = kernel.storage.transaction
  return {
    add: (suppressions) => write((tx) => tx.suppressions.put(suppressions.map(normalised))),
    remove: (suppressions) => write((tx) => tx.suppressions.remove(suppressions.map(normalised))),
    find: (channel, addresses) =>
      write((tx) => tx.suppressions.find(channel, addresses.map(normaliseAddress))),
  }
}

function normalised<Entry extends { readonly address: string }>(entry: Entry): Entry {
  return { ...entry, address: normaliseAddress(entry.address) }
}
