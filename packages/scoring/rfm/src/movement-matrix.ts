/** In which segment a contact was. */
export interface SegmentOfContact {
  readonly contactId: string
  readonly segment: string
}

/** Contacts that went from one segment to another between two dates. */
export interface Movement {
  /** `undefined`: not scored on the first date. */
  readonly from: string | undefined
  /** `undefined`: not scored on the second date. */
  readonly to: string | undefined
  readonly contacts: number
}

/** Who went where between two runs. */
export interface MovementMatrix {
  /** Only the pairs that occur, largest first, ties by name. */
  readonly movements: readonly Movement[]
  /** Contacts that stayed in their segment. */
  readonly stayed: number
  /** Contacts that changed segment, came or left. */
  readonly moved: number
}

/** Counts movements one contact at a time; `undefined` stands for not scored. */
export interface MovementBuilder {
  readonly add: (from: string | undefined, to: string | undefined) => void
  readonly finish: () => MovementMatrix
}

/** Compares the segments of two runs, contact by contact. */
export function movementMatrix(
  before: Iterable<SegmentOfContact>,
  after: Iterable<SegmentOfContact>,
): MovementMatrix {
  const previous = new Map<string, string>()
  for (const { contactId, segment } of before) previous.set(contactId, segment)
  const builder = buildMovementMatrix()
  for (const { contactId, segment } of after) {
    builder.add(previous.get(contactId), segment)
    previous.delete(contactId)
  }
  for (const segment of previous.values()) builder.add(segment, undefined)
  return builder.finish()
}

/** The same for runs that are read side by side; a contact scored on neither date is not counted. */
export function buildMovementMatrix(): MovementBuilder {
  const counts = new Map<string | undefined, Map<string | undefined, number>>()
  return {
    add(from, to) {
      if (from === undefined && to === undefined) return
      const row = counts.get(from) ?? new Map<string | undefined, number>()
      counts.set(from, row)
      row.set(to, (row.get(to) ?? 0) + 1)
    },
    finish() {
      const movements: Movement[] = []
      let stayed = 0
      let moved = 0
      for (const [from, row] of counts) {
        for (const [to, contacts] of row) {
          movements.push({ from, to, contacts })
          if (from === to) stayed += contacts
          else moved += contacts
        }
      }
      movements.sort(
        (left, right) =>
          right.contacts - left.contacts || compare(left.from, right.from) || compare(left.to, right.to),
      )
      return { movements, stayed, moved }
    },
  }
}

function compare(left: string | undefined, right: string | undefined): number {
  const [a, b] = [left ?? '', right ?? '']
  return a < b ? -1 : a > b ? 1 : 0
}
