import { compareText } from '../../identity/compare-text.ts'

/** Ids of a set in ascending order, page by page. */
export type IdPages = AsyncIterable<readonly string[]>

interface Cursor {
  readonly pages: AsyncIterator<readonly string[]>
  page: readonly string[]
  place: number
}

/**
 * Walks sorted sets side by side and tells, for every id that is in one of them, in which it is, by their places. The
 * list of places is good until the next visit; one page of each set is in memory at a time.
 */
export async function walkSets(
  sets: readonly IdPages[],
  visit: (contactId: string, places: readonly number[]) => void,
): Promise<void> {
  const cursors = sets.map((pages): Cursor => ({ pages: pages[Symbol.asyncIterator](), page: [], place: 0 }))
  const places: number[] = []
  try {
    await Promise.all(cursors.map(turn))
    for (;;) {
      let least: string | undefined
      for (const { page, place } of cursors) {
        const head = page[place]
        if (head !== undefined && (least === undefined || compareText(head, least) < 0)) least = head
      }
      if (least === undefined) return
      places.length = 0
      for (const [place, cursor] of cursors.entries()) {
        if (cursor.page[cursor.place] !== least) continue
        places.push(place)
        cursor.place++
        if (cursor.place === cursor.page.length) await turn(cursor)
      }
      visit(least, places)
    }
  } finally {
    await Promise.all(cursors.map(({ pages }) => pages.return?.()))
  }
}

/** Reads pages until there is one with something in it, or none. */
async function turn(cursor: Cursor): Promise<void> {
  cursor.place = 0
  do {
    const next = await cursor.pages.next()
    if (next.done === true) {
      cursor.page = []
      return
    }
    cursor.page = next.value
  } while (cursor.page.length === 0)
}
