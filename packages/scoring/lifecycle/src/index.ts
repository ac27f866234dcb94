export type { LifecycleOptions } from './fit-lifecycle.ts'
export { fitLifecycle } from './fit-lifecycle.ts'
export type { ContactHistory, Purchase } from './history.ts'
export type { LifecycleApi, LifecycleAt } from './lifecycle.ts'
export { lifecycle } from './lifecycle.ts'
export type { LifecycleScore, PurchaseRhythm } from './lifecycle-of.ts'
export { lifecycleOf } from './lifecycle-of.ts'
export type { LifecycleLimits, ProposedLimits } from './limits.ts'
export { DEFAULT_LIMITS, proposeLimits } from './limits.ts'
export type { LifecycleModel } from './model.ts'
export { LIFECYCLE_METHOD_VERSION, LIFECYCLE_MODEL_VERSION } from './model.ts'
export { parseLifecycleModel } from './parse-lifecycle-model.ts'
export type { LifecyclePluginOptions } from './plugin-options.ts'
export { purchasesOf } from './purchases-of.ts'
export type { ReturnCurve, StayAway } from './return-curve.ts'
export { estimateReturnCurve, remainingAfter, stayAwayProbability } from './return-curve.ts'
export type {
  ExpectedInterval,
  IntervalSource,
  Intervals,
  RhythmLimits,
  RhythmPosition,
} from './rhythm.ts'
export { DEFAULT_RHYTHM_LIMITS, expectedInterval, positionAt } from './rhythm.ts'
export type { DatedStatus, LifecycleStatus } from './status.ts'
export { statusOf } from './status.ts'
export type { StatusTransition } from './status-transitions.ts'
export { countTransitions } from './status-transitions.ts'
