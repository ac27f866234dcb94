import type { SegmentTable } from './segment-table.ts'

/**
 * Three levels per score and six segments, with the names that Klaviyo's RFM report uses
 * (help.klaviyo.com, article 17797937793179). Where its page leaves codes open, the borders are ours.
 */
export const threeLevelSegments: SegmentTable = {
  id: 'three-level',
  axes: 'r-f-m',
  levels: { r: 3, f: 3, m: 3 },
  segments: [
    { id: 'champions', label: 'Champions', codes: ['333', '332', '323'] },
    { id: 'loyal', label: 'Loyal', codes: ['331', '322', '321', '233', '232'] },
    { id: 'recent', label: 'Recent', codes: ['313', '312', '311'] },
    {
      id: 'needs_attention',
      label: 'Needs attention',
      codes: ['231', '223', '222', '221', '213', '212', '211'],
    },
    { id: 'at_risk', label: 'At risk', codes: ['133', '132', '131', '123', '122'] },
    { id: 'inactive', label: 'Inactive', codes: ['121', '113', '112', '111'] },
  ],
}
