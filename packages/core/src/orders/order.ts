/** One order, as scores and reports read it. */
export interface Order {
  readonly contactId: string
  /** The shop's own key of it: what its lines name. */
  readonly key?: string | undefined
  /** When it was placed, epoch ms. */
  readonly at: number
  /** Amount before refunds, in integer minor units. */
  readonly amountMinor: number
  /** What was paid back of it, in the same units. @default 0 */
  readonly refundedMinor?: number | undefined
  /** What the goods cost the shop, in the same units; margins need it. */
  readonly costMinor?: number | undefined
  /** What a promotion or a coupon took off it, in the same units; the amount is what is left. @default 0 */
  readonly discountMinor?: number | undefined
  /** @default 'paid', so that a plain list of past sales works */
  readonly status?: string | undefined
  /** ISO 4217. Several currencies are refused unless `convert` is given. */
  readonly currency?: string | undefined
  readonly channel?: string | undefined
  /** Brand, country or store that the order belongs to. */
  readonly entity?: string | undefined
  readonly category?: string | undefined
}
