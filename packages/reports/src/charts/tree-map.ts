import { html } from '../markup/html.ts'
import type { Chart } from './canvas.ts'
import { drawable, px } from './geometry.ts'
import { heatInk } from './heat-ink.ts'
import { squarify } from './squarify.ts'
import { fitText, textWidth } from './text-width.ts'

/** One part of a {@link treeMap}. */
export interface TreeMapPart {
  readonly name: string
  /** Its area. */
  readonly value: number
  /** How dark it is, 0 to 1. */
  readonly strength: number
  /** The figures, one line each. */
  readonly lines: readonly string[]
  /** What a reader is told who points at it. */
  readonly title: string
}

/** A tree map of one level: parts as large as their values, the greatest first. */
export function treeMap(parts: readonly TreeMapPart[]): Chart {
  const drawn = [...parts].sort((a, b) => drawable(b.value) - drawable(a.value))
  return (canvas) => {
    const height = canvas.narrow ? 420 : 400
    const { type } = canvas
    const places = squarify(
      drawn.map(({ value }) => drawable(value)),
      { x: 0, y: 0, width: canvas.width, height },
    )
    const body = html`${drawn.map(({ name, strength, lines, title }, index) => {
      const place = places[index]!
      const [width, tall] = [place.width - 2, place.height - 2]
      if (width <= 0 || tall <= 0) return undefined
      const opacity = 0.1 + 0.9 * Math.min(1, drawable(strength))
      const ink = heatInk(opacity)
      // Only lines that are there in full: half a figure would be another figure.
      const rows =
        tall < type + 8 ? [] : lines.filter((line) => textWidth(line, type - 0.5) * 1.1 <= width - 10)
      const shown = rows.slice(0, Math.max(0, Math.floor((tall - 8) / (type + 4)) - 1))
      const named = tall >= type + 8 && width >= 34
      return html`<g><title>${title}</title><rect class="heat" x="${px(place.x + 1)}" y="${px(place.y + 1)}" width="${px(width)}" height="${px(tall)}" rx="3" fill-opacity="${px(opacity)}"/>${
        named &&
        html`<text class="${ink} strong" x="${px(place.x + 7)}" y="${px(place.y + 6 + type)}" font-size="${type}">${fitText(name, type, width - 10)}</text>`
      }${
        named &&
        shown.map(
          (line, row) =>
            html`<text class="${ink}" x="${px(place.x + 7)}" y="${px(place.y + 6 + type + (row + 1) * (type + 4))}" font-size="${type - 0.5}">${line}</text>`,
        )
      }</g>`
    })}`
    return { height, body }
  }
}
