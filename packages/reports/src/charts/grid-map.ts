import { html } from '../markup/html.ts'
import type { Chart } from './canvas.ts'
import { drawable, px } from './geometry.ts'
import { heatInk } from './heat-ink.ts'
import { textWidth } from './text-width.ts'

/** One cell of a {@link gridMap}; `value` from 0 to 1 says how dark it is, `null` leaves it empty. */
export interface GridMapCell {
  readonly column: number
  readonly row: number
  readonly value: number | null
  readonly text: string
  /** What is written where the text has no room. */
  readonly short?: string | undefined
  readonly title: string
}

/** A map of cells over two named axes; rows from the first at the bottom. */
export function gridMap(options: {
  readonly columns: readonly string[]
  readonly rows: readonly string[]
  readonly cells: readonly GridMapCell[]
  readonly columnAxis: string
  readonly rowAxis: string
}): Chart {
  const { columns, rows, cells } = options
  return (canvas) => {
    const size = canvas.type - 0.5
    const left = 26 + Math.max(0, ...rows.map((row) => textWidth(row, size)))
    const width = (Math.min(canvas.width, 640) - left) / Math.max(1, columns.length)
    const height = canvas.narrow ? 26 : 30
    const top = 4
    const bottom = top + height * rows.length
    const widest = Math.max(0, ...columns.map((column) => textWidth(column, size))) + 6
    const every = Math.max(1, Math.ceil(widest / Math.max(1, width)))
    const body = html`${cells.map(({ column, row, value, text, short, title }) => {
      if (value === null) return undefined
      const opacity = 0.04 + 0.96 * Math.min(1, drawable(value))
      const x = left + column * width
      const y = top + (rows.length - 1 - row) * height
      const written = [text, short ?? ''].find((one) => textWidth(one, size - 1) <= width - 3) ?? ''
      return html`<g><title>${title}</title><rect class="heat" x="${px(x + 0.75)}" y="${px(y + 0.75)}" width="${px(width - 1.5)}" height="${px(height - 1.5)}" rx="2" fill-opacity="${px(opacity)}"/>${
        written !== '' &&
        html`<text class="${heatInk(opacity)}" x="${px(x + width / 2)}" y="${px(y + height / 2 + size * 0.35)}" text-anchor="middle" font-size="${size - 1}">${written}</text>`
      }</g>`
    })}${rows.map(
      (row, index) =>
        html`<text class="axis" x="${px(left - 6)}" y="${px(top + (rows.length - 0.5 - index) * height + size * 0.35)}" text-anchor="end" font-size="${size}">${row}</text>`,
    )}${columns.map((column, index) =>
      index % every === 0
        ? html`<text class="axis" x="${px(left + (index + 0.5) * width)}" y="${px(bottom + 16)}" text-anchor="middle" font-size="${size}">${column}</text>`
        : undefined,
    )}<text class="axis strong" x="${px(left + (width * columns.length) / 2)}" y="${px(bottom + 34)}" text-anchor="middle" font-size="${size}">${options.columnAxis}</text><text class="axis strong" transform="translate(11 ${px(top + (height * rows.length) / 2)}) rotate(-90)" text-anchor="middle" font-size="${size}">${options.rowAxis}</text>`
    return { height: bottom + 42, body }
  }
}
