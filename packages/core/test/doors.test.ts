import { createClientele, type EventInput } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, sequentialIds, virtualClock } from '@clientele/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const email = (value: string) => ({ type: 'email', value })

async function open(storage = memory()) {
  const clientele = await createClientele({
    storage,
    clock: virtualClock(Date.UTC(2026, 0, 1)),
    ids: sequentialIds('id-'),
    logger: recordingLogger(),
    sources: ['eshop', 'till'],
    timeZone: 'UTC',
    tables: [
      {
        name: 'orders',
        kind: 'interactions',
        columns: { ordered_at: 'instant', day: 'date', total: 'money', paid: 'boolean', code: 'string' },
        dateColumn: 'ordered_at',
      },
      { name: 'reasons', kind: 'reference', columns: { code: 'string', reason: 'string' } },
    ],
  })
  return { clientele, storage }
}

describe('the doors of intake', () => {
  it('never throw for what an item holds, and store nothing of what they refuse', async () => {
    const { clientele, storage } = await open()
    const part = fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true })
    const nearly = fc.oneof(
      part,
      fc.record({ name: part, identifiers: part, properties: part }),
      fc.record({
        source: fc.constantFrom('eshop', 'nowhere'),
        sourceKey: part,
        fields: part,
        identifiers: part,
      }),
      fc.record({ table: fc.constantFrom('orders', 'nothing'), key: part, values: part, contact: part }),
      fc.record({
        type: fc.constantFrom('record', 'event', 'row', 'x'),
        event: part,
        record: part,
        row: part,
      }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('track', 'upsert', 'put', 'ingest'),
        fc.array(nearly),
        async (door, items) => {
          const result = await clientele[door as 'track'](items as never)
          expect(result.accepted + result.duplicates + result.rejected.length).toBe(items.length)
          expect(result.contactIds).toHaveLength(items.length)
          for (const { index } of result.rejected) expect(result.contactIds[index]).toBeUndefined()
        },
      ),
      { numRuns: 300 },
    )
    const letters = await storage.transaction((tx) => tx.deadLetters.count())
    expect(letters).toBeGreaterThan(100)
    expect(await storage.transaction((tx) => tx.events.count())).toBe(0)
  })

  it('say by path what is wrong with a row, and keep the others', async () => {
    const { clientele } = await open()
    const row = (key: string, values: Record<string, unknown>) => ({
      table: 'orders',
      key,
      values: values as never,
    })
    const result = await clientele.put([
      row('1', { ordered_at: '2026-01-01T10:00:00+01:00', total: '1250', paid: 'true', day: '2026-02-28' }),
      row('2', { ordered_at: 1, total: 12.5 }),
      row('3', { ordered_at: 'tomorrow' }),
      row('4', { ordered_at: 1, colour: 'red' }),
      row('5', { total: 1 }),
      row('6', { ordered_at: 1, day: '2026-02-30' }),
      { table: 'reasons', key: 'r', values: { code: 'X', reason: 'too small' } },
    ])
    expect(result.rejected.map(({ reason }) => reason)).toEqual([
      '`values.total`: expected an integer of minor units (12.50 EUR is 1250)',
      '`values.ordered_at`: expected epoch milliseconds or ISO 8601',
      '`values.colour`: expected a declared column of `orders`',
      '`values.ordered_at`: expected the date of the interaction',
      '`values.day`: expected a day as yyyy-mm-dd',
    ])
    const rows = []
    for await (const one of clientele.base.rows('orders')) rows.push(one)
    expect(rows).toMatchObject([
      {
        at: Date.UTC(2026, 0, 1, 9),
        values: { ordered_at: Date.UTC(2026, 0, 1, 9), total: 1250, paid: true, day: '2026-02-28' },
      },
    ])
    expect(result.accepted).toBe(2)
  })

  it('refuse a source that is not declared, and what identifies nobody', async () => {
    const { clientele } = await open()
    const event = (over: Partial<EventInput>) => ({
      name: 'Viewed',
      identifiers: [email('a@x.org')],
      ...over,
    })
    const { rejected } = await clientele.track([
      event({ source: 'nowhere' }),
      event({ identifiers: [email('noreply@shop.example')] }),
      event({ identifiers: [{ type: 'phone', value: '0000000000' }] }),
      event({ identifiers: [email('no address')] }),
    ])
    expect(rejected.map(({ code }) => code)).toEqual([
      'UNKNOWN_SOURCE',
      'INVALID_INPUT',
      'INVALID_INPUT',
      'INVALID_INPUT',
    ])
  })

  it('refuse a member that nobody declared rather than lose it, and do not repeat its name', async () => {
    const { clientele, storage } = await open()
    const ada = { source: 'eshop', sourceKey: '1', identifiers: [email('a@x.org')] }
    const misspelt = { ...ada, values: { firstName: 'ada' } }
    const shouted = { name: 'Viewed', identifiers: [{ ...email('a@x.org'), ada: true }] }
    const refused = [await clientele.upsert(misspelt), await clientele.track(shouted)]
    expect(refused.map(({ rejected }) => rejected.map(({ reason }) => reason))).toEqual([
      [expect.stringMatching(/^expected no member but source, sourceKey, .*fields/)],
      ['`identifiers.0`: expected no member but type, value, verified'],
    ])
    const letters = await storage.transaction((tx) => tx.deadLetters.count())
    expect(letters).toBe(2)
    expect(await clientele.contacts.find(email('a@x.org'))).toBeUndefined()
  })

  it('take the later of two statements without a date, even within one instant of the clock', async () => {
    const { clientele } = await open()
    const total = (amount: number) => ({
      table: 'orders',
      key: '1',
      values: { ordered_at: 1, total: amount },
    })
    const named = (firstName: string) => ({
      source: 'eshop',
      sourceKey: '1',
      identifiers: [email('a@x.org')],
      fields: { firstName },
    })
    const saidLast = async () => {
      const rows = []
      for await (const { values } of clientele.base.rows('orders')) rows.push(values.total)
      const { contactId } = (await clientele.contacts.find(email('a@x.org')))!
      return [...rows, (await clientele.contacts.view(contactId))?.contact.fields.firstName?.value]
    }
    for (const [amount, name] of [
      [900, 'Zoe'],
      [1, 'Ada'],
      [500, 'Lou'],
    ] as const) {
      await clientele.put(total(amount))
      await clientele.upsert(named(name))
      expect(await saidLast()).toEqual([amount, name])
    }
    await clientele.put([total(9), total(3)])
    await clientele.upsert([named('Max'), named('Bob')])
    expect(await saidLast()).toEqual([3, 'Bob'])
  })

  it('take any number in one call, keep the order of each contact, and stop between two batches when asked', async () => {
    const { clientele } = await open()
    const events = Array.from({ length: 1200 }, (_, index) => ({
      name: 'Viewed',
      messageId: `m${index}`,
      identifiers: [email(`p${index % 3}@x.org`)],
    }))
    const over = new AbortController()
    clientele.on('contact.created', () => over.abort())
    await expect(clientele.track(events, { signal: over.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    const rest = await clientele.track(events)
    expect(rest).toMatchObject({ accepted: 700, duplicates: 500 })
    const { contactId } = (await clientele.contacts.find(email('p1@x.org')))!
    expect((await clientele.contacts.view(contactId))?.events).toHaveLength(400)
    await clientele.close()
    await expect(clientele.track(events)).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('attach a row to a record that comes later, and what either says is there in the end', async () => {
    const { clientele } = await open()
    const order = {
      table: 'orders',
      key: 'o1',
      values: { ordered_at: 5 },
      contact: { source: 'eshop', sourceKey: '7' },
    }
    const first = await clientele.put(order)
    expect(first.contactIds[0]).toBeDefined()
    await clientele.upsert({ source: 'till', sourceKey: '1', identifiers: [email('a@x.org')] })
    await clientele.upsert({ source: 'eshop', sourceKey: '7', identifiers: [email('a@x.org')] })
    const contact = await clientele.contacts.find(email('a@x.org'))
    const view = await clientele.contacts.view(contact!.contactId)
    expect(view?.rows.map(({ key }) => key)).toEqual(['o1'])
    expect(contact?.createdAt).toBe(5)
  })

  it('take the host’s transaction: what it rolls back was never there', async () => {
    const { clientele, storage } = await open()
    const event = { name: 'Viewed', messageId: 'm1', identifiers: [email('a@x.org')] }
    await clientele.track({ ...event, messageId: 'm0' })
    const failing = storage.transaction(async (host) => {
      await clientele.within(host).track(event)
      throw new Error('the order failed')
    })
    await expect(failing).rejects.toThrow('the order failed')
    expect(await storage.transaction((tx) => tx.events.count())).toBe(1)
    await storage.transaction((host) => clientele.within(host).track(event))
    const again = await clientele.track([event, { ...event, messageId: 'm2' }])
    expect(again).toMatchObject({ accepted: 1, duplicates: 1 })
    expect(await storage.transaction((tx) => tx.events.count())).toBe(3)
  })

  it('take a field that is called like a member of every object', async () => {
    const { clientele } = await open()
    const record = {
      source: 'eshop',
      sourceKey: '1',
      observedAt: 1,
      fields: { constructor: 'x', toString: 'y' },
    }
    const { contactIds } = await clientele.upsert(record as never)
    expect((await clientele.contacts.get(contactIds[0]!))?.fields).toMatchObject({
      constructor: { value: 'x' },
    })
    expect(await clientele.upsert(record as never)).toMatchObject({ duplicates: 1 })
  })

  it('count a consent once, also when the record that brings it is known', async () => {
    const { clientele } = await open()
    const consent = { channel: 'email', purpose: 'news', status: 'granted', at: 1, source: 'eshop' } as const
    const record = { source: 'eshop', sourceKey: '1', observedAt: 1, identifiers: [email('a@x.org')] }
    const { contactIds } = await clientele.upsert(record)
    expect(await clientele.upsert({ ...record, consents: [consent] })).toMatchObject({ accepted: 1 })
    expect(await clientele.upsert({ ...record, consents: [consent] })).toMatchObject({ duplicates: 1 })
    expect(await clientele.consents.ofContact(contactIds[0]!)).toHaveLength(1)
  })
})

describe('a value that everybody shares', () => {
  it('makes nobody one, and does not slow the intake down with its number', async () => {
    const { clientele } = await open()
    const people = Array.from({ length: 1600 }, (_, index) => ({
      source: 'eshop',
      sourceKey: `${index}`,
      observedAt: index,
      identifiers: [
        { type: 'customerNo', value: `C${index}` },
        { type: 'phone', value: '0142000001' },
        email('shop@boutique.example'),
      ],
    }))
    await clientele.upsert(people)
    expect(await clientele.contacts.count()).toBe(1600)
  })
})
