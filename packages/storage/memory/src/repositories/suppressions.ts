import type { SuppressionRepository } from '@clientele/core'
import { compositeKey } from '../composite-key.ts'
import type { Tables } from '../tables.ts'

export function suppressionRepository({ suppressions }: Tables): SuppressionRepository {
  return {
    find: async (channel, addresses) =>
      suppressions.pick(addresses.map((address) => compositeKey(channel, address))),
    put: async (changed) => suppressions.put(changed),
    remove: async (gone) =>
      suppressions.remove(
        suppressions.pick(gone.map(({ channel, address }) => compositeKey(channel, address))),
      ),
  }
}
