import { compareText } from '../compare-text.ts'
import type { PairScorer } from './pair-scorer.ts'

/** One edge of the tree that holds a contact together. */
export interface ContactBond {
  readonly a: string
  readonly b: string
  /** Bits for "one person". */
  readonly weight: number
  /** `same`: the two say exactly the same. `alike`: they agree enough. `linked`: a person decided so. */
  readonly because: 'same' | 'alike' | 'linked'
}

/** Rows looked at one by one; the others of a larger contact are held by the first. */
const MAX_ROWS = 200

/**
 * The strongest tree over the records of a contact: one bond less than records, heaviest first. Records that a person
 * linked are bound by their link.
 */
export function bondsOf(
  records: readonly { readonly id: string; readonly row: number }[],
  scorer: PairScorer,
  isLinked: (a: string, b: string) => boolean,
): readonly ContactBond[] {
  const firsts: { readonly id: string; readonly row: number }[] = []
  const firstOf = new Map<number, string>()
  const bonds: ContactBond[] = []
  for (const record of records) {
    const first = firstOf.get(record.row)
    if (first === undefined) {
      firstOf.set(record.row, record.id)
      firsts.push(record)
    } else {
      bonds.push({
        a: first,
        b: record.id,
        weight: scorer.of(record.row, record.row).weight,
        because: 'same',
      })
    }
  }
  const inside = firsts.slice(0, 1)
  const outside = firsts.slice(1, MAX_ROWS)
  const rest = firsts.slice(MAX_ROWS)
  while (outside.length > 0) {
    let best: { bond: ContactBond; place: number } | undefined
    for (const a of inside) {
      outside.forEach((b, place) => {
        const linked = isLinked(a.id, b.id)
        const weight = scorer.of(a.row, b.row).weight
        const bond: ContactBond = { a: a.id, b: b.id, weight, because: linked ? 'linked' : 'alike' }
        if (best === undefined || rank(bond) > rank(best.bond)) best = { bond, place }
      })
    }
    bonds.push(best!.bond)
    inside.push(...outside.splice(best!.place, 1))
  }
  for (const { id, row } of rest) {
    const first = firsts[0]!
    bonds.push({ a: first.id, b: id, weight: scorer.of(first.row, row).weight, because: 'alike' })
  }
  return bonds.sort((one, two) => two.weight - one.weight || compareText(one.b, two.b))
}

function rank({ because, weight }: ContactBond): number {
  return because === 'linked' ? 1e6 + weight : weight
}
