/** A rectangle; sizes in CSS pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Divides a rectangle into parts whose areas are as the values, each as near to a square as the order allows:
 * the squarified tree map of Bruls, Huizing and van Wijk (2000). Values come greatest first; one that is not above
 * nought gets no area. The parts fill the rectangle exactly and do not overlap.
 */
export function squarify(values: readonly number[], room: Rectangle): readonly Rectangle[] {
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  const parts: Rectangle[] = values.map(() => ({ x: room.x, y: room.y, width: 0, height: 0 }))
  if (!(total > 0)) return parts
  const area = room.width * room.height
  // What is smaller than rounding in the rest of the room could not be placed in it, nor seen.
  const areas = values.map((value) => (value / total > 1e-9 ? (value / total) * area : 0))
  let free = room
  let start = 0
  while (start < areas.length && areas[start]! > 0) {
    const side = Math.min(free.width, free.height)
    let end = start + 1
    let sum = areas[start]!
    while (end < areas.length && areas[end]! > 0) {
      const grown = sum + areas[end]!
      if (worst(areas, { start, end: end + 1 }, grown, side) > worst(areas, { start, end }, sum, side)) break
      sum = grown
      end += 1
    }
    free = placeRow(areas, { start, end }, sum, free, parts)
    start = end
  }
  return parts
}

interface Row {
  readonly start: number
  readonly end: number
}

/** The worst ratio of the sides in a row: its ends are its greatest and its smallest part. */
function worst(areas: readonly number[], { start, end }: Row, sum: number, side: number): number {
  const square = side * side
  const [greatest, smallest] = [areas[start]!, areas[end - 1]!]
  return Math.max((square * greatest) / (sum * sum), (sum * sum) / (square * smallest))
}

/** Lays a row along the shorter side, and returns what stays free. */
function placeRow(
  areas: readonly number[],
  { start, end }: Row,
  sum: number,
  free: Rectangle,
  parts: Rectangle[],
): Rectangle {
  const upright = free.width >= free.height
  const side = upright ? free.height : free.width
  const thickness = side > 0 ? sum / side : 0
  let along = 0
  for (let index = start; index < end; index += 1) {
    const length = thickness > 0 ? areas[index]! / thickness : 0
    parts[index] = upright
      ? { x: free.x, y: free.y + along, width: thickness, height: length }
      : { x: free.x + along, y: free.y, width: length, height: thickness }
    along += length
  }
  return upright
    ? { ...free, x: free.x + thickness, width: Math.max(0, free.width - thickness) }
    : { ...free, y: free.y + thickness, height: Math.max(0, free.height - thickness) }
}
