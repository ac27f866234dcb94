/** How often each defect is made. Each value is a probability in [0, 1]; what it is out of is said beside it. */
export interface FrenchDefectRates {
  /** Of records: the short form of the first name, when it has a usual one. */
  readonly nickname: number
  /** Of records of somebody who took another surname at marriage: the birth name, alone or joined. */
  readonly maidenName: number
  /** Of records: first and last name in each other's field. */
  readonly namesSwapped: number
  /** Of names (first, last) and streets typed by a clerk; customers and the ERP make fewer, see `TYPING_SHARE`. */
  readonly typingError: number
  /** Of e-shop and till records: accents left out (the ERP never has any). */
  readonly accentsDropped: number
  /** Of till records whose day is at most 12: day and month exchanged. */
  readonly dayMonthSwapped: number
  /** Of dates of birth: 1 January 1900 or 1970. */
  readonly placeholderDate: number
  /** Of e-mail fields: `noreply@`, `test@`, the shop's own mailbox. */
  readonly placeholderEmail: number
  /** Of phone fields: 0000000000, 0600000000, the shop's own number. */
  readonly placeholderPhone: number
  /** Of e-mail fields: a letter wrong before the `@`, or a usual slip in the domain. */
  readonly mistypedEmail: number
  /** Of phone fields: one digit wrong or lost. */
  readonly mistypedPhone: number
  /** Of households of several: there is a family mailbox, which a third of their records then show. */
  readonly familyEmail: number
  /** Of households: there is a landline, which a fifth of their records show. */
  readonly familyPhone: number
  /** Of couples: both use one loyalty card. */
  readonly sharedCard: number
  /** Of households of several: one computer or tablet, which 40 % of their e-shop records show. */
  readonly sharedDevice: number
  /** Of e-shop records: made on a terminal in a shop, whose id is that of strangers. */
  readonly kiosk: number
  /** Of households: moved within the period; records from before keep the old address. */
  readonly moved: number
  /** Of account holders: a second account with another customer number. */
  readonly secondAccount: number
}

/** Rates of a middling French base: worse than a bank's, better than a market stall's. */
export const DEFAULT_DEFECT_RATES: FrenchDefectRates = {
  nickname: 0.03,
  maidenName: 0.12,
  namesSwapped: 0.006,
  typingError: 0.04,
  accentsDropped: 0.3,
  dayMonthSwapped: 0.02,
  placeholderDate: 0.015,
  placeholderEmail: 0.012,
  placeholderPhone: 0.01,
  mistypedEmail: 0.012,
  mistypedPhone: 0.012,
  familyEmail: 0.18,
  familyPhone: 0.4,
  sharedCard: 0.08,
  sharedDevice: 0.35,
  kiosk: 0.003,
  moved: 0.12,
  secondAccount: 0.04,
}
