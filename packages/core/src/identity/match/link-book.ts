import { checkLinks, type MatchLink } from './match-link.ts'

/** The links that hold, by record. */
export interface LinkBook {
  /** Adds a link; says whether it is new. */
  add(link: MatchLink): boolean
  /** Takes a link back; says whether it was there. */
  remove(link: MatchLink): boolean
  /** Is the record named by any link? */
  names(recordId: string): boolean
  /** The records that a record is linked to, and how. */
  of(recordId: string): ReadonlyMap<string, MatchLink['kind']>
}

const NONE: ReadonlyMap<string, MatchLink['kind']> = new Map()

/** Makes an empty {@link LinkBook}. */
export function linkBook(): LinkBook {
  const byRecord = new Map<string, Map<string, MatchLink['kind']>>()
  const set = (from: string, to: string, kind: MatchLink['kind']): void => {
    const known = byRecord.get(from)
    if (known === undefined) byRecord.set(from, new Map([[to, kind]]))
    else known.set(to, kind)
  }
  const unset = (from: string, to: string): void => {
    const known = byRecord.get(from)
    known?.delete(to)
    if (known?.size === 0) byRecord.delete(from)
  }
  return {
    add(link) {
      const other = byRecord.get(link.a)?.get(link.b)
      checkLinks(other === undefined ? [link] : [link, { ...link, kind: other }])
      if (other === link.kind || link.a === link.b) return false
      set(link.a, link.b, link.kind)
      set(link.b, link.a, link.kind)
      return true
    },
    remove({ kind, a, b }) {
      if (byRecord.get(a)?.get(b) !== kind) return false
      unset(a, b)
      unset(b, a)
      return true
    },
    names: (recordId) => byRecord.has(recordId),
    of: (recordId) => byRecord.get(recordId) ?? NONE,
  }
}
