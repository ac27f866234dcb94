const WIDTH = 9

/**
 * Edit distance with neighbouring letters swapped counted as one edit (optimal string alignment), as long as it is
 * at most `limit`; else `limit + 1`. The work is bounded by length × limit.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0
  let from = 0
  let endA = a.length
  let endB = b.length
  if (Math.abs(endA - endB) > limit) return limit + 1
  while (from < endA && from < endB && a.charCodeAt(from) === b.charCodeAt(from)) from++
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  const lengthA = endA - from
  const lengthB = endB - from
  if (lengthA === 0) return lengthB
  if (lengthB === 0) return lengthA
  if (limit === 1) {
    if (lengthA === 1 && lengthB === 1) return 1
    return lengthA === 2 &&
      lengthB === 2 &&
      a.charCodeAt(from) === b.charCodeAt(from + 1) &&
      a.charCodeAt(from + 1) === b.charCodeAt(from)
      ? 1
      : 2
  }
  return banded(a, b, from, lengthA, lengthB, Math.min(limit, (WIDTH - 1) >> 1))
}

function banded(a: string, b: string, from: number, lengthA: number, lengthB: number, limit: number): number {
  const over = limit + 1
  let beforeLast = new Array<number>(lengthB + 1).fill(over)
  let last = Array.from({ length: lengthB + 1 }, (_, j) => (j <= limit ? j : over))
  for (let i = 1; i <= lengthA; i++) {
    const row = new Array<number>(lengthB + 1).fill(over)
    row[0] = i <= limit ? i : over
    let best = row[0] as number
    const to = Math.min(lengthB, i + limit)
    for (let j = Math.max(1, i - limit); j <= to; j++) {
      const letterA = a.charCodeAt(from + i - 1)
      const letterB = b.charCodeAt(from + j - 1)
      let cost = (last[j - 1] as number) + (letterA === letterB ? 0 : 1)
      cost = Math.min(cost, (last[j] as number) + 1, (row[j - 1] as number) + 1)
      if (
        i > 1 &&
        j > 1 &&
        letterA === b.charCodeAt(from + j - 2) &&
        a.charCodeAt(from + i - 2) === letterB
      ) {
        cost = Math.min(cost, (beforeLast[j - 2] as number) + 1)
      }
      row[j] = cost
      if (cost < best) best = cost
    }
    // A swap looks two rows back, so that one bad row alone is no proof.
    if (best > limit && Math.min(...last) > limit) return over
    beforeLast = last
    last = row
  }
  return Math.min(last[lengthB] as number, over)
}
