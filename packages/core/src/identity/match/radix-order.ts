const DIGIT = 11
const DIGITS = 1 << DIGIT

/** The positions of the keys in ascending order of key; equal keys keep their order. Linear in the number of keys. */
export function radixOrder(keys: Int32Array): Int32Array {
  const { length } = keys
  // Keys travel with their positions: to fetch them again each time would jump through memory.
  let from: Int32Array = keys
  let positions: Int32Array = new Int32Array(length)
  for (let index = 0; index < length; index++) positions[index] = index
  let to: Int32Array = new Int32Array(length)
  let toPositions: Int32Array = new Int32Array(length)
  const starts = [new Int32Array(DIGITS + 1), new Int32Array(DIGITS + 1), new Int32Array(DIGITS + 1)]
  for (let index = 0; index < length; index++) {
    const key = (keys[index] as number) ^ 0x80000000
    starts[0]![(key & (DIGITS - 1)) + 1]!++
    starts[1]![((key >>> DIGIT) & (DIGITS - 1)) + 1]!++
    starts[2]![(key >>> (2 * DIGIT)) + 1]!++
  }
  for (let pass = 0; pass < 3; pass++) {
    const start = starts[pass]!
    const shift = pass * DIGIT
    for (let digit = 1; digit <= DIGITS; digit++)
      start[digit] = (start[digit] as number) + (start[digit - 1] as number)
    for (let index = 0; index < length; index++) {
      const key = from[index] as number
      const digit = ((key ^ 0x80000000) >>> shift) & (DIGITS - 1)
      const place = start[digit] as number
      start[digit] = place + 1
      to[place] = key
      toPositions[place] = positions[index] as number
    }
    const spare = from === keys ? new Int32Array(length) : from
    from = to
    to = spare
    const sparePositions = positions
    positions = toPositions
    toPositions = sparePositions
  }
  return positions
}
