import type { Condition } from '@clientele/core'

/** Where a part of a condition stands. */
export interface PartPlace {
  /** The event or the table whose properties the part reads; `undefined`: it is asked of the contact. */
  readonly of: { readonly event: string } | { readonly table: string } | undefined
  /** Links from the row at hand to the rows that are asked about. */
  readonly links: number
  /** A condition of the contact that says of one of these events or rows what is put here. */
  readonly asked: (what: Condition) => Condition
}

/** A part of a condition, itself included, and where it stands. */
export interface ConditionPart {
  readonly part: Condition
  readonly place: PartPlace
}

const OF_CONTACT: PartPlace = { of: undefined, links: 0, asked: (what) => what }

/** Longer than any population lasts. */
const ALL_ALONG = '520w'

/** The condition and every part of it, those inside a `where` too; segments are not opened. */
export function partsOf(condition: Condition, place: PartPlace = OF_CONTACT): readonly ConditionPart[] {
  return [{ part: condition, place }, ...innerPartsOf(condition, place)]
}

function innerPartsOf(condition: Condition, place: PartPlace): readonly ConditionPart[] {
  const each = (parts: readonly Condition[]): readonly ConditionPart[] =>
    parts.flatMap((part) => partsOf(part, place))
  if ('all' in condition) return each(condition.all)
  if ('any' in condition) return each(condition.any)
  if ('atLeast' in condition) return each(condition.of)
  if ('sequence' in condition) {
    const { sequence: first, then: second } = condition
    return [
      ...filterParts(first.where, {
        of: { event: first.event },
        links: 0,
        asked: (where) => ({ event: first.event, where }),
      }),
      ...filterParts(second.where, {
        of: { event: second.event },
        links: 0,
        asked: (where) => ({
          sequence: { event: first.event },
          // biome-ignore lint/suspicious/noThenProperty: the condition language names it so
          then: { event: second.event, where },
          within: ALL_ALONG,
        }),
      }),
    ]
  }
  if ('not' in condition) return partsOf(condition.not, place)
  if ('event' in condition) {
    const { event, where } = condition
    return filterParts(where, { of: { event }, links: 0, asked: (inner) => ({ event, where: inner }) })
  }
  if ('rows' in condition) {
    const { rows, via, where } = condition
    return filterParts(where, {
      of: { table: rows },
      links: via === undefined ? 0 : place.links + 1,
      asked: (inner) => place.asked({ rows, ...(via === undefined ? {} : { via }), where: inner }),
    })
  }
  return []
}

function filterParts(where: Condition | undefined, place: PartPlace): readonly ConditionPart[] {
  return where === undefined ? [] : partsOf(where, place)
}
