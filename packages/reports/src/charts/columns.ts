import { stack } from 'd3-shape'
import type { Formatter } from '../format/formatter.ts'
import { html } from '../markup/html.ts'
import type { Chart, Tone } from './canvas.ts'
import { barPath, drawable, niceMarks, px } from './geometry.ts'
import { MONTH_AXIS_HEIGHT, monthAxis } from './month-axis.ts'
import { valueAxis } from './value-axis.ts'

/** One layer of the columns. */
export interface ColumnSeries {
  readonly name: string
  readonly tone: Tone
  /** One value per month; `null` is not drawn. */
  readonly values: readonly (number | null)[]
}

/** Columns by month, stacked when there is more than one series. */
export function columns(options: {
  readonly months: readonly string[]
  readonly series: readonly ColumnSeries[]
  readonly format: Formatter
  readonly axis: (value: number) => string
  readonly value: (value: number) => string
  readonly pageHeight?: number | undefined
}): Chart {
  const { months, series, format } = options
  const layers = stack<number, number>()
    .keys(series.map((_, index) => index))
    .value((month, layer) => drawable(series[layer]?.values[month]))(months.map((_, index) => index))
  const greatest = Math.max(0, ...layers.flatMap((layer) => layer.map((point) => point[1])))
  return (canvas) => {
    const plot = canvas.narrow ? 170 : (options.pageHeight ?? 230)
    const top = 10
    const bottom = top + plot
    const marks = niceMarks(greatest, canvas.narrow ? 3 : 4)
    const axis = valueAxis({ marks, write: options.axis, top, bottom, canvas })
    const step = (canvas.width - axis.left) / Math.max(1, months.length)
    const bar = Math.min(34, Math.max(1, step * 0.68))
    const centre = (index: number) => axis.left + step * (index + 0.5)
    const body = html`${axis.body}${layers.map((layer, layerIndex) =>
      layer.map((point, index) => {
        const [from, to] = [axis.y(point[0]), axis.y(point[1])]
        const height = from - to
        const month = months[index] as string
        const { name, tone, values } = series[layerIndex] as ColumnSeries
        if (height < 0.2) return undefined
        const last = layers
          .slice(layerIndex + 1)
          .every((above) => drawable(series[above.index]?.values[index]) === 0)
        // A hair of paper between two layers tells them apart without their colours.
        const gap = layerIndex > 0 && height > 3 ? 1 : 0
        const x = centre(index) - bar / 2
        const path = last
          ? barPath(x, to, bar, height - gap, 'up')
          : `M${px(x)} ${px(to)}h${px(bar)}v${px(height - gap)}h${px(-bar)}z`
        return html`<path class="t-${tone}" d="${path}"><title>${format.month(month)} · ${name} : ${options.value(drawable(values[index]))}</title></path>`
      }),
    )}${monthAxis({ months, centre, y: bottom, canvas, format })}`
    return { height: bottom + MONTH_AXIS_HEIGHT, body }
  }
}
