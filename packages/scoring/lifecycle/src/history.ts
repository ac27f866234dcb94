/** One purchase: the orders of one day or so, taken together. */
export interface Purchase {
  /** When the first of them was placed, epoch ms. */
  readonly at: number
  /** What was bought, if the orders say so. */
  readonly category?: string | undefined
}

/** What the life cycle needs of one contact. */
export interface ContactHistory {
  readonly contactId: string
  /** When it became known, epoch ms. */
  readonly knownSince: number
  /** Its last action (click, visit, log-in), never an open; epoch ms. */
  readonly lastActionAt?: number | undefined
  /** Purchases in ascending order; see {@link purchasesOf}. */
  readonly purchases: readonly Purchase[]
}
