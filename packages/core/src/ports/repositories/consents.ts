import type { Consent } from '../../model/consent.ts'

/** The consent ledger: append-only. */
export interface ConsentRepository {
  /** A line that is there already (record, channel, purpose, address, status, at) is not written again. */
  readonly append: (consents: readonly Consent[]) => Promise<void>
  readonly ofContacts: (contactIds: readonly string[]) => Promise<readonly Consent[]>
}
