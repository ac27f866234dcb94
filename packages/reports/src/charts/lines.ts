import { area, curveMonotoneX, line } from 'd3-shape'
import type { Formatter } from '../format/formatter.ts'
import { html, type Markup } from '../markup/html.ts'
import type { Canvas, Chart } from './canvas.ts'
import type { ColumnSeries } from './columns.ts'
import { drawable, niceMarks, px } from './geometry.ts'
import { MONTH_AXIS_HEIGHT, monthAxis } from './month-axis.ts'
import { fitText, textWidth } from './text-width.ts'
import { valueAxis } from './value-axis.ts'

interface Point {
  readonly x: number
  readonly y: number
  readonly known: boolean
}

/** Lines over months, each named at its end on a page; the first one stands on an area. */
export function lines(options: {
  readonly months: readonly string[]
  readonly series: readonly ColumnSeries[]
  readonly format: Formatter
  readonly axis: (value: number) => string
  readonly value: (value: number) => string
}): Chart {
  const { months, series, format } = options
  const greatest = Math.max(0, ...series.flatMap(({ values }) => values.map(drawable)))
  return (canvas) => {
    const top = 12
    const bottom = top + (canvas.narrow ? 180 : 260)
    const marks = niceMarks(greatest, canvas.narrow ? 3 : 4)
    const right = canvas.width - (canvas.narrow ? 10 : nameRoom(series, canvas))
    const axis = valueAxis({ marks, write: options.axis, top, bottom, canvas })
    const step = (right - axis.left - 12) / Math.max(1, months.length - 1)
    const centre = (index: number) => axis.left + 12 + step * index
    const drawn = series.map((one) => ({
      ...one,
      points: months.map((_, index): Point => {
        const value = one.values[index]
        return { x: centre(index), y: axis.y(drawable(value)), known: typeof value === 'number' }
      }),
    }))
    const curve = line<Point>()
      .defined(({ known }) => known)
      .x(({ x }) => x)
      .y(({ y }) => y)
      .curve(curveMonotoneX)
      .digits(1)
    const ground = area<Point>()
      .defined(({ known }) => known)
      .x(({ x }) => x)
      .y0(bottom)
      .y1(({ y }) => y)
      .curve(curveMonotoneX)
      .digits(1)
    const body = html`${axis.body}${drawn.map(
      ({ points, tone }, index) =>
        html`${index === 0 && html`<path class="ground" d="${ground(points) ?? ''}"/>`}<path class="line s-${tone}" d="${curve(points) ?? ''}"/>`,
    )}${drawn.map(({ points, name, tone, values }) =>
      points.map((point, index) => {
        if (!point.known) return undefined
        const last = points.slice(index + 1).every(({ known }) => !known)
        return html`<circle class="${last ? `t-${tone}` : 'hit'}" cx="${px(point.x)}" cy="${px(point.y)}" r="${last ? 3.5 : 6}"><title>${format.month(months[index] as string)} · ${name} : ${options.value(drawable(values[index]))}</title></circle>`
      }),
    )}${!canvas.narrow && names(drawn, canvas, right, top, bottom)}${monthAxis({ months, centre, y: bottom, canvas, format })}`
    return { height: bottom + MONTH_AXIS_HEIGHT, body }
  }
}

function nameRoom(series: readonly ColumnSeries[], canvas: Canvas): number {
  return Math.min(190, Math.max(...series.map(({ name }) => textWidth(name, canvas.type))) + 16)
}

/** Names at the ends of their lines, pushed apart where they would overlap. */
function names(
  drawn: readonly (ColumnSeries & { readonly points: readonly Point[] })[],
  canvas: Canvas,
  right: number,
  top: number,
  bottom: number,
): Markup {
  const labels = drawn
    .flatMap(({ name, tone, points }) => {
      const last = points.findLast(({ known }) => known)
      return last === undefined ? [] : [{ name, tone, y: last.y }]
    })
    .sort((a, b) => a.y - b.y)
  const gap = canvas.type + 5
  for (let index = 1; index < labels.length; index++) {
    const [above, label] = [labels[index - 1]!, labels[index]!]
    label.y = Math.max(label.y, above.y + gap)
  }
  for (let index = labels.length - 1; index >= 0; index--) {
    const label = labels[index]!
    const below = labels[index + 1]
    label.y = Math.max(top, Math.min(label.y, below === undefined ? bottom : below.y - gap))
  }
  return html`${labels.map(
    ({ name, tone, y }) =>
      html`<text class="name n-${tone}" x="${px(right + 10)}" y="${px(y + canvas.type * 0.35)}" font-size="${canvas.type}">${fitText(name, canvas.type, canvas.width - right - 10)}</text>`,
  )}`
}
