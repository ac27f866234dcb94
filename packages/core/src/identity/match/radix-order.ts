/** The positions of the keys in ascending order of key; equal keys keep their order. Linear in the number of keys. */
export function radixOrder(keys: Int32Array): Int32Array {
  let from: Int32Array = Int32Array.from({ length: keys.length }, (_, index) => index)
  let to: Int32Array = new Int32Array(keys.length)
  const starts = new Int32Array(2049)
  for (let shift = 0; shift < 33; shift += 11) {
    starts.fill(0)
    for (let index = 0; index < keys.length; index++) {
      const digit = (((keys[index] as number) ^ 0x80000000) >>> shift) & 2047
      starts[digit + 1] = (starts[digit + 1] as number) + 1
    }
    for (let digit = 1; digit < 2049; digit++)
      starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number)
    for (let index = 0; index < keys.length; index++) {
      const position = from[index] as number
      const digit = (((keys[position] as number) ^ 0x80000000) >>> shift) & 2047
      const place = starts[digit] as number
      starts[digit] = place + 1
      to[place] = position
    }
    const swap = from
    from = to
    to = swap
  }
  return from
}
