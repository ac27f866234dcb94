import { describe, expect, it } from 'vitest'
import { sqlite } from './sqlite.ts'

describe('sqlite', () => {
  it('keeps texts that SQLite drivers cut or cannot encode, in keys and in values', async () => {
    const storage = sqlite(':memory:')
    await storage.migrations.up()
    await storage.open()
    const event = {
      contactId: 'c\0 1',
      messageId: 'm\uD800 1',
      name: 'Order\uE000 Completed',
      occurredAt: 1,
      receivedAt: 1,
      source: 'eshop',
      recordId: 'eshop/\0',
      properties: { 'a\0': 'b\uDC00', c: '\\u0000\uE000\uE001' },
    }
    await storage.transaction(async ({ events }) => {
      await events.insert([event])
      expect([...(await events.known([event.messageId, 'm\uFFFD 1']))]).toEqual([event.messageId])
      expect(await events.find({ contactIds: [event.contactId], names: [event.name] })).toEqual([event])
    })
    await storage.close()
  })
})
