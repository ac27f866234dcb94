import type { Contact } from '@clientele/core'
import { isClienteleError } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import { memory } from './memory.ts'

const ada: Contact = {
  contactId: 'c1',
  fields: { city: { value: ['Lyon'], recordId: 'eshop/1', rule: 'union', at: 1 } },
  createdAt: 1,
  updatedAt: 1,
  version: 1,
}

describe('memory', () => {
  it('keeps rows that no caller can change, neither by what went in nor by what came out', async () => {
    const storage = memory()
    await storage.open()
    const given = structuredClone(ada)
    await storage.transaction((transaction) => transaction.contacts.put([given]))
    ;(given.fields.city!.value as string[])[0] = 'Paris'
    const [read] = await storage.transaction((transaction) => transaction.contacts.byIds(['c1']))
    expect(read).toEqual(ada)
    expect(() => {
      ;(read!.fields.city!.value as string[])[0] = 'Paris'
    }).toThrow(TypeError)
  })

  it('refuses a write that nobody waited for and that comes after the end of its transaction', async () => {
    const storage = memory()
    await storage.open()
    const late = await storage.transaction(async (transaction) => transaction)
    await expect(late.contacts.put([ada])).rejects.toSatisfy((error) =>
      isClienteleError(error, 'STORAGE_FAILED'),
    )
    expect(await storage.transaction((transaction) => transaction.contacts.count())).toBe(0)
  })

  it('works within a transaction of its own, and undoes only its part when that part fails', async () => {
    const storage = memory()
    await storage.open()
    await storage.transaction(async (host) => {
      await host.checkpoints.put('host', 1)
      const inner = storage.within(host)
      await inner.transaction((transaction) => transaction.checkpoints.put('kept', 1))
      const failing = inner.transaction(async (transaction) => {
        await transaction.checkpoints.put('lost', 1)
        throw new Error('planned')
      })
      await expect(failing).rejects.toThrow('planned')
    })
    const found = await storage.transaction(async ({ checkpoints }) => [
      await checkpoints.get('host'),
      await checkpoints.get('kept'),
      await checkpoints.get('lost'),
    ])
    expect(found).toEqual([1, 1, undefined])
    expect(() => storage.within({})).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
  })

  it('says what to do when its schema was taken down', async () => {
    const storage = memory()
    await storage.migrations.down(0)
    await expect(storage.open()).rejects.toSatisfy((error) => isClienteleError(error, 'STORAGE_NOT_MIGRATED'))
    await storage.migrations.up()
    await storage.open()
  })
})
