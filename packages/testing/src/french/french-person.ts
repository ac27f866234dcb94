import type { FrenchAddress } from './address-picker.ts'
import type { CalendarDay } from './calendar-day.ts'

/** The people who live together, and what they share. */
export interface FrenchHousehold {
  readonly index: number
  /** Where they live, and until `movedOn` (days from 1970) where they lived. */
  readonly address: FrenchAddress
  readonly formerAddress: FrenchAddress | undefined
  readonly movedOn: number
  readonly email: string | undefined
  readonly landline: string | undefined
  readonly device: string | undefined
}

/** Somebody as the identity papers say, with the contact points that are really theirs. */
export interface FrenchPerson {
  /** Number in the base; the entity is `p` and this number. */
  readonly index: number
  readonly household: FrenchHousehold
  readonly firstName: string
  readonly lastName: string
  /** The surname before marriage, when it was another. */
  readonly birthName: string | undefined
  readonly birth: CalendarDay
  readonly email: string
  /** Some have two mailboxes. */
  readonly secondEmail: string | undefined
  readonly mobile: string
  readonly devices: readonly string[]
  readonly customerNo: string
  readonly secondCustomerNo: string | undefined
  readonly loyaltyId: string
  /** The card is really that of the other one of the couple. */
  readonly cardOfPartner: boolean
}
