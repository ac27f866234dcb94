/** How many contacts have a value in a field. */
export interface FieldCompletion {
  readonly field: string
  /** The field in the reader's words. @default the known name of the field, else `field` */
  readonly label?: string | undefined
  readonly filled: number
  /** The denominator: contacts. */
  readonly total: number
}

/** Consents to one purpose on one channel, with both denominators. */
export interface OptInRate {
  readonly channel: string
  readonly purpose: string
  /** Contacts with an address of the channel and a consent that is granted. */
  readonly optedIn: number
  /** Contacts with an address of the channel. */
  readonly reachable: number
  readonly contacts: number
}
