import { html } from '../markup/html.ts'
import type { Chart } from './canvas.ts'
import { drawable, px } from './geometry.ts'
import { heatInk } from './heat-ink.ts'
import { fitText, textWidth } from './text-width.ts'

/** One cell of a {@link heatTable}. */
export interface HeatTableCell {
  /** How dark it is, 0 to 1. */
  readonly strength: number
  readonly text: string
  /** A second, smaller line. */
  readonly note: string
  /** What a reader is told who points at it. */
  readonly title: string
}

/** A table of named rows and columns whose cells are the darker the stronger they are. */
export function heatTable(options: {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** By row, then by column. */
  readonly cells: readonly (readonly HeatTableCell[])[]
  readonly rowAxis: string
  readonly columnAxis: string
}): Chart {
  const { rows, columns, cells, rowAxis, columnAxis } = options
  return (canvas) => {
    const { type } = canvas
    const names =
      Math.min(canvas.narrow ? 90 : 180, Math.max(50, ...rows.map((row) => textWidth(row, type)))) + 12
    const width = Math.min(canvas.narrow ? 90 : 120, (canvas.width - names) / Math.max(1, columns.length))
    const height = 46
    const top = 44
    const body = html`<text class="axis strong" x="0" y="${px(top - 10)}" font-size="${type - 0.5}">${rowAxis}</text><text class="axis strong" x="${px(names + (width * columns.length) / 2)}" y="14" text-anchor="middle" font-size="${type - 0.5}">${columnAxis}</text>${columns.map(
      (column, index) =>
        html`<text class="axis" x="${px(names + width * (index + 0.5))}" y="${px(top - 10)}" text-anchor="middle" font-size="${type - 0.5}">${fitText(column, type - 0.5, width - 6)}<title>${column}</title></text>`,
    )}${rows.map((row, line) => {
      const y = top + height * line
      return html`<text class="label" x="0" y="${px(y + height / 2 + type * 0.35)}" font-size="${type}">${fitText(row, type, names - 10)}<title>${row}</title></text>${(
        cells[line] ?? []
      ).map(({ strength, text, note, title }, index) => {
        const x = names + width * index
        const opacity = 0.05 + 0.9 * Math.min(1, drawable(strength))
        const tone = heatInk(opacity)
        return html`<g><title>${title}</title><rect class="heat" x="${px(x + 1.5)}" y="${px(y + 1.5)}" width="${px(width - 3)}" height="${px(height - 3)}" rx="4" fill-opacity="${px(opacity)}"/><text class="${tone}" x="${px(x + width / 2)}" y="${px(y + height / 2 - 1)}" text-anchor="middle" font-size="${type}">${text}</text><text class="${tone}" x="${px(x + width / 2)}" y="${px(y + height / 2 + type)}" text-anchor="middle" font-size="${type - 1.5}">${note}</text></g>`
      })}`
    })}`
    return { height: top + height * rows.length + 6, body }
  }
}
