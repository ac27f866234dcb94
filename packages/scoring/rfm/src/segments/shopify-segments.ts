import type { SegmentTable } from './segment-table.ts'

/**
 * Ten segments over R and the mean of F and M, with the names of Shopify's customer groups (`CustomerRfmGroup`
 * in its Admin API; its eleventh, prospects, are the contacts without an order, which are not scored). Shopify
 * describes the groups in words; the borders that follow from them are ours.
 */
export const shopifySegments: SegmentTable = {
  id: 'shopify',
  axes: 'r-fm',
  levels: { r: 5, f: 5, m: 5 },
  combine: 'mean',
  segments: [
    { id: 'champions', label: 'Champions', boxes: [{ r: [5, 5], fm: [4, 5] }] },
    { id: 'loyal', label: 'Loyal', boxes: [{ r: [3, 4], fm: [4, 5] }] },
    { id: 'active', label: 'Active', boxes: [{ r: [4, 5], fm: [3, 3] }] },
    { id: 'new', label: 'New', boxes: [{ r: [5, 5], fm: [1, 2] }] },
    { id: 'promising', label: 'Promising', boxes: [{ r: [4, 4], fm: [1, 2] }] },
    { id: 'needs_attention', label: 'Needs attention', boxes: [{ r: [3, 3], fm: [2, 3] }] },
    {
      id: 'almost_lost',
      label: 'Almost lost',
      boxes: [
        { r: [3, 3], fm: [1, 1] },
        { r: [2, 2], fm: [1, 2] },
      ],
    },
    { id: 'at_risk', label: 'At risk', boxes: [{ r: [1, 2], fm: [3, 4] }] },
    { id: 'previously_loyal', label: 'Previously loyal', boxes: [{ r: [1, 2], fm: [5, 5] }] },
    { id: 'dormant', label: 'Dormant', boxes: [{ r: [1, 1], fm: [1, 2] }] },
  ],
}
