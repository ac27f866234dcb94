import { bitsIn } from './letters.ts'

/** Edits that are told apart; more are "too many". */
const MOST_EDITS = 4

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
  return banded(a, b, from, lengthA, lengthB, Math.min(limit, MOST_EDITS))
}

/** Longest text, after what both begin and end with, for which rows are at hand. */
const ROOM = 128

let beforeLast: Int32Array = new Int32Array(ROOM + 1)
let last: Int32Array = new Int32Array(ROOM + 1)
let row: Int32Array = new Int32Array(ROOM + 1)

function banded(a: string, b: string, from: number, lengthA: number, lengthB: number, limit: number): number {
  const over = limit + 1
  if (lengthA > ROOM || lengthB > ROOM) return over
  if (lettersApart(a, b, from, lengthA, lengthB) > 2 * limit) return over
  for (let j = 0; j <= lengthB; j++) last[j] = j <= limit ? j : over
  let least = 0
  for (let i = 1; i <= lengthA; i++) {
    const first = i - limit
    const start = Math.max(first, 1)
    row[start - 1] = start === 1 && i <= limit ? i : over
    let best = row[start - 1] as number
    const letterA = a.charCodeAt(from + i - 1)
    const before = i > 1 ? a.charCodeAt(from + i - 2) : -1
    const to = Math.min(i + limit, lengthB)
    for (let j = start; j <= to; j++) {
      const letterB = b.charCodeAt(from + j - 1)
      let cost = (last[j - 1] as number) + (letterA === letterB ? 0 : 1)
      const above = (last[j] as number) + 1
      const left = (row[j - 1] as number) + 1
      if (above < cost) cost = above
      if (left < cost) cost = left
      if (j > 1 && before === letterB && letterA === b.charCodeAt(from + j - 2)) {
        const swapped = (beforeLast[j - 2] as number) + 1
        if (swapped < cost) cost = swapped
      }
      row[j] = cost
      if (cost < best) best = cost
    }
    if (to < lengthB) row[to + 1] = over
    // A swap looks two rows back, so that one bad row alone is no proof.
    if (best > limit && least > limit) return over
    least = best
    const oldest = beforeLast
    beforeLast = last
    last = row
    row = oldest
  }
  return Math.min(last[lengthB] as number, over)
}

/** How many letters only one of the texts has, at least: an edit makes two of them at most. */
function lettersApart(a: string, b: string, from: number, lengthA: number, lengthB: number): number {
  let inA = 0
  let inB = 0
  for (let i = 0; i < lengthA; i++) inA |= 1 << (a.charCodeAt(from + i) & 31)
  for (let j = 0; j < lengthB; j++) inB |= 1 << (b.charCodeAt(from + j) & 31)
  return bitsIn(inA ^ inB)
}
