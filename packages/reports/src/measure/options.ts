import type { OrderSource } from '@clientele/core/orders'
import type { BaseReport, ReportLocale } from '../model/base-report.ts'

/** Where the products of orders are found. */
export interface ProductSource {
  /** Table of order lines. @default 'order_lines' */
  readonly lines?: string | undefined
  /** Column of a line that holds the key of its order. @default 'order_id' */
  readonly order?: string | undefined
  /** Column of a line that holds the key of its product. @default 'product_id' */
  readonly product?: string | undefined
  /** Names by product key, for the reader. @default the keys */
  readonly names?: ReadonlyMap<string, string> | undefined
}

/** What is measured, and how it is told. */
export interface MeasureOptions {
  readonly title: string
  readonly locale: ReportLocale
  /** ISO 4217; orders in another currency are counted apart and never added. */
  readonly currency: string
  /** The day on which the base is looked at: nothing after it counts. */
  readonly at: number
  /** IANA zone of days and months. @default 'UTC' */
  readonly timeZone?: string | undefined
  /** @default the table `orders` */
  readonly orders?: OrderSource | undefined
  /** Needs orders in a table. @default not measured */
  readonly products?: ProductSource | undefined
  readonly segments?: readonly { readonly id: string; readonly name: string }[] | undefined
  /** Fields whose completion is measured. */
  readonly fields?: readonly string[] | undefined
  readonly optIn?: readonly { readonly channel: string; readonly purpose: string }[] | undefined
  /** Field that holds the address of a channel. @default the channel's name, `phone` for `sms` */
  readonly addressFields?: { readonly [channel: string]: string } | undefined
  /** Fields whose values are broken down; `age` reads `birthDate`. */
  readonly distributions?: readonly string[] | undefined
  /** Id of the RFM scorer whose scores are shown. @default 'rfm' */
  readonly rfm?: string | undefined
  /** Names of the RFM segments. @default their ids */
  readonly rfmNames?: { readonly [segment: string]: string } | undefined
  /** Months that make a buyer active. @default 12 */
  readonly activeMonths?: number | undefined
  /** Months shown. @default 24 */
  readonly months?: number | undefined
  readonly scenarioFunnels?: BaseReport['scenarioFunnels']
  readonly quality?: BaseReport['quality']
  readonly notes?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
}
