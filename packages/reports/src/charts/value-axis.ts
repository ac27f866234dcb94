import { html, type Markup } from '../markup/html.ts'
import type { Canvas } from './canvas.ts'
import { px } from './geometry.ts'
import { textWidth } from './text-width.ts'

/** Hairlines with their values on the left. */
export interface ValueAxis {
  /** Where the plot begins. */
  readonly left: number
  readonly body: Markup
  readonly y: (value: number) => number
}

/** Draws the values of `marks` between two heights. */
export function valueAxis(options: {
  readonly marks: readonly number[]
  readonly write: (value: number) => string
  readonly top: number
  readonly bottom: number
  readonly canvas: Canvas
}): ValueAxis {
  const { marks, write, top, bottom, canvas } = options
  const size = canvas.type - 0.5
  const last = marks.at(-1) as number
  const y = (value: number) => bottom - (value / last) * (bottom - top)
  const left = Math.ceil(Math.max(...marks.map((mark) => textWidth(write(mark), size)))) + 10
  const body = html`${marks.map(
    (mark) =>
      html`<line class="${mark === 0 ? 'base' : 'rule'}" x1="${px(left)}" x2="${px(canvas.width)}" y1="${px(y(mark))}" y2="${px(y(mark))}"/><text class="axis" x="${px(left - 8)}" y="${px(y(mark) + size * 0.35)}" text-anchor="end" font-size="${size}">${write(mark)}</text>`,
  )}`
  return { left, body, y }
}
