export { measureBase } from './measure/measure-base.ts'
export type { MeasureOptions, ProductSource } from './measure/options.ts'
export type { Acquisition, AcquisitionGroup } from './model/acquisition.ts'
export type { BaseReport, ReportLocale } from './model/base-report.ts'
export type { BaseSize, ContactsBySize, SourceSize } from './model/base-size.ts'
export type { Cohort } from './model/cohort.ts'
export type { DataQuality, GenericValues, RejectedInputs } from './model/data-quality.ts'
export type { Distribution, DistributionBucket } from './model/distribution.ts'
export type { Evolution, EvolutionMonth } from './model/evolution.ts'
export type { FirstProduct } from './model/first-product.ts'
export type { PortfolioValue } from './model/portfolio-value.ts'
export type { FieldCompletion, OptInRate } from './model/rates.ts'
export type { ChannelRevenue, OtherCurrency, RevenueMonth } from './model/revenue.ts'
export type { RfmCellSize, RfmSegmentSize, RfmSummary } from './model/rfm-summary.ts'
export type { FunnelStep, NotSent, ScenarioFunnel } from './model/scenario-funnel.ts'
export type { SegmentSize } from './model/segment-size.ts'
export type {
  AliveMapCell,
  HeldOutBin,
  TrackedStep,
  ValueChecks,
  ValueSummary,
} from './model/value-summary.ts'
export { renderBaseReport } from './page/render-base-report.ts'
export { renderAliveMap } from './scores/alive-map.ts'
export { type CohortMeasure, renderCohortTriangle } from './scores/cohort-triangle.ts'
export { renderHoldout } from './scores/holdout.ts'
export type { ScorePictureOptions } from './scores/picture.ts'
export { renderPortfolio } from './scores/portfolio.ts'
export { portfolioValue } from './scores/portfolio-value.ts'
export { renderRfmTreeMap } from './scores/rfm-tree-map.ts'
export { renderTracking, type TrackingTimes } from './scores/tracking.ts'
export { renderTransitions, type TransitionOptions } from './segments/render-transitions.ts'
export { renderUpset, type UpsetOptions } from './segments/render-upset.ts'
