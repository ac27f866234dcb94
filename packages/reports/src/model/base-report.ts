import type { Acquisition } from './acquisition.ts'
import type { BaseSize } from './base-size.ts'
import type { Cohort } from './cohort.ts'
import type { DataQuality } from './data-quality.ts'
import type { Distribution } from './distribution.ts'
import type { Evolution } from './evolution.ts'
import type { FirstProduct } from './first-product.ts'
import type { FieldCompletion, OptInRate } from './rates.ts'
import type { OtherCurrency, RevenueMonth } from './revenue.ts'
import type { RfmSummary } from './rfm-summary.ts'
import type { ScenarioFunnel } from './scenario-funnel.ts'
import type { SegmentNeeds } from './segment-needs.ts'
import type { SegmentSize } from './segment-size.ts'
import type { ValueSummary } from './value-summary.ts'

/** Languages in which a report can be read. */
export type ReportLocale = 'fr' | 'en'

/**
 * What is known of a base on one date: plain JSON, aggregates only, no person's data.
 *
 * A section that was not measured is absent; the page then says so. Amounts are integers of minor units of
 * `currency`; instants are epoch ms; months are `YYYY-MM` and days `YYYY-MM-DD` in `timeZone`.
 */
export interface BaseReport {
  readonly title: string
  readonly generatedAt: number
  /** The day on which the base was looked at: nothing after it counts. */
  readonly referenceDate: string
  /** IANA name. @default 'UTC' */
  readonly timeZone?: string | undefined
  /** ISO 4217 code. */
  readonly currency: string
  readonly locale: ReportLocale
  /** Remarks on the data, shown at the end. */
  readonly notes?: readonly string[] | undefined
  readonly base?: BaseSize | undefined
  readonly evolution?: Evolution | undefined
  readonly completion?: readonly FieldCompletion[] | undefined
  readonly optIn?: readonly OptInRate[] | undefined
  readonly distributions?: readonly Distribution[] | undefined
  readonly rfm?: RfmSummary | undefined
  readonly value?: ValueSummary | undefined
  /** In ascending order of months. */
  readonly revenueByMonth?: readonly RevenueMonth[] | undefined
  readonly otherCurrencies?: readonly OtherCurrency[] | undefined
  readonly segments?: readonly SegmentSize[] | undefined
  readonly dataGaps?: readonly SegmentNeeds[] | undefined
  readonly cohorts?: readonly Cohort[] | undefined
  readonly acquisition?: Acquisition | undefined
  readonly firstProducts?: readonly FirstProduct[] | undefined
  readonly scenarioFunnels?: readonly ScenarioFunnel[] | undefined
  readonly quality?: DataQuality | undefined
}

/** The parts of a report that are measured or not. */
export type ReportSection = Exclude<
  keyof BaseReport,
  'title' | 'generatedAt' | 'referenceDate' | 'timeZone' | 'currency' | 'locale' | 'notes' | 'otherCurrencies'
>
