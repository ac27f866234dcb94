import { html, type Markup } from '../markup/html.ts'
import type { Canvas, Chart } from './canvas.ts'
import { barPath, drawable, niceMarks, px } from './geometry.ts'
import { fitText, textWidth } from './text-width.ts'
import { valueAxis } from './value-axis.ts'

/** One set of an {@link upset} plot. */
export interface UpsetSet {
  readonly name: string
  readonly size: number
}

/** Those who are in exactly these sets, by place. */
export interface UpsetIntersection {
  readonly sets: readonly number[]
  readonly size: number
  /** What a reader is told who points at it. */
  readonly title: string
}

/**
 * An UpSet plot: one column for each exact intersection, with its size above and dots for its sets below, and the
 * size of each set on the left. Exact where a Venn diagram of more than three sets cannot be (Lex, Gehlenborg,
 * Strobelt, Vuillemot, Pfister: "UpSet: Visualization of Intersecting Sets", IEEE TVCG 20(12), 2014).
 */
export function upset(options: {
  readonly sets: readonly UpsetSet[]
  readonly intersections: readonly UpsetIntersection[]
  readonly axis: (value: number) => string
  readonly count: (value: number) => string
}): Chart {
  const { sets, intersections } = options
  return (canvas) => {
    const row = canvas.narrow ? 24 : 26
    const plot = canvas.narrow ? 130 : 170
    const top = 18
    const bottom = top + plot
    const left = leftOf(options, canvas)
    const greatest = Math.max(0, ...intersections.map(({ size }) => drawable(size)))
    const room = { ...canvas, width: canvas.width - left.width }
    const axis = valueAxis({ marks: niceMarks(greatest, 3), write: options.axis, top, bottom, canvas: room })
    const start = axis.left
    const step = Math.min(44, (room.width - start) / Math.max(1, intersections.length))
    const rowY = (place: number) => bottom + 12 + row * (place + 0.5)
    const columns = intersections.map((one, index) =>
      column(one, {
        x: start + step * (index + 0.5),
        step,
        bottom,
        y: axis.y,
        rowY,
        rows: sets.length,
        canvas,
      }),
    )
    const stripes = sets.map(
      (_, place) =>
        place % 2 === 0 &&
        html`<rect class="stripe" x="0" y="${px(rowY(place) - row / 2)}" width="${px(canvas.width)}" height="${px(row)}"/>`,
    )
    const body = html`${stripes}${left.body(rowY, row)}<g transform="translate(${px(left.width)} 0)">${axis.body}${columns.map((draw) => draw(options.count))}</g>`
    return { height: rowY(sets.length) - row / 2 + 6, body }
  }
}

/** Names of the sets and bars of their sizes, growing to the left. */
function leftOf(
  { sets, count }: Parameters<typeof upset>[0],
  canvas: Canvas,
): { readonly width: number; readonly body: (rowY: (place: number) => number, row: number) => Markup } {
  const { type } = canvas
  const names =
    Math.min(canvas.narrow ? 92 : 170, Math.max(40, ...sets.map(({ name }) => textWidth(name, type)))) + 10
  const figures = Math.max(20, ...sets.map(({ size }) => textWidth(count(size), type - 0.5))) + 6
  const bars = canvas.narrow ? 36 : 110
  const greatest = Math.max(1, ...sets.map(({ size }) => drawable(size)))
  const right = figures + bars
  return {
    width: right + 8 + names + 6,
    body: (rowY, row) =>
      html`${sets.map(({ name, size }, place) => {
        const length = (drawable(size) / greatest) * bars
        const base = rowY(place) + type * 0.35
        const bar =
          size > 0 &&
          html`<rect class="t-soft" x="${px(right - Math.max(1, length))}" y="${px(rowY(place) - row * 0.3)}" width="${px(Math.max(1, length))}" height="${px(row * 0.6)}" rx="2"/>`
        return html`${bar}<text class="note" x="${px(right - length - 5)}" y="${px(base)}" text-anchor="end" font-size="${type - 0.5}">${count(size)}</text><text class="label" x="${px(right + 8)}" y="${px(base)}" font-size="${type}">${fitText(name, type, names - 4)}<title>${name}</title></text>`
      })}`,
  }
}

interface Place {
  readonly x: number
  readonly step: number
  readonly bottom: number
  readonly y: (value: number) => number
  readonly rowY: (place: number) => number
  readonly rows: number
  readonly canvas: Canvas
}

/** One intersection: its bar, its figure, its dots and the line between them. */
function column(one: UpsetIntersection, place: Place): (count: (value: number) => string) => Markup {
  const { x, step, bottom, y, rowY, rows, canvas } = place
  const isIn = new Set(one.sets)
  const radius = Math.min(5.5, step * 0.28)
  const all = Array.from({ length: rows }, (_, row) => row)
  const held = all.filter((row) => isIn.has(row))
  const width = Math.min(24, step * 0.62)
  const height = bottom - y(drawable(one.size))
  const [first, last] = [held[0], held.at(-1)]
  return (count) => {
    const figure = count(one.size)
    const fits = textWidth(figure, canvas.type - 1) <= step + 2
    return html`<g><title>${one.title}</title><path class="t-main" d="${barPath(x - width / 2, bottom - Math.max(1, height), width, Math.max(1, height), 'up')}"/>${
      fits &&
      html`<text class="value" x="${px(x)}" y="${px(bottom - height - 5)}" text-anchor="middle" font-size="${canvas.type - 1}">${figure}</text>`
    }${all.map(
      (row) =>
        html`<circle class="${isIn.has(row) ? 't-main' : 't-rest off'}" cx="${px(x)}" cy="${px(rowY(row))}" r="${px(radius)}"/>`,
    )}${
      first !== undefined &&
      last !== undefined &&
      first !== last &&
      html`<line class="s-main join" x1="${px(x)}" x2="${px(x)}" y1="${px(rowY(first))}" y2="${px(rowY(last))}"/>`
    }</g>`
  }
}
