import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConnectorsApi } from '../src/intake/connectors.ts'
import { createDeadLettersApi } from '../src/intake/dead-letters.ts'
import { createIntake } from '../src/intake/intake.ts'
import type { Kernel } from '../src/kernel.ts'
import { createContactsApi } from '../src/profile/contacts.ts'
import { makeKernel } from './support/make-kernel.ts'

const by = { reason: 'checked by telephone', by: 'marie' }
const email = (value: string) => ({ type: 'email', value })

async function makeBase() {
  const made = await makeKernel()
  const intake = createIntake(made.kernel)
  return { ...made, intake, api: intake.api, contacts: createContactsApi(made.kernel, intake) }
}

const person = (source: string, sourceKey: string, address: string, day: number, fields = {}) => ({
  source,
  sourceKey,
  observedAt: Date.UTC(2025, 0, day),
  identifiers: [email(address)],
  fields,
})

/** Everything that is stored, as text. */
async function dump(kernel: Kernel): Promise<string> {
  return kernel.storage.transaction(async (tx) => {
    const page = { limit: 10_000 }
    const contacts = await tx.contacts.scan(page)
    const ids = contacts.map(({ contactId }) => contactId)
    return JSON.stringify([
      contacts,
      await tx.records.scan(page),
      await tx.events.scan(page),
      await tx.deadLetters.list(page),
      await tx.identityLog.scan(page),
      await tx.audit.list(page),
      await tx.consents.ofContacts(ids),
      await tx.messages.ofContacts(ids),
      await tx.runs.ofContacts(ids),
    ]).toLowerCase()
  })
}

describe('contacts.merge, unmerge and undo', () => {
  it('gives back both contacts, their ids and their values when a merge is undone', async () => {
    const { api, contacts } = await makeBase()
    const { contactIds } = await api.upsert([
      person('eshop', '1', 'a@x.org', 1, { city: 'Lyon' }),
      person('till', '2', 'b@x.org', 2, { city: 'Paris' }),
    ])
    const [a, b] = contactIds as [string, string]
    const before = [await contacts.get(a), await contacts.get(b)]
    expect(await contacts.merge(b, a, by)).toBe(a)
    expect((await contacts.get(b))?.contactId).toBe(a)
    expect((await contacts.get(a))?.fields.city?.value).toBe('PARIS')
    expect((await contacts.explain(a)).reasons).toMatchObject([{ kind: 'must', reason: by.reason }])
    expect(await contacts.undo(['till/2'], by)).toEqual([b])
    const after = [await contacts.get(a), await contacts.get(b)]
    const plain = (all: typeof before) => all.map((one) => [one?.contactId, one?.fields, one?.createdAt])
    expect(plain(after)).toEqual(plain(before))
  })

  it('keeps apart for good what was unmerged, whatever bridges come in', async () => {
    const { api, contacts } = await makeBase()
    await api.upsert([person('eshop', '1', 'a@x.org', 1), person('till', '2', 'a@x.org', 2)])
    const whole = (await contacts.find(email('a@x.org')))!.contactId
    const parted = await contacts.unmerge(whole, ['till/2'], by)
    expect(parted).not.toBe(whole)
    await api.upsert([person('crm', '3', 'a@x.org', 3), person('till', '2', 'a@x.org', 4)])
    await api.track({ name: 'Viewed', identifiers: [email('a@x.org')] })
    const first = await contacts.view(whole)
    const second = await contacts.view(parted)
    expect(first?.records.map(({ recordId }) => recordId)).toContain('eshop/1')
    expect(second?.records.map(({ recordId }) => recordId)).toContain('till/2')
    await expect(contacts.merge(whole, parted, by)).rejects.toMatchObject({ code: 'LINK_CONFLICT' })
    expect(await contacts.undo(['till/2'], by)).toEqual([whole])
  })

  it('refuses what is no part of the contact', async () => {
    const { api, contacts } = await makeBase()
    const { contactIds } = await api.upsert(person('eshop', '1', 'a@x.org', 1))
    await expect(contacts.unmerge(contactIds[0]!, ['eshop/1'], by)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(contacts.merge(contactIds[0]!, 'nobody', by)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('replays its log to the contacts of today', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('upsert' as const),
        key: fc.integer({ min: 1, max: 5 }),
        address: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({
        do: fc.constant('merge' as const),
        a: fc.integer({ min: 1, max: 5 }),
        b: fc.integer({ min: 1, max: 5 }),
      }),
      fc.record({ do: fc.constant('unmerge' as const), key: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ do: fc.constant('undo' as const), key: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ do: fc.constant('erase' as const), key: fc.integer({ min: 1, max: 5 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { api, contacts, kernel } = await makeBase()
        const contactOf = (key: number) =>
          kernel.storage.transaction(async (tx) =>
            (await tx.records.contactsOf([`eshop/${key}`])).get(`eshop/${key}`),
          )
        const ids = new Set<string>()
        for (const one of steps) {
          if (one.do === 'upsert') {
            const { contactIds } = await api.upsert(
              person('eshop', `${one.key}`, `p${one.address}@x.org`, one.key),
            )
            for (const id of contactIds) if (id !== undefined) ids.add(id)
          } else {
            const [a, b] =
              one.do === 'merge'
                ? [await contactOf(one.a), await contactOf(one.b)]
                : [await contactOf(one.key)]
            if (a === undefined) continue
            try {
              if (one.do === 'merge' && b !== undefined) await contacts.merge(a, b, by)
              else if (one.do === 'unmerge') await contacts.unmerge(a, [`eshop/${one.key}`], by)
              else if (one.do === 'undo') await contacts.undo([`eshop/${one.key}`], by)
              else if (one.do === 'erase') await contacts.erase(a, by)
            } catch (error) {
              expect(['LINK_CONFLICT', 'INVALID_INPUT']).toContain((error as { code?: string }).code)
            }
          }
        }
        await kernel.storage.transaction(async (tx) => {
          const records = await tx.records.scan({ limit: 100 })
          const today = new Map(records.map(({ recordId, contactId }) => [recordId, contactId]))
          const replayed = new Map<string, string>()
          for (const entry of await tx.identityLog.scan({ limit: 10_000 }))
            for (const recordId of entry.recordIds) replayed.set(recordId, entry.contactId)
          for (const [recordId, contactId] of today) expect(replayed.get(recordId)).toBe(contactId)
          // Every id that there ever was stands for one live contact, or for nobody once it was erased.
          const live = new Set((await tx.contacts.scan({ limit: 100 })).map(({ contactId }) => contactId))
          expect(new Set(today.values())).toEqual(live)
          for (const to of (await tx.contacts.resolve([...ids])).values()) expect(live.has(to)).toBe(true)
        })
      }),
      { numRuns: 60 },
    )
  })
})

describe('contacts.erase', () => {
  it('leaves nothing of the person anywhere, and keeps others', async () => {
    const { api, contacts, kernel, told } = await makeBase()
    await api.upsert([
      {
        ...person('eshop', '1', 'ada@lovelace.org', 1, { firstName: 'Ada', phone: '06 12 34 56 78' }),
        consents: [
          {
            channel: 'email',
            purpose: 'news',
            status: 'granted',
            at: 1,
            source: 'eshop',
            address: 'Ada@Lovelace.org',
          },
        ],
      },
      person('eshop', '2', 'bob@x.org', 1, { firstName: 'Bob' }),
    ])
    const event = { name: 'Viewed', messageId: 'm1', occurredAt: 5, identifiers: [email('ada@lovelace.org')] }
    await api.track([event, { ...event, messageId: 'm2', occurredAt: 'tomorrow' as never }])
    const ada = (await contacts.find(email('ada@lovelace.org')))!.contactId
    expect(await contacts.erase(ada, by)).toEqual({ erased: true })
    const left = await dump(kernel)
    for (const value of ['lovelace', 'ada', '612345678', '06 12 34']) expect(left).not.toContain(value)
    expect(left).toContain('bob@x.org')
    expect(await contacts.get(ada)).toBeUndefined()
    expect(await contacts.erase(ada, by)).toEqual({ erased: false })
    expect(told.at(-1)).toEqual({ name: 'contact.erased', payload: { contactId: ada } })
  })

  it('is not brought back by an old export, and starts anew with a new event', async () => {
    const { api, contacts, kernel } = await makeBase()
    const record = person('eshop', '1', 'ada@lovelace.org', 1)
    const event = { name: 'Viewed', messageId: 'm1', occurredAt: 5, identifiers: [email('ada@lovelace.org')] }
    await api.ingest([
      { type: 'record', record },
      { type: 'event', event },
    ])
    const ada = (await contacts.find(email('ada@lovelace.org')))!.contactId
    await contacts.erase(ada, by)
    const again = await api.ingest([
      { type: 'record', record },
      { type: 'event', event },
    ])
    expect(again).toMatchObject({
      accepted: 0,
      rejected: [{ code: 'ERASED', deadLetterId: undefined }, { code: 'ERASED' }],
    })
    expect(await dump(kernel)).not.toContain('lovelace')
    const anew = await api.track({ ...event, messageId: 'm9', occurredAt: 9 })
    expect(anew.accepted).toBe(1)
    expect(anew.contactIds[0]).not.toBe(ada)
    // The old event is kept out although the address is known again.
    expect(await api.track(event)).toMatchObject({ accepted: 0, rejected: [{ code: 'ERASED' }] })
  })

  it('leaves the others as if the records had never come', async () => {
    const record = fc.record({
      key: fc.integer({ min: 1, max: 6 }),
      day: fc.integer({ min: 1, max: 4 }),
      identifiers: fc.array(
        fc.constantFrom(
          { type: 'customerNo', value: 'C1' },
          { type: 'customerNo', value: 'C2' },
          email('p1@x.org'),
          email('p2@x.org'),
          { type: 'anonymousId', value: 'd1' },
        ),
        { maxLength: 3 },
      ),
    })
    const records = fc.uniqueArray(record, { selector: ({ key }) => key, minLength: 2, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(records, fc.nat(), async (all, pick) => {
        const inputs = all.map(({ key, day, identifiers }) => ({
          source: 'eshop',
          sourceKey: `${key}`,
          observedAt: Date.UTC(2025, 0, day),
          identifiers,
        }))
        const { api, contacts, kernel } = await makeBase()
        const { contactIds } = await api.upsert(inputs)
        const gone = contactIds[pick % contactIds.length]!
        await contacts.erase(gone, by)
        const other = await makeBase()
        await other.api.upsert(inputs.filter((_, index) => contactIds[index] !== gone))
        expect(await partition(kernel)).toEqual(await partition(other.kernel))
      }),
      { numRuns: 60 },
    )
  })
})

async function partition(kernel: Kernel): Promise<readonly string[]> {
  const groups = new Map<string, string[]>()
  const records = await kernel.storage.transaction((tx) => tx.records.scan({ limit: 100 }))
  for (const { recordId, contactId } of records)
    groups.set(contactId, [...(groups.get(contactId) ?? []), recordId])
  return [...groups.values()].map((ids) => ids.sort().join(' ')).sort()
}

describe('dead letters', () => {
  it('keep a refused input whole, by path and never by value, until it is mended', async () => {
    const { intake, kernel } = await makeBase()
    const deadLetters = createDeadLettersApi(kernel, intake)
    const circular: Record<string, unknown> = { name: 'Viewed', identifiers: [email('ada@x.org')] }
    circular.properties = { self: circular }
    const result = await intake.api.track([
      circular as never,
      { name: 'Viewed', identifiers: [email('ada@x.org')] },
    ])
    expect(result).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'INVALID_INPUT' }] })
    const [letter] = await deadLetters.list()
    expect(letter?.input).toEqual({
      name: 'Viewed',
      identifiers: [email('ada@x.org')],
      properties: { self: '[circular]' },
    })
    expect(letter?.reason).not.toContain('ada')
    expect((await deadLetters.replay(letter!.id, { name: '' })).rejected).toHaveLength(1)
    expect(await deadLetters.list()).toMatchObject([{ id: letter!.id, attempts: 2 }])
    const mended = { name: 'Viewed', identifiers: [email('ada@x.org')], properties: {} }
    expect(await deadLetters.replay(letter!.id, mended)).toMatchObject({ accepted: 1, rejected: [] })
    expect(await deadLetters.count()).toBe(0)
    await expect(deadLetters.replay(letter!.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('connectors.pull', () => {
  const items = Array.from({ length: 6 }, (_, index) => ({
    type: 'event' as const,
    event: { name: 'Viewed', messageId: `m${index}`, identifiers: [email(`p${index % 2}@x.org`)] },
  }))
  const pieces = (from: number, failAt?: number) =>
    async function* () {
      for (let at = from; at < items.length; at += 2) {
        if (at === failAt) throw new Error('the line broke')
        yield {
          items: items.slice(at, at + 2),
          rejects: [{ where: `line ${at}`, code: 'INVALID_INPUT', reason: 'no date' }],
          checkpoint: { next: at + 2 },
          progress: { label: 'events', done: at + 2, total: items.length, unit: 'rows' as const },
        }
      }
    }
  const connector = (failAt?: number) => ({
    checkpointKey: 'files/events',
    sources: ['api'],
    pull: ({ checkpoint }: { checkpoint: unknown }) =>
      pieces((checkpoint as { next: number } | undefined)?.next ?? 0, failAt)(),
  })

  it('goes on where a cut import stopped, and names the plugin that broke', async () => {
    const { intake, kernel, told } = await makeBase()
    const open = (failAt?: number) =>
      createConnectorsApi(
        kernel,
        intake,
        new Map([['files/events', { pluginId: 'files', connector: connector(failAt) }]]),
      )
    await expect(open(4).pull('files/events')).rejects.toMatchObject({
      code: 'PLUGIN_FAILED',
      message: expect.stringContaining('`files`'),
    })
    expect(told.at(-1)).toEqual({
      name: 'plugin.failed',
      payload: { pluginId: 'files', code: 'PLUGIN_FAILED' },
    })
    expect(await kernel.storage.transaction((tx) => tx.events.count())).toBe(4)
    const rest = await open().pull('files/events')
    expect(rest).toMatchObject({ accepted: 2, duplicates: 0, rejectedRows: 1, items: { events: 2 } })
    expect(await open().pull('files/events')).toMatchObject({ accepted: 0, duplicates: 0 })
    const anew = await open().pull('files/events', { fromStart: true })
    expect(anew).toMatchObject({ accepted: 0, duplicates: 6 })
  })

  it('gives up on a plugin that hangs, and on the caller’s word', async () => {
    const { intake, kernel, clock } = await makeBase()
    const hanging = { ...connector(), pull: () => hang() }
    const api = createConnectorsApi(
      kernel,
      intake,
      new Map([['k', { pluginId: 'slow', connector: hanging }]]),
    )
    const pulled = expect(api.pull('k')).rejects.toMatchObject({ code: 'PLUGIN_TIMEOUT' })
    await clock.advance(600_000)
    await pulled
    const over = new AbortController()
    const cut = expect(api.pull('k', { signal: over.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    await clock.advance(1)
    over.abort()
    await cut
  })
})

function hang(): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) }
}
