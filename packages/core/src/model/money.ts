/** An amount in integer minor units of an ISO 4217 currency: 12.50 EUR is `{ minor: 1250, currency: 'EUR' }`. */
export interface Money {
  readonly minor: number
  readonly currency: string
}
