// What a host and a plugin see of segments, segmentations, crossings and targetings.

export { type Audience, differenceOf, intersectionOf, unionOf } from './crossing/compose.ts'
export type { Overlap, OverlapSet } from './crossing/overlap-api.ts'
export type { SegmentDefinition } from './definition.ts'
export type { SegmentationDefinition, SegmentationLabel } from './exclusive/definition.ts'
export { parseSegmentation, segmentationSchema } from './exclusive/parse.ts'
export type {
  SegmentationsApi,
  StoredSegmentation,
  Transition,
  TransitionMatrix,
} from './exclusive/segmentations-api.ts'
export { parseSegment, segmentSchema } from './parse.ts'
export type {
  DataGap,
  PreCount,
  Preview,
  SampleOptions,
  SegmentsApi,
  StoredSegment,
} from './segments-api.ts'
export { targetingCondition } from './targeting/targeting-rows.ts'
export type {
  FreezeOptions,
  TargetedContact,
  Targeting,
  TargetingsApi,
} from './targeting/targetings-api.ts'
