/** The base as it stood at the end of one month; `null` is "not measured", never nought. */
export interface EvolutionMonth {
  /** `YYYY-MM` in the time zone of the report. */
  readonly month: string
  /** Contacts known at the end of the month. */
  readonly contacts: number | null
  /** Contacts of whom the first sign, a record, an order or a consent, is in the month. */
  readonly newContacts: number | null
  /** Contacts with a valid order in the month. */
  readonly buyers: number | null
  /** Contacts with a valid order in the last `activeMonths` months. */
  readonly active: number | null
  /** Contacts who bought, but not in the last `activeMonths` months. */
  readonly inactive: number | null
  /** Of the inactive, those without a valid order in the last `lostMonths` months. */
  readonly lost?: number | null | undefined
  /** Contacts with a granted consent at the end of the month. */
  readonly optIn: number | null
}

/** The base month by month (the monthly base review). */
export interface Evolution {
  /** Length of the window that makes a buyer active, in months. */
  readonly activeMonths: number
  /** Length of the window after which a buyer is lost, in months. */
  readonly lostMonths?: number | undefined
  /** Which consent `optIn` counts, as `channel/purpose`. */
  readonly optInOf?: string | undefined
  /** In ascending order; the last one may be under way. */
  readonly months: readonly EvolutionMonth[]
}
