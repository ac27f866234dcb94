import type { SegmentTable } from './segment-table.ts'

/**
 * Nine segments over a six by six grid of R and F × M, after the way Octolis describes its RFM
 * (octolis.com, use case "réactiver les passifs"): how good a customer is, and how active still.
 */
export const gridSegments: SegmentTable = {
  id: 'grid',
  axes: 'r-fm',
  levels: { r: 6, f: 6, m: 6 },
  combine: 'product',
  segments: [
    { id: 'best_active', label: 'Best customers, active', boxes: [{ r: [5, 6], fm: [5, 6] }] },
    { id: 'best_slowing', label: 'Best customers, slowing down', boxes: [{ r: [3, 4], fm: [5, 6] }] },
    { id: 'best_passive', label: 'Best customers, passive', boxes: [{ r: [1, 2], fm: [5, 6] }] },
    { id: 'good_active', label: 'Good customers, active', boxes: [{ r: [5, 6], fm: [3, 4] }] },
    { id: 'good_slowing', label: 'Good customers, slowing down', boxes: [{ r: [3, 4], fm: [3, 4] }] },
    { id: 'good_passive', label: 'Good customers, passive', boxes: [{ r: [1, 2], fm: [3, 4] }] },
    { id: 'small_active', label: 'Small customers, active', boxes: [{ r: [5, 6], fm: [1, 2] }] },
    { id: 'small_slowing', label: 'Small customers, slowing down', boxes: [{ r: [3, 4], fm: [1, 2] }] },
    { id: 'small_passive', label: 'Small customers, passive', boxes: [{ r: [1, 2], fm: [1, 2] }] },
  ],
}
