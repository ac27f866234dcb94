import { memory } from '@clientele/storage-memory'
import { describe, expect, it } from 'vitest'
import type { Storage, StorageTransaction } from '../src/index.ts'
import { createIntake } from '../src/intake/intake.ts'
import { createContactsApi } from '../src/profile/contacts.ts'
import { makeKernel } from './support/make-kernel.ts'

const email = (value: string) => ({ type: 'email', value })
const by = { reason: 'checked', by: 'marie' }

/** A storage that several workers share, where another worker does something between a read and the lock. */
function shared(
  storage: Storage,
  meanwhile: { run?: ((tx: StorageTransaction) => Promise<void>) | undefined },
): Storage {
  return {
    ...storage,
    capabilities: { ...storage.capabilities, multiWorker: true },
    transaction: (work) =>
      storage.transaction((tx) =>
        work({
          ...tx,
          contacts: {
            ...tx.contacts,
            byIds: async (ids) => {
              const other = meanwhile.run
              meanwhile.run = undefined
              await other?.(tx)
              return tx.contacts.byIds(ids)
            },
          },
        }),
      ),
  }
}

async function makeWorkers() {
  const storage = memory()
  const meanwhile: Parameters<typeof shared>[1] = {}
  const { kernel } = await makeKernel({ storage: shared(storage, meanwhile) })
  const intake = createIntake(kernel)
  const contacts = createContactsApi(kernel, intake)
  /** The other worker, inside the same transaction of the storage underneath. */
  const otherOn = async (tx: StorageTransaction) => {
    const other = await makeKernel({ storage: storage.within(tx) })
    // Ids of the two workers must not meet.
    return { ...other.kernel, nextId: () => `other-${other.kernel.nextId()}` }
  }
  return { storage, meanwhile, api: intake.api, contacts, otherOn }
}

describe('a worker that is overtaken between reading and locking', () => {
  it('finds the contact that its event belongs to after a merge', async () => {
    const { meanwhile, api, contacts, otherOn, storage } = await makeWorkers()
    const { contactIds } = await api.upsert([
      { source: 'eshop', sourceKey: '1', observedAt: 1, identifiers: [email('a@x.org')] },
      { source: 'till', sourceKey: '2', observedAt: 2, identifiers: [email('b@x.org')] },
    ])
    await api.track({ name: 'Viewed', messageId: 'm1', occurredAt: 9, identifiers: [email('b@x.org')] })
    meanwhile.run = async (tx) => {
      const kernel = await otherOn(tx)
      const away = createContactsApi(kernel, createIntake(kernel))
      await away.merge(contactIds[0]!, contactIds[1]!, by)
    }
    const late = await api.track({
      name: 'Viewed',
      messageId: 'm2',
      occurredAt: 9,
      identifiers: [email('b@x.org')],
    })
    expect(late).toMatchObject({ accepted: 1, contactIds: [contactIds[0]] })
    expect((await contacts.view(contactIds[0]!))?.events).toHaveLength(2)
    expect(await storage.transaction((tx) => tx.events.count())).toBe(2)
  })

  it('counts an event once that both take in', async () => {
    const { meanwhile, api, otherOn, storage } = await makeWorkers()
    const event = { name: 'Viewed', messageId: 'm1', occurredAt: 9, identifiers: [email('a@x.org')] }
    await api.track({ ...event, messageId: 'm0' })
    meanwhile.run = async (tx) => {
      await createIntake(await otherOn(tx)).api.track(event)
    }
    expect(await api.track(event)).toMatchObject({ accepted: 0, duplicates: 1 })
    expect(await storage.transaction((tx) => tx.events.count())).toBe(2)
  })
})
