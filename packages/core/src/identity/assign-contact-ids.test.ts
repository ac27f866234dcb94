import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignContactIds } from './assign-contact-ids.ts'
import type { ResolvedGroup } from './types.ts'

const history = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 4 }),
      contact: fc.option(fc.constantFrom('X', 'Y', 'Z'), { nil: undefined }),
      group: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) => rows.map((row, index) => ({ ...row, recordId: `r${index}` })))

function group(...recordIds: readonly string[]): ResolvedGroup {
  return { recordIds, reasons: [] }
}

/** A base of seven records whose groups change, each a number by record. */
function createBase(): {
  readonly founded: ReadonlyMap<string, string>
  readonly contactOf: (recordId: string) => string | undefined
  readonly standsFor: (id: string) => string
  readonly regroup: (groupOf: readonly number[]) => readonly (string | undefined)[]
} {
  const founded = new Map<string, string>()
  const contacts = new Map<string, string>()
  const aliases = new Map<string, string>()
  let made = 0
  const isLive = (id: string): boolean => [...contacts.values()].includes(id)
  const standsFor = (id: string): string => (isLive(id) ? id : aliases.get(id)!)
  return {
    founded,
    contactOf: (recordId) => contacts.get(recordId),
    standsFor,
    regroup: (groupOf) => {
      const lists = [0, 1, 2, 3, 4].map((one) =>
        groupOf.flatMap((it, place) => (it === one ? [`r${place}`] : [])),
      )
      const answer = assignContactIds({
        groups: lists.filter(({ length }) => length > 0).map((list) => group(...list)),
        contactOf: (recordId) => contacts.get(recordId),
        observedAtOf: (recordId) => -Number(recordId.slice(1)),
        mintId: () => `id-${(++made).toString().padStart(2, '0')}`,
        foundedBy: (recordId) => founded.get(recordId),
      })
      for (const [recordId, id] of answer.founded) founded.set(recordId, id)
      for (const { contactId, recordIds } of answer.groups)
        for (const recordId of recordIds) contacts.set(recordId, contactId)
      for (const { from, to } of [...answer.aliases, ...answer.followers]) {
        for (const [id, live] of aliases) if (live === from) aliases.set(id, to)
        aliases.set(from, to)
      }
      return groupOf.map((_, place) => contacts.get(`r${place}`))
    },
  }
}

describe('assignContactIds', () => {
  it('keeps an id with its earliest record and makes the other ids aliases of the survivor', () => {
    const before = new Map([
      ['r1', 'X'],
      ['r2', 'Y'],
      ['r3', 'X'],
    ])
    const { groups, aliases } = assignContactIds({
      groups: [group('r1', 'r2'), group('r3')],
      contactOf: (id) => before.get(id),
      observedAtOf: (id) => Number(id.slice(1)),
      mintId: (id) => `new-${id}`,
    })
    expect(groups.map((it) => [it.contactId, it.isNew])).toEqual([
      ['X', false],
      ['new-r3', true],
    ])
    expect(aliases).toEqual([{ from: 'Y', to: 'X' }])
  })

  it('leaves a contact its id when an older record that another id was made for goes', () => {
    const { groups, aliases, followers } = assignContactIds({
      groups: [group('r1'), group('r2', 'r3')],
      contactOf: () => 'X',
      observedAtOf: (id) => Number(id.slice(1)),
      mintId: (id) => `new-${id}`,
      foundedBy: (id) => ({ r1: 'Y', r2: 'X' })[id],
    })
    expect(groups.map(({ contactId, isNew }) => [contactId, isNew])).toEqual([
      ['Y', true],
      ['X', false],
    ])
    expect([aliases, followers]).toEqual([[], []])
  })

  it('lets an id that lost a merge go on with its record, whoever the record goes with', () => {
    const { groups, aliases, followers } = assignContactIds({
      groups: [group('r1'), group('r2', 'r3')],
      contactOf: (id) => (id === 'r3' ? 'W' : 'X'),
      observedAtOf: (id) => Number(id.slice(1)),
      mintId: (id) => `new-${id}`,
      foundedBy: (id) => ({ r1: 'X', r2: 'Y', r3: 'W' })[id],
    })
    expect(groups.map(({ contactId }) => contactId)).toEqual(['X', 'W'])
    expect(aliases).toEqual([])
    expect(followers).toEqual([{ from: 'Y', to: 'W' }])
  })

  it('takes the earliest record of a contact for the one that its id was made for, where none is known', () => {
    const { groups, founded } = assignContactIds({
      groups: [group('r1'), group('r2'), group('r3')],
      contactOf: () => 'X',
      observedAtOf: (id) => Number(id.slice(1)),
      mintId: (id) => `new-${id}`,
      foundedBy: (id) => ({ r1: 'Y' })[id],
    })
    expect(groups.map(({ contactId }) => contactId)).toEqual(['Y', 'X', 'new-r3'])
    expect([...founded]).toEqual([
      ['r1', 'Y'],
      ['r2', 'X'],
      ['r3', 'new-r3'],
    ])
  })

  it('calls what comes together and apart again as before, and keeps every id with its record', () => {
    const partition = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 7, maxLength: 7 })
    fc.assert(
      fc.property(fc.array(partition, { minLength: 2, maxLength: 6 }), partition, (others, first) => {
        const base = createBase()
        for (const one of others.slice(0, 2)) base.regroup(one)
        const before = base.regroup(first)
        for (const one of others) base.regroup(one)
        expect(base.regroup(first)).toEqual(before)
        for (const [recordId, id] of base.founded) expect(base.standsFor(id)).toBe(base.contactOf(recordId))
      }),
    )
  })

  it('ends every earlier id in exactly one live contact, and gives no id twice', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (rows, flip) => {
        const lists = [0, 1, 2, 3].map((index) =>
          rows.filter((row) => row.group === index).map((row) => row.recordId),
        )
        const groups = lists.filter((list) => list.length > 0).map((list) => group(...list))
        const rowOf = new Map(rows.map((row) => [row.recordId, row]))
        const ask = (list: readonly ResolvedGroup[]): ReturnType<typeof assignContactIds> =>
          assignContactIds({
            groups: list,
            contactOf: (id) => rowOf.get(id)?.contact,
            observedAtOf: (id) => rowOf.get(id)?.at ?? 0,
            mintId: (id) => `new-${id}`,
          })
        const answer = ask(groups)
        const ids = answer.groups.map((it) => it.contactId)
        expect(new Set(ids).size).toBe(ids.length)
        const resolved = new Map(answer.aliases.map((alias) => [alias.from, alias.to]))
        for (const old of new Set(rows.map((row) => row.contact))) {
          if (old === undefined) continue
          expect(ids.filter((id) => id === (resolved.get(old) ?? old))).toHaveLength(1)
          expect(resolved.has(resolved.get(old) ?? old)).toBe(false)
        }
        if (flip) {
          const again = ask(groups.map((it) => group(...[...it.recordIds])).reverse())
          expect(again.aliases).toEqual(answer.aliases)
          expect([...again.groups].reverse().map((it) => it.contactId)).toEqual(ids)
        }
      }),
    )
  })
})
