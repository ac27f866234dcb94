/** The systems of the shop from which records come. */
export type FrenchSource = 'eshop' | 'pos' | 'erp'

/** What was done to a record on purpose; see {@link FrenchDefectRates} for how often. */
export type FrenchDefect =
  | 'nickname'
  | 'maiden_name'
  | 'names_swapped'
  | 'keyboard_near'
  | 'transposed'
  | 'doubled'
  | 'dropped'
  | 'phonetic'
  | 'accents_dropped'
  | 'day_month_swapped'
  | 'placeholder_date'
  | 'placeholder_email'
  | 'placeholder_phone'
  | 'mistyped_email'
  | 'mistyped_phone'
  | 'shared_email'
  | 'shared_phone'
  | 'shared_card'
  | 'shared_device'
  | 'old_address'
  | 'second_account'

/** What is known of a record because it was made: never given to the code under test. */
export interface FrenchTruth {
  /** The person: two records of one person have the same value. */
  readonly entity: string
  /** Those who live together now; a grown child who left has a household of its own. */
  readonly household: string
  /** Why this record differs from what the person's identity papers say, in the order in which it was done. */
  readonly defects: readonly FrenchDefect[]
}

/** One line of one source, as its operators typed it; an unknown field is the empty string. */
export interface FrenchRecord {
  /** `r0`, `r1`, … in order of delivery; says nothing about the person. */
  readonly rec_id: string
  readonly source: FrenchSource
  readonly first_name: string
  readonly last_name: string
  /** Date of birth: `yyyy-mm-dd` from the e-shop, `dd/mm/yyyy` from the till, `yyyymmdd` from the ERP. */
  readonly dob: string
  readonly email: string
  readonly phone: string
  readonly address: string
  readonly postcode: string
  readonly city: string
  /** `L` and nine digits; only the till has it. */
  readonly loyalty_id: string
  /** `C` and nine digits; only the e-shop has it, and not for guests. */
  readonly customer_no: string
  /** The browser's or app's id; only the e-shop has it. */
  readonly anonymous_id: string
  /** Last change in the source, `yyyy-mm-dd`. */
  readonly updated_at: string
  readonly truth: FrenchTruth
}
