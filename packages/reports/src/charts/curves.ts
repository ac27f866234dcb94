import { curveLinear, line } from 'd3-shape'
import { html, type Markup } from '../markup/html.ts'
import type { Canvas, Chart, Tone } from './canvas.ts'
import { niceMarks, px } from './geometry.ts'
import { textWidth } from './text-width.ts'
import { valueAxis } from './value-axis.ts'

/** A place on a {@link curves} chart; `y` is `null` where nothing is known, and the line is broken there. */
export interface CurvePoint {
  readonly x: number
  readonly y: number | null
  /** What a reader is told who points at it. */
  readonly title: string
}

/** One line. */
export interface Curve {
  readonly name: string
  readonly tone: Tone
  /** An expectation is dashed, a fact is not. */
  readonly dashed?: boolean | undefined
  readonly dots?: boolean | undefined
  readonly points: readonly CurvePoint[]
}

/** Lines over a numeric axis that begins at nought. */
export function curves(options: {
  readonly series: readonly Curve[]
  /** Where the horizontal axis ends. */
  readonly end: number
  /** Marks of the horizontal axis. @default round ones */
  readonly marks?: readonly { readonly at: number; readonly text: string }[] | undefined
  readonly axis: string
  readonly write: (value: number) => string
  /** The greatest value of the vertical axis. @default that of the points */
  readonly greatest?: number | undefined
  /** A vertical line with a word on it: the end of a calibration. */
  readonly mark?: { readonly at: number; readonly text: string } | undefined
}): Chart {
  const { series, write } = options
  const end = options.end > 0 ? options.end : 1
  const values = series.flatMap(({ points }) => points.map(({ y }) => y ?? 0))
  const greatest = options.greatest ?? Math.max(0, ...values)
  return (canvas) => {
    const top = 22
    const bottom = top + (canvas.narrow ? 180 : 250)
    const rows = niceMarks(greatest, canvas.narrow ? 3 : 4)
    const axis = valueAxis({ marks: rows, write, top, bottom, canvas })
    const right = canvas.width - 22
    const left = axis.left + 8
    const place = (x: number) => left + (Math.min(x, end) / end) * (right - left)
    const marks =
      options.marks ??
      niceMarks(end, canvas.narrow ? 4 : 8)
        .filter((at) => at <= end * 1.0001)
        .map((at) => ({ at, text: String(at) }))
    const path = line<CurvePoint>()
      .defined(({ y }) => y !== null)
      .x(({ x }) => place(x))
      .y(({ y }) => axis.y(y ?? 0))
      .curve(curveLinear)
      .digits(1)
    const size = canvas.type - 0.5
    const body = html`${axis.body}${markedAt(options.mark, place, { top, bottom, canvas })}${series.map(
      ({ points, tone, dashed }) =>
        html`<path class="line s-${tone}${dashed === true && ' dashed'}" d="${path(points) ?? ''}"/>`,
    )}${series.map(({ points, tone, dots }) =>
      points.map(({ x, y, title }) =>
        y === null
          ? undefined
          : html`<circle class="${dots === true ? `t-${tone}` : 'hit'}" cx="${px(place(x))}" cy="${px(axis.y(y))}" r="${dots === true ? 4 : 6}"><title>${title}</title></circle>`,
      ),
    )}${spaced(marks, place, size).map(
      ({ at, text }) =>
        html`<text class="axis" x="${px(place(at))}" y="${px(bottom + 16)}" text-anchor="middle" font-size="${size}">${text}</text>`,
    )}<text class="axis strong" x="${px((left + right) / 2)}" y="${px(bottom + 33)}" text-anchor="middle" font-size="${size}">${options.axis}</text>`
    return { height: bottom + 40, body }
  }
}

function markedAt(
  mark: { readonly at: number; readonly text: string } | undefined,
  place: (x: number) => number,
  { top, bottom, canvas }: { readonly top: number; readonly bottom: number; readonly canvas: Canvas },
): Markup | undefined {
  if (mark === undefined) return undefined
  const x = place(mark.at)
  const late = x > canvas.width / 2
  return html`<line class="base" x1="${px(x)}" x2="${px(x)}" y1="${px(top - 8)}" y2="${px(bottom)}"/><text class="axis" x="${px(x + (late ? -5 : 5))}" y="${px(top - 8)}" text-anchor="${late ? 'end' : 'start'}" font-size="${canvas.type - 0.5}">${mark.text}</text>`
}

/** The marks that have room beside each other. */
function spaced<Mark extends { readonly at: number; readonly text: string }>(
  marks: readonly Mark[],
  place: (x: number) => number,
  size: number,
): readonly Mark[] {
  let free = Number.NEGATIVE_INFINITY
  return marks.filter(({ at, text }) => {
    const half = textWidth(text, size) / 2
    if (place(at) - half < free) return false
    free = place(at) + half + 4
    return true
  })
}
