/** The score of one contact, with what it was computed from. */
export interface RfmScore {
  readonly contactId: string
  /** Calendar days from the last valid order to the reference date. */
  readonly recencyDays: number
  readonly orders: number
  readonly revenueMinor: number
  /** 1 is worst; the best is the number of levels of the model. */
  readonly r: number
  readonly f: number
  readonly m: number
  /** The three digits together: `555`. */
  readonly code: string
  /** Id of the segment in the model's table. */
  readonly segment: string
}
