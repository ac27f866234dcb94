import { html } from '../markup/html.ts'
import type { Chart } from './canvas.ts'
import { drawable, px } from './geometry.ts'
import { heatInk } from './heat-ink.ts'

/** One cell of a {@link heatMatrix}. */
export interface HeatCell {
  readonly column: number
  readonly row: number
  readonly value: number
  /** The figure in the cell. */
  readonly text: string
  /** What a reader is told who points at it. */
  readonly title: string
}

/**
 * A matrix whose cells are the darker the greater their value; rows from the highest at the top, columns from the
 * lowest on the left.
 */
export function heatMatrix(options: {
  readonly columns: number
  readonly rows: number
  readonly cells: readonly HeatCell[]
  readonly columnAxis: string
  readonly rowAxis: string
}): Chart {
  const { columns, rows, cells } = options
  const greatest = Math.max(1, ...cells.map(({ value }) => drawable(value)))
  return (canvas) => {
    const left = 30
    const top = 4
    const width = (Math.min(canvas.width, 560) - left) / Math.max(1, columns)
    const height = canvas.narrow ? 44 : 46
    const bottom = top + height * rows
    const middle = left + (width * columns) / 2
    const body = html`${cells.map(({ column, row, value, text, title }) => {
      // Areas are judged by their square root: small cells stay visible beside a large one.
      const strength = Math.sqrt(drawable(value) / greatest)
      const opacity = 0.06 + 0.94 * strength
      const x = left + (column - 1) * width
      const y = top + (rows - row) * height
      return html`<g><title>${title}</title><rect class="heat" x="${px(x + 1.5)}" y="${px(y + 1.5)}" width="${px(width - 3)}" height="${px(height - 3)}" rx="4" fill-opacity="${px(opacity)}"/><text class="${heatInk(opacity)}" x="${px(x + width / 2)}" y="${px(y + height / 2 + canvas.type * 0.35)}" text-anchor="middle" font-size="${canvas.type}">${text}</text></g>`
    })}${levels(rows).map(
      (level) =>
        html`<text class="axis" x="${px(left - 8)}" y="${px(top + (rows - level) * height + height / 2 + canvas.type * 0.35)}" text-anchor="end" font-size="${canvas.type - 0.5}">${level}</text>`,
    )}${levels(columns).map(
      (level) =>
        html`<text class="axis" x="${px(left + (level - 0.5) * width)}" y="${px(bottom + 16)}" text-anchor="middle" font-size="${canvas.type - 0.5}">${level}</text>`,
    )}<text class="axis strong" x="${px(middle)}" y="${px(bottom + 34)}" text-anchor="middle" font-size="${canvas.type - 0.5}">${options.columnAxis}</text><text class="axis strong" transform="translate(10 ${px(top + (height * rows) / 2)}) rotate(-90)" text-anchor="middle" font-size="${canvas.type - 0.5}">${options.rowAxis}</text>`
    return { height: bottom + 42, body }
  }
}

function levels(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
