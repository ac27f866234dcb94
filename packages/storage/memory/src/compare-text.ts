/**
 * Order by code points: the same on every platform, and that of the databases, which compare UTF-8 byte by byte.
 * JavaScript's own order by UTF-16 units puts an emoji before U+FF01.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let place = 0; place < length; place++) {
    const [left, right] = [a.charCodeAt(place), b.charCodeAt(place)]
    if (left !== right) return rankOf(left) - rankOf(right)
  }
  return a.length - b.length
}

/** Halves of surrogate pairs stand for code points above all others. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
