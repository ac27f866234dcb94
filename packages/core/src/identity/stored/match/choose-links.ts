import type { RecordLink } from '../../../ports/repositories/links.ts'
import type { Judgement } from './judge.ts'

/** What a filed record and another one are to each other. */
export interface Found extends Judgement {
  readonly recordId: string
  readonly otherId: string
  /** What the other record says, as one text. */
  readonly saying: string
  /** Do the two say the same? */
  readonly isSame: boolean
}

/** Records that are filed, the links that they have, and what holds by the model. */
export interface Filing {
  readonly own: ReadonlySet<string>
  readonly held: readonly RecordLink[]
  readonly found: readonly Found[]
}

type NewLink = Pick<RecordLink, 'kind' | 'a' | 'b' | 'weight'>

/**
 * Chooses the links of records that are filed. A link that holds stays. A record is linked to the least record of
 * each description that it is something to; of several records that say the same and are one person, the least alone
 * does so, and the others are linked to it.
 */
export function chooseLinks({ own, held, found }: Filing): {
  readonly gone: readonly RecordLink[]
  readonly chosen: readonly NewLink[]
} {
  const holding = new Map<string, Found>()
  for (const one of found) holding.set(slotOf(one.kind, one.recordId, one.otherId), one)
  const gone = held.filter(({ kind, a, b }) => !holding.has(slotOf(kind, a, b)))
  const weightOf = new Map(held.map(({ kind, a, b, weight }) => [slotOf(kind, a, b), weight]))
  const chosen = new Map<string, NewLink>()
  const choose = ({ kind, recordId, otherId, weight }: Found): void => {
    const slot = slotOf(kind, recordId, otherId)
    if (weightOf.get(slot) === weight) return
    const [a, b] = recordId < otherId ? [recordId, otherId] : [otherId, recordId]
    chosen.set(slot, { kind, a, b, weight })
  }
  for (const { kind, a, b } of held) {
    const one = holding.get(slotOf(kind, a, b))
    if (one !== undefined) choose(one)
  }
  for (const [recordId, list] of byRecord(found)) {
    const copies = list.filter(({ isSame, kind }) => isSame && kind === 'probable')
    const copy = leastOf(copies)
    if (copy !== undefined) choose(copy)
    if (copy !== undefined && copy.otherId < recordId) continue
    // The least of those that come together holds them to those that were there before.
    const older = leastOf(copies.filter(({ otherId }) => !own.has(otherId)))
    if (older !== undefined) choose(older)
    const least = new Map<string, Found>()
    for (const one of list) {
      if (one.isSame) continue
      const slot = `${one.kind} ${one.saying}`
      const other = least.get(slot)
      if (other === undefined || one.otherId < other.otherId) least.set(slot, one)
    }
    for (const one of least.values()) choose(one)
  }
  return { gone: gone.filter(({ a, b }) => own.has(a) || own.has(b)), chosen: [...chosen.values()] }
}

function byRecord(found: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  const lists = new Map<string, Found[]>()
  for (const one of found) {
    const list = lists.get(one.recordId)
    if (list === undefined) lists.set(one.recordId, [one])
    else list.push(one)
  }
  return lists
}

function leastOf(list: readonly Found[]): Found | undefined {
  return list.reduce<Found | undefined>(
    (least, one) => (least === undefined || one.otherId < least.otherId ? one : least),
    undefined,
  )
}

function slotOf(kind: string, one: string, other: string): string {
  return one < other ? `${kind}\u0000${one}\u0000${other}` : `${kind}\u0000${other}\u0000${one}`
}
