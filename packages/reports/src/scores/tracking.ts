import type { Chart } from '../charts/canvas.ts'
import { type Curve, curves } from '../charts/curves.ts'
import type { TrackedStep, ValueChecks } from '../model/value-summary.ts'
import { type Pen, penOf, picture, type ScorePictureOptions } from './picture.ts'

/** When things happened, for a tracking plot. */
export type TrackingTimes = Pick<ValueChecks, 'timeUnit' | 'calibration'>

/**
 * Draws repeat purchases so far over time, expected and made, with the end of the calibration: the first plot of
 * the papers. A step that is not over has no figure, and the line of facts ends before it.
 *
 * @example
 * ```ts
 * const steps = [1, 2, 3].map((time) => ({ time, expectedSoFar: time * 9, actualSoFar: time * 10 }))
 * const svg = renderTracking(steps, { title: 'Purchases', timeUnit: 'week', calibration: 2 })
 * ```
 */
export function renderTracking(
  steps: readonly TrackedStep[],
  options: ScorePictureOptions & TrackingTimes,
): string {
  const pen = penOf(options)
  return picture(tracking(steps, options, pen), options, trackingSeries(steps, pen))
}

/** The two lines of a tracking plot. */
export function trackingSeries(steps: readonly TrackedStep[], { format, words }: Pen): readonly Curve[] {
  const said = words.value
  const points = (name: string, of: (step: TrackedStep) => number | null) =>
    steps.map((step) => {
      const y = of(step)
      return { x: step.time, y, title: `${step.time} · ${name} : ${y === null ? '' : format.count(y)}` }
    })
  return [
    { name: said.actual, tone: 'main', points: points(said.actual, ({ actualSoFar }) => actualSoFar) },
    {
      name: said.expected,
      tone: 'warm',
      dashed: true,
      points: points(said.expected, ({ expectedSoFar }) => expectedSoFar),
    },
  ]
}

/** The chart of {@link renderTracking}. */
export function tracking(steps: readonly TrackedStep[], times: TrackingTimes, pen: Pen): Chart {
  const { format, words } = pen
  const { calibration } = times
  return curves({
    series: trackingSeries(steps, pen),
    end: Math.max(0, ...steps.map(({ time }) => time)),
    axis: words.value.sinceStart(times.timeUnit),
    write: format.compact,
    mark: calibration === undefined ? undefined : { at: calibration, text: words.value.calibration },
  })
}
