import {
  contactChanges,
  explainMatch,
  type IdentityModel,
  type MatchLink,
  type MatchRecord,
  replayContactChanges,
  resolve,
  unmergeLinks,
} from '@clientele/core/identity'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type SampleRecord, sampleColumns, samplePeople } from './sample-people.ts'

const base = samplePeople(120, 3)
const columns = sampleColumns
let model: IdentityModel

beforeAll(async () => {
  model = (await resolve(samplePeople(250, 5), { columns })).model
})

type Contacts = readonly { readonly id: string; readonly recordIds: readonly string[] }[]

const partition = (contacts: Contacts): readonly (readonly string[])[] =>
  contacts.map(({ recordIds }) => [...recordIds].sort()).sort((a, b) => (a[0]! < b[0]! ? -1 : 1))

const run = async (records: readonly MatchRecord[], links: readonly MatchLink[] = []): Promise<Contacts> =>
  (await resolve(records, { columns, model, links })).contacts

const together = (contacts: Contacts, a: string, b: string): boolean =>
  contacts.some(({ recordIds }) => recordIds.includes(a) && recordIds.includes(b))

const record = (id: string, rest: MatchRecord): SampleRecord => ({ id, person: id, ...rest })

describe('the partition', () => {
  it('finds most of the duplicates of the sample and joins few strangers', async () => {
    const contacts = await run(base)
    const person = new Map(base.map((each) => [each.id, each.person]))
    let right = 0
    let found = 0
    for (const { recordIds } of contacts) {
      recordIds.forEach((a, index) => {
        for (const b of recordIds.slice(index + 1)) {
          found++
          if (person.get(a) === person.get(b)) right++
        }
      })
    }
    const sizes = new Map<string, number>()
    for (const { person: who } of base) sizes.set(who, (sizes.get(who) ?? 0) + 1)
    const all = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
    expect(right / found).toBeGreaterThan(0.95)
    expect(right / all).toBeGreaterThan(0.8)
  })

  it('does not depend on the order of the records, the learning of the model included', async () => {
    const expected = await resolve(base, { columns })
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...base], { minLength: base.length }), async (records) => {
        const { contacts, model: learned } = await resolve(records, { columns })
        expect(contacts).toEqual(expected.contacts)
        expect(learned).toEqual(expected.model)
      }),
      { numRuns: 4 },
    )
  })

  it('is not changed by delivering records again', async () => {
    const { contacts, model: learned } = await resolve([...base, ...base.slice(20, 90)], { columns })
    const expected = await resolve(base, { columns })
    expect(contacts).toEqual(expected.contacts)
    expect(learned).toEqual(expected.model)
  })

  it('is only renamed when the records are', async () => {
    const rename = (id: string): string => `x${String(9_999 - Number(id.slice(1)))}`
    const { contacts } = await resolve(
      base.map((each) => ({ ...each, id: rename(each.id) })),
      { columns },
    )
    const expected = await resolve(base, { columns })
    expect(partition(contacts)).toEqual(
      partition(expected.contacts.map(({ id, recordIds }) => ({ id, recordIds: recordIds.map(rename) }))),
    )
  })

  it('of groups that share nothing is that of each alone', async () => {
    const far = base.map((each) => {
      const moved = Object.entries(each).map(([column, value]) => [
        column,
        value === '' || column === 'source' ? value : `${value}`,
      ])
      return { ...Object.fromEntries(moved), id: `z${each.id}` } as SampleRecord
    })
    const strange = far.map((each) => ({
      ...each,
      first: each.first === '' ? '' : `Q${each.first}x`,
      last: each.last === '' ? '' : `Z${each.last}w`,
      born: '',
      email: each.email === '' ? '' : `far.${each.email}`,
      phone: each.phone === '' ? '' : `07${String(each.phone).slice(2)}`,
      street: '',
      postcode: '',
      city: '',
      card: each.card === '' ? '' : `F${each.card}`,
      account: each.account === '' ? '' : `F${each.account}`,
      device: each.device === '' ? '' : `F${each.device}`,
    }))
    const both = await run([...base, ...strange])
    expect(partition(both)).toEqual(partition([...(await run(base)), ...(await run(strange))]))
  })

  it('is the same at every rerun, and a rerun makes no change', async () => {
    const before = await run(base)
    const previous = new Map(
      before.flatMap(({ id, recordIds }) => recordIds.map((each) => [each, id] as const)),
    )
    const again = await resolve(base, { columns, model, previous })
    expect(again.aliases).toEqual([])
    expect(contactChanges(before, again.contacts, 'rerun')).toEqual([])
  })
})

describe('over-merging', () => {
  it('does not join many people through one address or number that they share', async () => {
    const names = ['Branly', 'Monnier', 'Lefort', 'Traore', 'Vasseur', 'Garcia', 'Benali', 'Joly', 'Petit']
    const shop = names.map((last, index) =>
      record(`s${index}`, {
        first: ['Hugo', 'Ines', 'Paul'][index % 3],
        last,
        email: 'caisse@boutique.example',
        phone: '0144556677',
      }),
    )
    const { contacts, report } = await resolve([...base, ...shop], { columns })
    for (const { recordIds } of contacts)
      expect(recordIds.filter((id) => id.startsWith('s')).length).toBeLessThan(2)
    expect(report.generics.map(({ value }) => value)).toContain('caisse@boutique.example')
  })

  it('does not join people through placeholders', async () => {
    const blanks = [
      'null',
      '0000000000',
      'test@test.fr',
      '-1',
      'anonymous',
      ' ',
      'noreply@shop.example',
      'N/A',
    ]
    const records = blanks.flatMap((blank, index) => [
      record(`b${index}a`, {
        first: 'Hugo',
        last: 'Lefort',
        email: blank,
        phone: blank,
        card: blank,
        account: blank,
        born: '1900-01-01',
      }),
      record(`b${index}b`, {
        first: 'Ines',
        last: 'Vasseur',
        email: blank,
        phone: blank,
        card: blank,
        account: blank,
        born: '1900-01-01',
      }),
    ])
    const contacts = await run(records)
    for (const index of blanks.keys()) expect(together(contacts, `b${index}a`, `b${index}b`)).toBe(false)
  })

  it('makes a family with one mailbox several contacts and one household', async () => {
    const home = {
      last: 'Cherpentier',
      email: 'famille.cherpentier@example.org',
      street: '14 rue des Lilas',
      postcode: '44000',
      city: 'Nantes',
    }
    const family = [
      record('f1', { ...home, first: 'Fabrice', born: '1968-03-02' }),
      record('f2', { ...home, first: 'Sylvie', born: '1971-11-20' }),
      record('f3', { ...home, first: 'Hugo', born: '1999-02-23' }),
    ]
    const { contacts, households } = await resolve([...base, ...family], { columns })
    for (const [a, b] of [
      ['f1', 'f2'],
      ['f1', 'f3'],
      ['f2', 'f3'],
    ])
      expect(together(contacts, a!, b!)).toBe(false)
    expect(
      households.some(({ contactIds }) => ['f1', 'f2', 'f3'].every((id) => contactIds.includes(id))),
    ).toBe(true)
  })

  it('does not join father and son of one name and address', async () => {
    const home = {
      first: 'Jean',
      last: 'Monteillet',
      street: '3 place Pasteur',
      postcode: '29200',
      city: 'Brest',
    }
    const contacts = await run([
      ...base,
      record('f', { ...home, born: '1946-05-12' }),
      record('s', { ...home, born: '1975-09-30' }),
    ])
    expect(together(contacts, 'f', 's')).toBe(false)
  })

  it('makes the users of a kiosk as many contacts as they are', async () => {
    const users = ['Odile Branly', 'Hugo Traore', 'Ines Garcia', 'Paul Vasseur'].map((name, index) => {
      const [first, last] = name.split(' ')
      return record(`k${index}`, { first, last, email: `k${index}.${last}@example.org`, device: 'kiosk-9' })
    })
    const contacts = await run([...users, record('anon', { device: 'kiosk-9' })])
    users.forEach((a, index) => {
      for (const b of users.slice(index + 1)) expect(together(contacts, a.id, b.id)).toBe(false)
    })
  })

  it('never gives a contact two customer numbers, by no chain and for no order', async () => {
    const twin = {
      first: 'Odile',
      last: 'Branly',
      born: '1942-12-25',
      email: 'odile.branly@example.org',
      phone: '0694036469',
    }
    const chain = [
      record('c1', { ...twin, account: 'C1234567' }),
      record('c2', twin),
      record('c3', { ...twin, phone: '' }),
      record('c4', { ...twin, account: 'C7654321' }),
    ]
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(chain, { minLength: 4 }), async (records) => {
        const contacts = await run(records)
        expect(together(contacts, 'c1', 'c4')).toBe(false)
        expect(partition(contacts)).toEqual(partition(await run(chain)))
      }),
      { numRuns: 10 },
    )
    const joined = await run(chain, [{ kind: 'must', a: 'c1', b: 'c4' }])
    expect(together(joined, 'c1', 'c4')).toBe(true)
  })

  it('keeps banned records apart by every chain, and linked ones together', async () => {
    const ids = base.map(({ id }) => id)
    const link = fc
      .tuple(
        fc.constantFrom(...ids),
        fc.constantFrom(...ids),
        fc.constantFrom('must' as const, 'cannot' as const),
      )
      .filter(([a, b]) => a !== b)
      .map(([a, b, kind]): MatchLink => ({ kind, a, b }))
    const links = fc.uniqueArray(link, { maxLength: 12, selector: ({ a, b }) => [a, b].sort().join() })
    await fc.assert(
      fc.asyncProperty(links, async (decided) => {
        const contacts = await run(base, decided)
        for (const { kind, a, b } of decided)
          if (kind === 'cannot') expect(together(contacts, a, b)).toBe(false)
        const isFree = decided.every(({ kind }) => kind === 'must')
        if (isFree) for (const { a, b } of decided) expect(together(contacts, a, b)).toBe(true)
      }),
      { numRuns: 12 },
    )
  })

  it('refuses two opposite links on one pair', async () => {
    const opposite: readonly MatchLink[] = [
      { kind: 'must', a: 'r1', b: 'r2' },
      { kind: 'cannot', a: 'r2', b: 'r1' },
    ]
    await expect(run(base, opposite)).rejects.toMatchObject({ code: 'LINK_CONFLICT' })
  })
})

describe('the weight of a pair', () => {
  const someone = fc.constantFrom(...base)
  const compared = ['first', 'last', 'born', 'email', 'phone', 'street', 'card', 'account'] as const

  it('is the same from both sides, and greatest with oneself', () => {
    fc.assert(
      fc.property(someone, someone, (a, b) => {
        expect(explainMatch(model, a, b).weight).toBe(explainMatch(model, b, a).weight)
        expect(explainMatch(model, a, a).weight).toBeGreaterThanOrEqual(
          explainMatch(model, a, b).weight - 1e-9,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('is the sum of its bars', () => {
    fc.assert(
      fc.property(someone, someone, (a, b) => {
        const { bars, weight } = explainMatch(model, a, b)
        expect(Math.abs(bars.reduce((sum, { bits }) => sum + bits, 0) - weight)).toBeLessThan(1e-9)
      }),
      { numRuns: 60 },
    )
  })

  it('falls with no field that agrees more, and rises with none that disagrees', () => {
    fc.assert(
      fc.property(someone, someone, fc.constantFrom(...compared.slice(2)), (a, b, field) => {
        const value = {
          born: '1961-07-19',
          email: 'qx.unseen@example.org',
          phone: '0611223344',
          street: '77 rue Xylophone',
          card: 'L99887766',
          account: 'C99887766',
        }[field as 'born']
        const other = {
          born: '1987-02-03',
          email: 'zz.other@sample.example',
          phone: '0798765432',
          street: '5 quai Zola',
          card: 'L11002233',
          account: 'C55113300',
        }[field as 'born']
        const without = explainMatch(model, { ...a, [field]: '' }, { ...b, [field]: '' }).weight
        const agree = explainMatch(model, { ...a, [field]: value }, { ...b, [field]: value }).weight
        const disagree = explainMatch(model, { ...a, [field]: value }, { ...b, [field]: other }).weight
        expect(agree).toBeGreaterThanOrEqual(without - 1e-9)
        expect(disagree).toBeLessThanOrEqual(agree + 1e-9)
      }),
      { numRuns: 80 },
    )
  })

  it('changes by the bars of a field alone when the field is taken away, but for the doubt about relatives', () => {
    fc.assert(
      fc.property(someone, someone, fc.constantFrom(...compared.slice(2)), (a, b, field) => {
        const own = (each: { readonly kind: string; readonly field: string | undefined }): boolean =>
          each.kind !== 'relative' && each.field !== field
        const full = explainMatch(model, a, b).bars.filter(own)
        const without = explainMatch(model, { ...a, [field]: '' }, b).bars.filter(own)
        expect(without).toEqual(full)
      }),
      { numRuns: 60 },
    )
  })
})

describe('merging and taking apart', () => {
  it('gives back the earlier contacts and ids when a merge is undone, and no bridge joins them again', async () => {
    const before = await run(base)
    const [one, two] = before.filter(({ recordIds }) => recordIds.length > 1)
    const must: MatchLink = { kind: 'must', a: one!.recordIds[0]!, b: two!.recordIds[0]! }
    const merged = await run(base, [must])
    expect(together(merged, one!.recordIds[0]!, two!.recordIds[0]!)).toBe(true)
    expect(await run(base, [])).toEqual(before)
    const bans = unmergeLinks(one!.recordIds, two!.recordIds)
    const apart = await run(base, bans)
    expect(partition(apart)).toEqual(partition(before))
    const a = base.find(({ id }) => id === one!.recordIds[0])!
    const bridge = { ...a, id: 'bridge', email: base.find(({ id }) => id === two!.recordIds[0])!.email }
    const bridged = await run([...base, bridge], bans)
    for (const x of one!.recordIds)
      for (const y of two!.recordIds) expect(together(bridged, x, y)).toBe(false)
  })

  it('keeps ids: the earliest record keeps its contact, the others become aliases', async () => {
    const half = base.slice(0, Math.floor(base.length / 2))
    const first = await resolve(half, { columns, model, mintId: (anchor) => `contact:${anchor}` })
    const previous = new Map(
      first.contacts.flatMap(({ id, recordIds }) => recordIds.map((each) => [each, id] as const)),
    )
    const then = await resolve(base, { columns, model, previous, mintId: (anchor) => `contact:${anchor}` })
    const live = new Set(then.contacts.map(({ id }) => id))
    const alias = new Map(then.aliases.map(({ from, to }) => [from, to]))
    for (const { id } of first.contacts) expect(live.has(alias.get(id) ?? id)).toBe(true)
    for (const { from, to } of then.aliases) expect([live.has(from), live.has(to)]).toEqual([false, true])
  })

  it('splits a contact when the record that bridged it is erased', async () => {
    const one = record('one', { first: 'Odile', last: 'Branlard', phone: '0694036469', born: '1942-12-25' })
    const two = record('two', { first: 'Odile', email: 'odile.branlard@example.org', card: 'L98769876' })
    const bridge = record('bridge', {
      first: 'Odile',
      last: 'Branlard',
      phone: '0694036469',
      born: '1942-12-25',
      email: 'odile.branlard@example.org',
      card: 'L98769876',
    })
    expect(together(await run([...base, one, two, bridge]), 'one', 'two')).toBe(true)
    const left = await run([...base, one, two])
    expect(together(left, 'one', 'two')).toBe(false)
    expect(left).toEqual(await run([two, one, ...base]))
  })

  it('has a log that replays to the same contacts, in which every id leads to a live one', async () => {
    const log = []
    let before: Contacts = []
    const ids = new Set<string>()
    for (const size of [60, 140, 90, base.length]) {
      const after = await run(base.slice(0, size))
      log.push(...contactChanges(before, after, `up to ${size}`))
      before = after
      for (const { id } of after) ids.add(id)
    }
    const { contacts, resolveId } = replayContactChanges(log)
    expect([...contacts].map(([id, records]) => [id, ...[...records].sort()]).sort()).toEqual(
      before.map(({ id, recordIds }) => [id, ...[...recordIds].sort()]).sort(),
    )
    for (const id of ids) expect(contacts.has(resolveId(id) ?? '')).toBe(true)
  })

  it('binds every contact by a tree of reasons', async () => {
    const resolution = await resolve(base, { columns, model })
    for (const { id, recordIds } of resolution.contacts) {
      const bonds = resolution.explainContact(id)
      expect(bonds).toHaveLength(recordIds.length - 1)
      const reached = new Set([recordIds[0]])
      for (let round = 0; round < bonds.length; round++) {
        for (const { a, b } of bonds) if (reached.has(a) || reached.has(b)) reached.add(a).add(b)
      }
      expect([...reached].sort()).toEqual([...recordIds].sort())
    }
  })
})
