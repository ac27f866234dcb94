import type { ClienteleOptions } from '../clientele-api.ts'
import type { Storage } from '../ports/storage.ts'

/**
 * Opens a storage, and before that brings its schema up to date as far as the policy lets it.
 *
 * @throws `STORAGE_NOT_MIGRATED` and what else {@link Storage.open} throws.
 */
export async function openStorage(storage: Storage, policy: ClienteleOptions['migrate']): Promise<void> {
  const { multiWorker } = storage.capabilities
  const allowed = policy ?? (multiWorker ? 'never' : 'when-empty')
  if (allowed !== 'never') {
    const { current, target } = await storage.migrations.plan()
    if (allowed === 'always' ? current < target : current === 0) await storage.migrations.up()
  }
  await storage.open()
}
