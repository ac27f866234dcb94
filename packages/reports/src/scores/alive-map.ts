import type { Chart } from '../charts/canvas.ts'
import { gridMap } from '../charts/grid-map.ts'
import type { AliveMapCell, ValueChecks } from '../model/value-summary.ts'
import { type Pen, penOf, picture, type ScorePictureOptions } from './picture.ts'

/**
 * Draws P(alive) against recency and frequency: repeat purchases upwards, time since the last one to the right. A
 * cell without a figure stays empty.
 *
 * @example
 * ```ts
 * const cells = [0, 10, 20].map((silence) => ({ x: 2, silence, alive: 1 / (1 + silence / 10) }))
 * const svg = renderAliveMap(cells, { title: 'Who is still a customer?', timeUnit: 'week' })
 * ```
 */
export function renderAliveMap(
  cells: readonly AliveMapCell[],
  options: ScorePictureOptions & { readonly timeUnit: ValueChecks['timeUnit'] },
): string {
  return picture(aliveMap(cells, options.timeUnit, penOf(options)), options)
}

/** The chart of {@link renderAliveMap}. */
export function aliveMap(
  cells: readonly AliveMapCell[],
  timeUnit: ValueChecks['timeUnit'],
  { format, words }: Pen,
): Chart {
  const said = words.value
  const ascending = (values: Iterable<number>) => [...new Set(values)].sort((a, b) => a - b)
  const frequencies = ascending(cells.map(({ x }) => x))
  const silences = ascending(cells.map(({ silence }) => silence))
  return gridMap({
    columns: silences.map((silence) => format.compact(silence)),
    rows: frequencies.map(format.count),
    columnAxis: said.silence(timeUnit),
    rowAxis: said.repeats,
    cells: cells.map(({ x, silence, alive }) => ({
      column: silences.indexOf(silence),
      row: frequencies.indexOf(x),
      value: alive,
      text: alive === null ? '' : format.count(alive * 100),
      title: `${said.repeats} ${format.count(x)} · ${said.silence(timeUnit)} ${format.compact(silence)} : ${alive === null ? '' : format.percent(alive, 1)}`,
    })),
  })
}
