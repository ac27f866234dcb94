/** One product, or one category, in a basket. */
export interface BasketLine {
  readonly productId?: string | undefined
  readonly category?: string | undefined
  /** Price of one piece in minor units of the one currency of the base. */
  readonly unitPriceMinor?: number | undefined
}

/** A valid order with what was in it. */
export interface Basket {
  /** When it was placed, epoch ms. */
  readonly at: number
  /** What it brought, refunds netted, in minor units. */
  readonly netMinor: number
  /** What a promotion took off it, in minor units. */
  readonly discountMinor: number
  /** Store, web, marketplace. */
  readonly channel?: string | undefined
  readonly lines: readonly BasketLine[]
}

/** Something that a contact did, or that was delivered to it. */
export interface Action {
  /** Name of the event. */
  readonly name: string
  readonly at: number
  readonly productId?: string | undefined
  readonly category?: string | undefined
}

/** What affinity needs of one contact, as it stood on a date: nothing later is in it. */
export interface Shopper {
  readonly contactId: string
  /** IANA zone in which its hours are counted. */
  readonly zone: string
  /** The channel that it asked for, if it did. */
  readonly declaredChannel?: string | undefined
  /** In ascending order. */
  readonly baskets: readonly Basket[]
  /** In ascending order. */
  readonly actions: readonly Action[]
}
