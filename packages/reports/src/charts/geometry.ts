/** A length or a place as it is written into SVG: two decimals, and nought for what is not a number. */
export function px(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0'
}

/** A value that can be drawn: nought for what is not a number or lies below nought. */
export function drawable(value: number | null | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0
}

/** Round marks from nought to at least the greatest value: steps of 1, 2 or 5 times a power of ten. */
export function niceMarks(greatest: number, wanted: number): readonly number[] {
  const top = drawable(greatest)
  if (top === 0) return [0, 1]
  const rough = top / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10
  const step = Math.max(factor * power, Number.MIN_VALUE)
  const marks = [0]
  while ((marks.at(-1) as number) < top * 0.9999 && marks.length < 20) marks.push(marks.length * step)
  return marks
}

/** The path of a bar with rounded far corners; `toward` is the side that the bar grows to. */
export function barPath(x: number, y: number, width: number, height: number, toward: 'right' | 'up'): string {
  const radius = Math.min(3, width / 2, height / 2)
  const r = px(radius)
  if (toward === 'right')
    return `M${px(x)} ${px(y)}h${px(width - radius)}a${r} ${r} 0 0 1 ${r} ${r}v${px(height - 2 * radius)}a${r} ${r} 0 0 1 -${r} ${r}h${px(radius - width)}z`
  return `M${px(x)} ${px(y + height)}v${px(radius - height)}a${r} ${r} 0 0 1 ${r} -${r}h${px(width - 2 * radius)}a${r} ${r} 0 0 1 ${r} ${r}v${px(height - radius)}z`
}
