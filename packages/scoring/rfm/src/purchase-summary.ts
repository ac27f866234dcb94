/** What RFM needs of one contact: its valid orders, counted. */
export interface PurchaseSummary {
  readonly contactId: string
  /** Number of valid orders; a contact with none is not scored. */
  readonly orders: number
  /** Sum of the valid orders, refunds netted, in minor units of one currency. */
  readonly revenueMinor: number
  /** When the latest valid order was placed, epoch ms. */
  readonly lastOrderAt: number
  /** When the first one was. */
  readonly firstOrderAt?: number | undefined
}
