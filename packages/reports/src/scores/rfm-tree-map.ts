import type { Chart } from '../charts/canvas.ts'
import { treeMap } from '../charts/tree-map.ts'
import type { RfmSegmentSize } from '../model/rfm-summary.ts'
import { type Pen, penOf, picture, type ScorePictureOptions } from './picture.ts'

/**
 * Draws RFM segments as a squarified tree map (Bruls, Huizing and van Wijk 2000): as large as their contacts, the
 * darker the more a contact of them has brought.
 *
 * @example
 * ```ts
 * const segments = [
 *   { id: 'champions', name: 'Champions', contacts: 158, share: 0.04, revenueMinor: 12_017_800 },
 *   { id: 'others', name: 'Others', contacts: 3_792, share: 0.96, revenueMinor: 30_000_000 },
 * ]
 * const svg = renderRfmTreeMap(segments, { title: 'Segments', currency: 'GBP' })
 * ```
 */
export function renderRfmTreeMap(segments: readonly RfmSegmentSize[], options: ScorePictureOptions): string {
  return picture(rfmTreeMap(segments, penOf(options)), options)
}

/** The chart of {@link renderRfmTreeMap}. */
export function rfmTreeMap(segments: readonly RfmSegmentSize[], { format, words }: Pen): Chart {
  const eachOf = ({ contacts, revenueMinor }: RfmSegmentSize) => (contacts > 0 ? revenueMinor / contacts : 0)
  const greatest = Math.max(1, ...segments.map(eachOf))
  return treeMap(
    segments.map((segment) => {
      const { name, contacts, share, revenueMinor } = segment
      const each = eachOf(segment)
      const perContact = `${format.money(each)} ${words.value.perContact}`
      return {
        name,
        value: contacts,
        strength: Math.sqrt(Math.max(0, each) / greatest),
        lines: [`${format.count(contacts)} · ${format.percent(share, 1)}`, perContact],
        title: `${name} : ${format.count(contacts)} (${format.percent(share, 1)}) · ${format.money(revenueMinor)} · ${perContact}`,
      }
    }),
  )
}
