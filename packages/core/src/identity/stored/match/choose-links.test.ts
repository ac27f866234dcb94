import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordLink } from '../../../ports/repositories/links.ts'
import { chooseLinks, type Found } from './choose-links.ts'

const SAYINGS = ['A', 'B', 'C', 'D'] as const
type Saying = (typeof SAYINGS)[number]

/** Which ways of describing somebody are one person with which; each is one with itself, but for the thin `D`. */
const agreement = fc.record({ AB: fc.boolean(), BC: fc.boolean(), AC: fc.boolean() })
type Agreement = typeof agreement extends fc.Arbitrary<infer Value> ? Value : never

const step = fc.record({
  kind: fc.constantFrom('come', 'come', 'come', 'change', 'leave', 'again'),
  records: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 }),
  saying: fc.array(fc.constantFrom(...SAYINGS), { minLength: 4, maxLength: 4 }),
})

function agrees(one: Saying, other: Saying, how: Agreement): boolean {
  if (one === other) return one !== 'D'
  const pair = [one, other].sort().join('') as keyof Agreement
  return how[pair] ?? false
}

/** A base of nothing but sayings and links, on which filing works as on a real one. */
function smallBase(how: Agreement) {
  const sayings = new Map<string, Saying>()
  const links = new Map<string, RecordLink>()
  const file = (wave: readonly string[], done: Set<string> = new Set()): void => {
    if (wave.length === 0) return
    for (const id of wave) done.add(id)
    const own = new Set(wave)
    const held = [...links.values()].filter(({ a, b }) => own.has(a) || own.has(b))
    const found = wave.flatMap((recordId) =>
      [...sayings].flatMap(([otherId, saying]): Found[] => {
        const mine = sayings.get(recordId)!
        if (otherId === recordId || !agrees(mine, saying, how)) return []
        return [{ kind: 'probable', weight: 9, recordId, otherId, saying, isSame: saying === mine }]
      }),
    )
    const { gone, chosen } = chooseLinks({ own, held, found })
    for (const { a, b } of gone) links.delete(`${a} ${b}`)
    for (const link of chosen) links.set(`${link.a} ${link.b}`, { ...link, reason: '', at: 0, by: '' })
    const lost = gone.flatMap(({ a, b }) => [a, b]).filter((id) => sayings.has(id) && !done.has(id))
    file([...new Set(lost)], done)
  }
  return {
    sayings,
    links,
    file,
    leave(id: string): void {
      sayings.delete(id)
      const ends = [...links].filter(([, { a, b }]) => a === id || b === id)
      for (const [slot] of ends) links.delete(slot)
      file(ends.flatMap(([, { a, b }]) => [a, b]).filter((end) => end !== id))
    },
  }
}

function componentsOf(ids: Iterable<string>, isLinked: (a: string, b: string) => boolean): readonly string[] {
  const left = new Set(ids)
  const components: string[] = []
  for (const start of left) {
    const members = [start]
    left.delete(start)
    for (const member of members)
      for (const other of left)
        if (isLinked(member, other)) {
          members.push(other)
          left.delete(other)
        }
    components.push(members.sort().join(' '))
  }
  return components.sort()
}

describe('the links of the matcher', () => {
  it('hold together who agrees, and nobody else, whoever comes, changes and leaves in whatever order', () => {
    fc.assert(
      fc.property(agreement, fc.array(step, { minLength: 1, maxLength: 12 }), (how, steps) => {
        const base = smallBase(how)
        for (const { kind, records, saying } of steps) {
          const ids = records.map((record) => `r${record}`)
          if (kind === 'leave') for (const id of ids) base.leave(id)
          else if (kind === 'again') base.file(ids.filter((id) => base.sayings.has(id)))
          else {
            const coming = ids.filter((id) => kind === 'change' || !base.sayings.has(id))
            coming.forEach((id, place) => {
              base.sayings.set(id, saying[place]!)
            })
            base.file(coming)
          }
        }
        const { sayings, links } = base
        const isLinked = (a: string, b: string): boolean => links.has(a < b ? `${a} ${b}` : `${b} ${a}`)
        const isOne = (a: string, b: string): boolean => agrees(sayings.get(a)!, sayings.get(b)!, how)
        expect(componentsOf(sayings.keys(), isLinked)).toEqual(componentsOf(sayings.keys(), isOne))
      }),
      { numRuns: 400 },
    )
  })

  it('are one for each copy, not one for each pair of copies', () => {
    const base = smallBase({ AB: true, BC: false, AC: false })
    const ids = Array.from({ length: 60 }, (_, place) => `r${String(place).padStart(2, '0')}`)
    for (const [place, id] of ids.entries()) {
      base.sayings.set(id, place === 0 ? 'B' : 'A')
      base.file([id])
    }
    expect(base.links.size).toBeLessThan(2 * ids.length)
  })
})
