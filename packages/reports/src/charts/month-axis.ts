import type { Formatter } from '../format/formatter.ts'
import { html, type Markup } from '../markup/html.ts'
import type { Canvas } from './canvas.ts'
import { px } from './geometry.ts'
import { textWidth } from './text-width.ts'

/** Height that {@link monthAxis} needs. */
export const MONTH_AXIS_HEIGHT: number = 40

/**
 * Month names under a chart, as many as have room, with the year under the first month of each year; `centre`
 * says where the middle of a month is.
 */
export function monthAxis(options: {
  readonly months: readonly string[]
  readonly centre: (index: number) => number
  readonly y: number
  readonly canvas: Canvas
  readonly format: Formatter
}): Markup {
  const { months, centre, y, canvas, format } = options
  const size = canvas.type - 0.5
  const names = months.map(format.shortMonth)
  const widest = Math.max(0, ...names.map((name) => textWidth(name, size))) + 8
  const step = months.length > 1 ? centre(1) - centre(0) : canvas.width
  const every = [1, 2, 3, 6, 12, 24, 60].find((count) => count * step >= widest) ?? 120
  // Counted from January, so that the months shown are the same ones every year.
  const offset = (12 - (Number(months[0]?.slice(5, 7) ?? 1) - 1)) % every
  const firstShown = offset < months.length ? offset : 0
  return html`${months.map((month, index) => {
    const shown = index >= firstShown && (index - firstShown) % every === 0
    if (!shown) return undefined
    const year = month.slice(0, 4)
    const previous = months[index - every]
    const newYear = index === firstShown || previous?.slice(0, 4) !== year
    return html`<text class="axis" x="${px(centre(index))}" y="${px(y + 16)}" text-anchor="middle" font-size="${size}">${names[index]}</text>${
      newYear &&
      html`<text class="axis strong" x="${px(centre(index))}" y="${px(y + 32)}" text-anchor="middle" font-size="${size}">${year}</text>`
    }`
  })}`
}
