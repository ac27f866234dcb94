/**
 * Everything ever bought by the contacts whose first order held a product. A first order of two products is
 * in two rows: the rows must not be summed.
 */
export interface FirstProduct {
  readonly product: string
  readonly name: string
  readonly customers: number
  /** Revenue of all orders of these customers, the first one too. */
  readonly revenueMinor: number
  /** How many of the customers ordered again. */
  readonly repeatCustomers?: number | undefined
}
