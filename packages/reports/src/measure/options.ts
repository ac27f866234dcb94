import type { OrderSource } from '@clientele/core/orders'
import type { BaseReport, ReportLocale } from '../model/base-report.ts'
import type { ValueChecks } from '../model/value-summary.ts'

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
  /**
   * Categories by product key: customers are then grouped by those of their first order.
   * @default the category that the order itself says
   */
  readonly categories?: ReadonlyMap<string, string> | undefined
}

/** What is measured, and how it is told. */
export interface MeasureOptions {
  readonly title: string
  readonly locale: ReportLocale
  /** ISO 4217; orders in another currency are counted apart and never added. */
  readonly currency: string
  /**
   * The day on which the base is looked at: contacts, orders and consents after it do not count. Values of fields are
   * those of today.
   */
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
  /** The first one is followed by month. */
  readonly optIn?: readonly { readonly channel: string; readonly purpose: string }[] | undefined
  /** Field that holds the address of a channel. @default the channel's name, `phone` for `sms` */
  readonly addressFields?: { readonly [channel: string]: string } | undefined
  /** Only members of this segment are measured. @default everybody */
  readonly within?: string | undefined
  /**
   * Fields whose values are broken down. `age` reads `birthDate`; `store`, without such a field, is where most orders
   * were placed, and `origin` the source of the first record.
   */
  readonly distributions?: readonly string[] | undefined
  /** Id of the RFM scorer whose scores are shown. @default 'rfm' */
  readonly rfm?: string | undefined
  /** Names of the RFM segments. @default their ids */
  readonly rfmNames?: { readonly [segment: string]: string } | undefined
  /** Id of the value scorer whose scores are shown. @default 'ltv' */
  readonly value?: string | undefined
  /** How the value model was checked, to be shown beside it. @default not shown */
  readonly valueChecks?: ValueChecks | undefined
  /** What it cost to win the customers of a month, by `YYYY-MM` of their first order. @default unknown */
  readonly acquisitionCosts?: { readonly [month: string]: number } | undefined
  /** What it cost to win the customers of a channel, a store or a category of the first order. @default unknown */
  readonly acquisitionCostsBy?:
    | {
        readonly [dimension in 'channel' | 'store' | 'category']?:
          | { readonly [key: string]: number }
          | undefined
      }
    | undefined
  /** Months that make a buyer active. @default 12 */
  readonly activeMonths?: number | undefined
  /** Months after which a buyer is lost. @default twice `activeMonths` */
  readonly lostMonths?: number | undefined
  /** Months shown. @default 24 */
  readonly months?: number | undefined
  /** What segments need, as `clientele.segments.gaps` answers it. @default not shown */
  readonly dataGaps?: BaseReport['dataGaps']
  readonly scenarioFunnels?: BaseReport['scenarioFunnels']
  readonly quality?: BaseReport['quality']
  readonly notes?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
}
