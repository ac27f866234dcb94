import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { IdentityModel } from '../../src/identity/index.ts'
import { hashText } from '../../src/identity/match/text-hash.ts'
import type { Clientele, RecordInput, Storage } from '../../src/index.ts'
import { makeBase, type TestBase } from '../support/make-base.ts'
import { historyModel, openHistoryBase, saveModel } from './histories/history-model.ts'
import { SEEN, sampleInputs } from './sample-inputs.ts'

const sources = ['eshop', 'till']
const by = { reason: 'they called', by: 'marie' }

let model: IdentityModel
beforeAll(async () => {
  model = await historyModel()
})

type Sample = RecordInput & { readonly person: string }

function plain(inputs: readonly Sample[]): readonly RecordInput[] {
  return inputs.map(({ person: _, ...input }) => input)
}

/** Record ids by contact, as texts in order. */
async function partitionOf(storage: Storage): Promise<readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const { recordId, contactId } of await storage.transaction((tx) => tx.records.scan({ limit: 1e6 })))
    groups.set(contactId, [...(groups.get(contactId) ?? []), recordId])
  return [...groups.values()].map((ids) => ids.sort().join(' ')).sort()
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2
}

/** Share of the pairs in one contact that are one person, and of one person's pairs that are in one contact. */
function score(groups: readonly string[], inputs: readonly Sample[]): { precision: number; recall: number } {
  const personOf = new Map(inputs.map((input) => [`${input.source}/${input.sourceKey}`, input.person]))
  const count = (names: Iterable<string>): number => {
    const sizes = new Map<string, number>()
    for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1)
    return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0)
  }
  const found = groups.reduce((sum, group) => sum + pairs(group.split(' ').length), 0)
  const right = groups.reduce((sum, group) => sum + count(group.split(' ').map((id) => personOf.get(id)!)), 0)
  return { precision: right / found, recall: right / count(personOf.values()) }
}

const ODILE = {
  firstName: 'Odile',
  lastName: 'Branly',
  birthDate: '1971-03-14',
  postcode: '69003',
  city: 'Lyon',
}

async function odile(
  clientele: Clientele,
  sourceKey: string,
  more: Partial<RecordInput> = {},
): Promise<string> {
  const { contactIds } = await clientele.upsert({
    source: 'till',
    sourceKey,
    observedAt: SEEN,
    ...more,
    fields: { ...ODILE, ...more.fields },
  })
  return contactIds[0]!
}

describe('a model on a stored base', () => {
  it('finds people whom no identifier shows, and changes what its dry run says, and no more before', async () => {
    const inputs = sampleInputs(170, 7)
    const storage = memory()
    const { clientele } = await makeBase({ storage, sources })
    await clientele.upsert(plain(inputs))
    const before = await partitionOf(storage)
    const trained = await clientele.identity.train()
    const preview = await clientele.identity.preview({ examples: 3 })
    expect(await partitionOf(storage)).toEqual(before)
    expect(await clientele.identity.models()).toEqual({ latest: 1, inForce: undefined, isApplied: false })
    const applied = await clientele.identity.apply()
    const after = await partitionOf(storage)
    expect(preview).toMatchObject({ version: 1, records: inputs.length })
    expect(preview.contacts).toEqual({ before: before.length, after: after.length })
    expect(preview.examples).toHaveLength(3)
    expect(preview.merges - preview.splits).toBe(before.length - after.length)
    expect(applied).toMatchObject({ version: 1, records: inputs.length, contacts: after.length })
    expect(await clientele.identity.models()).toEqual({ latest: 1, inForce: 1, isApplied: true })
    const [was, is] = [score(before, inputs), score(after, inputs)]
    expect(is.recall).toBeGreaterThan(was.recall + 0.1)
    expect(is.precision).toBeGreaterThan(0.9)
    expect(trained.expected.precision).toBeGreaterThan(0.9)
  })

  it('gives in intake, record by record, what it gives the base at once', async () => {
    const inputs = plain(sampleInputs(60, 3))
    const [one, other] = [memory(), memory()]
    const streaming = await openHistoryBase(one, model)
    for (const input of inputs) await streaming.upsert(input)
    const { clientele: batch } = await makeBase({ storage: other, sources })
    await batch.upsert([...inputs].reverse())
    await saveModel(other, model, 1)
    await batch.identity.apply()
    expect(await partitionOf(one)).toEqual(await partitionOf(other))
    expect((await streaming.identity.review.list()).items.map(({ a, b }) => [a, b])).toEqual(
      (await batch.identity.review.list()).items.map(({ a, b }) => [a, b]),
    )
  })

  it('goes on where it was stopped, and ends where it would have ended at once', async () => {
    const inputs = plain(sampleInputs(230, 5))
    const [one, other] = [memory(), memory()]
    const bases: Clientele[] = []
    for (const storage of [one, other]) {
      const { clientele } = await makeBase({ storage, sources })
      await clientele.upsert(inputs)
      await saveModel(storage, model, 1)
      bases.push(clientele)
    }
    const stop = new AbortController()
    const seen: number[] = []
    const onProgress = ({ phase, done }: { readonly phase: string; readonly done: number }): void => {
      seen.push(done)
      if (phase === 'resolve') stop.abort()
    }
    const stopped = bases[0]!.identity.apply({ signal: stop.signal, onProgress })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await bases[0]!.identity.models()).toMatchObject({ inForce: 1, isApplied: false })
    expect(seen).toEqual([500, inputs.length, 500])
    // What comes in between finds its people too, and so do they.
    const late = { ...inputs[3]!, source: 'till', sourceKey: 'zz-late' }
    for (const base of bases) await base.upsert(late)
    seen.length = 0
    const rest = await bases[0]!.identity.apply({
      onProgress: ({ phase, done }) => phase === 'resolve' && seen.push(done),
    })
    expect(seen).toEqual([inputs.length + 1, inputs.length + 1])
    expect(rest.contacts).toBe((await bases[1]!.identity.apply()).contacts)
    expect(await partitionOf(one)).toEqual(await partitionOf(other))
  })

  it('is refused where there is none, and where it is of another version', async () => {
    const storage = memory()
    const { clientele } = await makeBase({ storage, sources })
    await expect(clientele.identity.apply()).rejects.toMatchObject({ code: 'UNKNOWN_DEFINITION' })
    await expect(clientele.identity.preview({ version: 7 })).rejects.toMatchObject({
      code: 'UNKNOWN_DEFINITION',
    })
    await saveModel(storage, { ...model, version: 99 as never }, 1)
    await expect(clientele.identity.apply()).rejects.toMatchObject({ code: 'MODEL_VERSION' })
    expect(await clientele.identity.models()).toMatchObject({ inForce: undefined })
  })

  it('holds no value of fewer than five contacts, not even as a hash', async () => {
    const { clientele, storage } = await makeBase({ sources })
    await clientele.upsert(plain(sampleInputs(120, 9)))
    // Eight records of one person: frequent, and nobody else's.
    for (let copy = 0; copy < 8; copy++)
      await odile(clientele, `copy-${copy}`, {
        identifiers: [{ type: 'customerNo', value: 'C-1' }],
        fields: { lastName: 'Zwiebelkuchen', city: `Ville ${copy}` },
      })
    const trained = await clientele.identity.train()
    const contacts = new Map<number, Set<string>>()
    for (const { contactId, values } of await storage.transaction((tx) => tx.records.scan({ limit: 1e6 }))) {
      const hash = hashText(String(values.lastName ?? '').toUpperCase())
      contacts.set(hash, (contacts.get(hash) ?? new Set()).add(contactId))
    }
    const place = Object.keys(trained.model.columns).indexOf('lastName')
    const { hashes } = trained.model.fields[place]!
    expect(hashes.length).toBeGreaterThan(0)
    expect(contacts.get(hashText('ZWIEBELKUCHEN'))!.size).toBe(1)
    expect(hashes).not.toContain(hashText('ZWIEBELKUCHEN'))
    for (const hash of hashes) expect(contacts.get(hash)?.size ?? 5).toBeGreaterThanOrEqual(5)
  })
})

describe('a record that comes while a model is in force', () => {
  it('joins its person at once, in one transaction, and merges those that it brings together', async () => {
    const base = await makeBase({ sources, storage: memory() })
    await saveModel(base.storage, model, 1)
    await base.clientele.identity.apply()
    const first = await odile(base.clientele, '1')
    expect(await odile(base.clientele, '2')).toBe(first)
    const apart = await odile(base.clientele, '3', {
      fields: {
        firstName: 'Odile',
        lastName: '',
        birthDate: '',
        city: '',
        postcode: '',
        phone: '0612345698',
      },
    })
    expect(apart).not.toBe(first)
    expect(await odile(base.clientele, '4', { fields: { phone: '0612345698' } })).toBe(first)
    expect(base.told.filter(({ name }) => name === 'contact.merged').map(({ payload }) => payload)).toEqual([
      { contactId: first, from: apart },
    ])
    expect((await base.clientele.contacts.get(apart))?.contactId).toBe(first)
  })

  it('never joins against a limit, a ban or a switch of customer numbers', async () => {
    const clientele = await openHistoryBase(memory(), model)
    const one = await odile(clientele, '1', { identifiers: [{ type: 'customerNo', value: 'C-1' }] })
    const two = await odile(clientele, '2', { identifiers: [{ type: 'customerNo', value: 'C-2' }] })
    expect(two).not.toBe(one)
    const three = await odile(clientele, '3')
    expect([one, two]).toContain(three)
    const out = await clientele.contacts.unmerge(three, ['till/3'], by)
    expect(out).not.toBe(three)
    // It may be the other one, but never again the one that it was taken out of.
    const again = await odile(clientele, '3', { observedAt: SEEN + 1, fields: { gender: 'f' } })
    for (const key of ['4', '5', '6']) await odile(clientele, key)
    const view = await clientele.contacts.view(again)
    const former = await clientele.contacts.view(three)
    expect(view?.records.map(({ recordId }) => recordId)).toContain('till/3')
    expect(former?.records.map(({ recordId }) => recordId)).not.toContain('till/3')
    expect(new Set([await odile(clientele, '1'), await odile(clientele, '2')]).size).toBe(2)
  })

  it('is a relative where it shares the mailbox of a family, unless somebody says that the two are one', async () => {
    const clientele = await openHistoryBase(memory(), model)
    const mailbox = {
      identifiers: [{ type: 'email', value: 'famille.branly@example.org' }],
      fields: { email: 'famille.branly@example.org', address: '12 rue des Lilas' },
    }
    const mother = await odile(clientele, '1', mailbox)
    const son = await odile(clientele, '2', {
      ...mailbox,
      fields: { ...mailbox.fields, firstName: 'Hugo', birthDate: '1999-10-02' },
    })
    expect(son).not.toBe(mother)
    expect((await clientele.identity.households()).map(({ contactIds }) => contactIds)).toEqual([
      [mother, son],
    ])
    const one = await clientele.contacts.merge(mother, son, by)
    expect((await clientele.contacts.view(one))?.records).toHaveLength(2)
    expect(await clientele.contacts.undo(['till/1', 'till/2'], by)).toEqual([mother, son])
  })

  it('leaves its person when it says something else, with all that it had been put together by', async () => {
    const storage = memory()
    const clientele = await openHistoryBase(storage, model)
    await odile(clientele, '1')
    await odile(clientele, '2')
    const moved = await odile(clientele, '2', {
      observedAt: SEEN + 1,
      fields: {
        firstName: 'Hugo',
        lastName: 'Artillan',
        birthDate: '1955-01-02',
        postcode: '13001',
        city: 'Marseille',
      },
    })
    expect(await partitionOf(storage)).toEqual(['till/1', 'till/2'])
    expect((await clientele.identity.explainContact(moved)).records).toEqual(['till/2'])
    const links = await storage.transaction((tx) => tx.links.ofRecords(['till/1', 'till/2']))
    expect(links.filter(({ kind }) => kind === 'probable')).toEqual([])
  })
})

describe('the review queue of a base', () => {
  let base: TestBase
  beforeAll(async () => {
    base = await makeBase({ sources })
    await saveModel(base.storage, model, 1)
    await base.clientele.identity.apply()
    await base.clientele.upsert(plain(sampleInputs(60, 21)))
  })

  it('is read by pages, each pair of contacts once', async () => {
    const { review } = base.clientele.identity
    const all = await review.list({ limit: 1e6 })
    expect(all.items.length).toBeGreaterThan(3)
    expect(all.next).toBeUndefined()
    const paged = []
    let after: string | undefined
    do {
      const page = await review.list({ after, limit: 2 })
      paged.push(...page.items)
      after = page.next
    } while (after !== undefined)
    expect(paged).toEqual(all.items)
    for (const { contactA, contactB, chance } of all.items) {
      expect(contactA).not.toBe(contactB)
      expect(chance).toBeGreaterThanOrEqual(0.2)
    }
  })

  it('asks about a copy where the record that it asked about says something else now', async () => {
    const { clientele, storage } = base
    const { a, b } = (await clientele.identity.review.list({ limit: 1e6 })).items.find((one) =>
      one.a.startsWith('till/'),
    )!
    const [record] = await storage.transaction((tx) => tx.records.byIds([a]))
    const { raw, identifiers, sourceKey } = record!
    const observedAt = record!.observedAt + 1
    await clientele.upsert({ source: 'till', sourceKey: 'zz-copy', observedAt, fields: raw, identifiers })
    const gone = Object.fromEntries(Object.keys(raw).map((field) => [field, null]))
    await clientele.upsert({
      source: 'till',
      sourceKey,
      observedAt,
      fields: { ...gone, lastName: 'Quetzal' },
    })
    const links = await storage.transaction((tx) => tx.links.ofRecords([b]))
    const reviewed = links.filter(({ kind }) => kind === 'review')
    expect(reviewed.flatMap((one) => [one.a, one.b])).toContain('till/zz-copy')
    expect(links.flatMap((one) => [one.a, one.b])).not.toContain(a)
  })

  it('makes one contact of a pair that is accepted, and asks never again about one that is refused', async () => {
    const { review } = base.clientele.identity
    const open = (await review.list({ limit: 1e6 })).items
    const accepted = open[0]!
    const contactId = await review.accept(accepted, by)
    const standsFor = await base.storage.transaction((tx) =>
      tx.contacts.resolve([accepted.contactA, accepted.contactB]),
    )
    expect([...standsFor.values()]).toEqual([contactId, contactId])
    const refused = (await review.list({ limit: 1e6 })).items[0]!
    await review.refuse(refused, by)
    const left = (await review.list({ limit: 1e6 })).items
    for (const pair of [accepted, refused])
      expect(left.filter(({ a, b }) => a === pair.a && b === pair.b)).toEqual([])
    await expect(review.accept(refused, by)).rejects.toMatchObject({ code: 'LINK_CONFLICT' })
    await expect(review.accept({ a: 'till/none', b: refused.b }, by)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const trail = await base.storage.transaction((tx) => tx.audit.list({ limit: 1e6 }))
    expect(trail.map(({ action, actor }) => `${action} ${actor}`)).toEqual(
      expect.arrayContaining(['identity.must marie', 'identity.cannot marie']),
    )
  })
})

describe('households of a base', () => {
  const family = [
    { firstName: 'Odile', birthDate: '1971-03-14' },
    { firstName: 'Hugo', birthDate: '1969-11-02' },
  ].map(
    (fields, place): RecordInput => ({
      source: 'till',
      sourceKey: `home-${place}`,
      observedAt: SEEN,
      fields: {
        ...fields,
        lastName: 'Branlyeau',
        address: '12 rue des Lilas',
        postcode: '23110',
        city: 'Nantes',
      },
    }),
  )

  it('are two contacts with one address and name, and a score that segments read', async () => {
    const storage = memory()
    const { clientele } = await makeBase({ storage, sources, matching: {} })
    await saveModel(storage, model, 1)
    await clientele.identity.apply()
    const { contactIds } = await clientele.upsert([...family, ...plain(sampleInputs(20, 2))])
    const [odileId, hugoId] = contactIds
    expect(odileId).not.toBe(hugoId)
    const home = (await clientele.identity.households()).find(({ contactIds: ids }) => ids.includes(odileId!))
    expect(home?.contactIds).toContain(hugoId)
    expect(clientele.scores.list()).toContain('household')
    await clientele.scores.run('household')
    const members = await clientele.segments.members({ field: 'household.id', op: 'eq', value: home!.id })
    expect([...members].sort()).toEqual([...home!.contactIds].sort())
    const alone = await clientele.segments.members({ field: 'household.size', op: 'eq', value: 1 })
    expect(alone).not.toContain(odileId)
    expect(
      alone.length +
        (await clientele.segments.members({ field: 'household.size', op: 'gt', value: 1 })).length,
    ).toBe(await clientele.contacts.count())
  })
})

describe('the explanation of a stored match', () => {
  it('adds up, is drawn, and says what holds a contact together', async () => {
    const clientele = await openHistoryBase(memory(), model)
    const contactId = await odile(clientele, '1', { fields: { email: 'odile@example.org' } })
    await odile(clientele, '2')
    await odile(clientele, '3', {
      identifiers: [{ type: 'email', value: 'odile@example.org' }],
      fields: { email: 'odile@example.org', lastName: 'Branli' },
    })
    const explained = await clientele.identity.explainMatch('till/1', 'till/2')
    const sum = explained.bars.reduce((total, { bits }) => total + bits, 0)
    expect(sum).toBeCloseTo(explained.weight, 9)
    expect(explained.isEnough).toBe(true)
    expect(explained.text).toContain('weight')
    expect(explained.svg).toMatch(/^<svg/)
    const whole = await clientele.identity.explainContact(contactId)
    expect(whole.records).toHaveLength(3)
    expect(whole.reasons).toHaveLength(2)
    const [match] = whole.matches
    expect(whole.matches).toHaveLength(whole.reasons.filter(({ kind }) => kind === 'probable').length)
    expect(match!.explanation.weight).toBeCloseTo(
      whole.reasons.find(({ kind }) => kind === 'probable')!.weight,
      6,
    )
    await expect(clientele.identity.explainMatch('till/1', 'till/none')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the report of a base', () => {
  it('counts records, contacts, duplicates by source, sizes and what waits for a decision', async () => {
    const storage = memory()
    const clientele = await openHistoryBase(storage, model)
    await clientele.upsert(plain(sampleInputs(60, 21)))
    const report = await clientele.identity.report()
    const groups = await partitionOf(storage)
    expect(report).toMatchObject({
      model: 1,
      contacts: groups.length,
      households: (await clientele.identity.households()).length,
    })
    expect(report.records).toBe(groups.reduce((sum, group) => sum + group.split(' ').length, 0))
    const bySource = Object.values(report.duplicatesBySource).reduce((sum, count) => sum + count, 0)
    expect(bySource).toBe(report.records - report.contacts)
    expect(Object.values(report.sizes).reduce((sum, count) => sum + count, 0)).toBe(report.contacts)
    expect(report.largestContact).toBe(Math.max(...groups.map((group) => group.split(' ').length)))
    expect(report.expectedPrecision).toBeGreaterThan(0.9)
    expect(report.review).toBeGreaterThan(0)
  })
})

describe('an erasure while a model is in force', () => {
  it('leaves no value, id, key or hash of the person in any table of SQLite', async () => {
    const storage = sqlite(':memory:')
    await storage.migrations.up()
    const clientele = await openHistoryBase(storage, model)
    await clientele.upsert(plain(sampleInputs(12, 4)))
    const fields = { lastName: 'Zwiebelkuchen', email: 'zwiebel@example.org', phone: '0612349999' }
    const identifiers = [{ type: 'email', value: 'zwiebel@example.org' }]
    const contactId = await odile(clientele, 'zw-1', { fields, identifiers })
    await odile(clientele, 'zw-2', { fields: { lastName: 'Zwiebelkuchen' } })
    const alive = await odile(clientele, 'zw-3', { fields: { lastName: 'Zwiebelkuchen' } })
    expect(alive).toBe(contactId)
    // The record of somebody else was in this contact for a while: the log of the living must not name the erased.
    const other = await clientele.contacts.unmerge(contactId, ['till/zw-3'], by)
    await clientele.contacts.erase(contactId, by)
    const text = await textOf(storage)
    for (const trace of ['zwiebel@', '+33612349999', 'zw-1', 'zw-2']) expect(text).not.toContain(trace)
    expect(text).toContain('zw-3')
    // Nor does the log of a contact name a record that left it before it was erased.
    const named = await odile(clientele, 'na-1', { fields: { lastName: 'Naudin' } })
    await odile(clientele, 'na-2', { fields: { lastName: 'Naudin' } })
    await clientele.contacts.erase(await clientele.contacts.unmerge(named, ['till/na-2'], by), by)
    expect(await textOf(storage)).not.toContain('na-2')
    expect(await textOf(storage)).toContain('na-1')
    await clientele.contacts.erase(other, by)
    expect((await textOf(storage)).toLowerCase()).not.toContain('zwiebel')
  })
})

/** Every cell of every table, as one text. */
async function textOf(storage: Storage): Promise<string> {
  const records = await storage.transaction((tx) => tx.records.scan({ limit: 1e6 }))
  const ids = [...records.map(({ recordId }) => recordId), 'till/zw-1', 'till/zw-2', 'till/zw-3']
  return storage.transaction(async (tx) =>
    JSON.stringify([
      records,
      await tx.contacts.scan({ limit: 1e6 }),
      await tx.links.ofRecords(ids),
      await tx.links.keysOf(ids),
      await tx.identityLog.scan({ limit: 1e6 }),
      await tx.audit.list({ limit: 1e6 }),
      await tx.deadLetters.list({ limit: 1e6 }),
      await tx.definitions.latest('identity'),
      await tx.records.claiming([{ type: 'email', value: 'zwiebel@example.org' }]),
    ]),
  )
}
