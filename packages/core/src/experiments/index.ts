export { type BayesianDisplay, bayesianDisplay } from './bayesian-display.ts'
export { confidenceSequence, type SequenceOptions, sequenceAround } from './confidence-sequence.ts'
export { type CupedPair, type CupedSums, cuped } from './cuped.ts'
export { holm } from './holm.ts'
export {
  type MeanSums,
  type MetricEstimate,
  meanEstimate,
  type RatioSums,
  ratioEstimate,
  shareEstimate,
} from './metric.ts'
export { planSample, planShares, type SamplePlan, type SamplePlanOptions } from './plan-sample.ts'
export {
  type ArmReading,
  type ReadOptions,
  readTest,
  type TestReading,
  type TreatmentReading,
} from './read-test.ts'
export { logLift, type RelativeLift, relativeLift } from './relative-lift.ts'
export { type SampleRatio, sampleRatio } from './sample-ratio.ts'
export { type Comparison, studentComparison, welch, welchDegrees } from './welch.ts'
