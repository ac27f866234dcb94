/** Valid orders of one channel in one month. */
export interface ChannelRevenue {
  readonly channel: string
  readonly revenueMinor: number
  readonly orders: number
}

/** Valid orders of one month, by channel. */
export interface RevenueMonth {
  /** `YYYY-MM` in the time zone of the report. */
  readonly month: string
  readonly channels: readonly ChannelRevenue[]
}

/** Orders that are not in the revenue, because their amounts are in another currency. */
export interface OtherCurrency {
  readonly currency: string
  readonly orders: number
}
