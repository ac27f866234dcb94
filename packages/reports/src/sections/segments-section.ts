import type { Markup } from '../markup/html.ts'
import type { SegmentSize } from '../model/segment-size.ts'
import type { PageContext } from '../page/context.ts'
import { dataTable } from '../page/data-table.ts'

/** Members of the segments, and how many came and went. */
export function segmentsSection(segments: readonly SegmentSize[], { format, words }: PageContext): Markup {
  const said = words.segments
  return dataTable(
    [{ name: said.segment }, { name: said.members, numeric: true }, { name: said.delta, numeric: true }],
    segments.map(({ name, members, delta30d }) => [
      name,
      format.count(members),
      delta30d === undefined ? '' : format.change(delta30d),
    ]),
  )
}
