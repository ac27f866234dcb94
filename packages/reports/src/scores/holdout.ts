import type { Chart } from '../charts/canvas.ts'
import { type Curve, curves } from '../charts/curves.ts'
import type { HeldOutBin } from '../model/value-summary.ts'
import { type Pen, penOf, picture, type ScorePictureOptions } from './picture.ts'

/**
 * Draws the holdout against the forecast: mean purchases per customer after the calibration, by the repeat
 * purchases before it. A frequency that nobody has is not drawn.
 *
 * @example
 * ```ts
 * const bins = [
 *   { x: 0, customers: 1411, expected: 0.225, actual: 0.237 },
 *   { x: 1, customers: 439, expected: 0.523, actual: 0.697 },
 * ]
 * const svg = renderHoldout(bins, { title: 'Forecast and facts' })
 * ```
 */
export function renderHoldout(bins: readonly HeldOutBin[], options: ScorePictureOptions): string {
  const pen = penOf(options)
  return picture(holdout(bins, pen), options, holdoutSeries(bins, pen))
}

/** The two lines of a holdout plot. */
export function holdoutSeries(bins: readonly HeldOutBin[], { format, words }: Pen): readonly Curve[] {
  const said = words.value
  const points = (name: string, of: (bin: HeldOutBin) => number) =>
    bins.map((bin) => ({
      x: bin.x,
      y: bin.customers > 0 ? of(bin) : null,
      title: `${bin.x} (${format.count(bin.customers)}) · ${name} : ${format.decimal(of(bin))}`,
    }))
  return [
    { name: said.actual, tone: 'main', dots: true, points: points(said.actual, ({ actual }) => actual) },
    {
      name: said.expected,
      tone: 'warm',
      dots: true,
      dashed: true,
      points: points(said.expected, ({ expected }) => expected),
    },
  ]
}

/** The chart of {@link renderHoldout}. */
export function holdout(bins: readonly HeldOutBin[], pen: Pen): Chart {
  const last = Math.max(0, ...bins.map(({ x }) => x))
  return curves({
    series: holdoutSeries(bins, pen),
    end: last,
    marks: bins.map(({ x }) => ({ at: x, text: x === last && last > 0 ? `${x}+` : String(x) })),
    axis: pen.words.value.before,
    write: pen.format.decimal,
  })
}
