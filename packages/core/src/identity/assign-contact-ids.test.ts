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

  it('leaves a contact its id when an older record that came to it from another one goes', () => {
    const { groups, aliases } = assignContactIds({
      groups: [group('r1', 'r2'), group('r3')],
      contactOf: (id) => (id === 'r2' ? 'X' : 'Y'),
      observedAtOf: (id) => Number(id.slice(1)),
      mintId: (id) => `new-${id}`,
      isGuest: (id) => id === 'r1',
    })
    expect(groups.map(({ contactId }) => contactId)).toEqual(['X', 'Y'])
    expect(aliases).toEqual([])
  })

  it('gives a group its former id back where its anchor brings none', () => {
    const { groups, aliases } = assignContactIds({
      groups: [group('r1', 'r3'), group('r2')],
      contactOf: (id) => (id === 'r3' ? 'Z' : 'X'),
      observedAtOf: (id) => Number(id.slice(1)),
      mintId: (id) => `new-${id}`,
      isGuest: (id) => id === 'r1',
      formerIdOf: (id) => (id === 'r1' ? 'W' : undefined),
    })
    expect(groups.map(({ contactId }) => contactId)).toEqual(['W', 'X'])
    expect(aliases).toEqual([{ from: 'Z', to: 'W' }])
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
