import type { Consent, ConsentStatus } from '../../model/consent.ts'
import type { Instant } from '../../model/instant.ts'
import { normaliseAddress } from '../normalise-address.ts'

/** What the ledger says at an instant about one address, channel and purpose. */
export interface ConsentReading {
  readonly status: ConsentStatus | 'none' | 'expired'
  /** The line that decides; `undefined` where nobody said anything. */
  readonly line: Consent | undefined
}

/** What is asked of the ledger. */
export interface ConsentQuestion {
  readonly channel: string
  readonly purpose: string
  readonly address: string
  readonly at: Instant
}

const STRICTNESS: { readonly [status in ConsentStatus]: number } = {
  granted: 0,
  pending: 1,
  denied: 2,
  withdrawn: 3,
}

/**
 * Reads the ledger of a contact: the latest decision about the purpose on the channel counts, whether it names the
 * address or all of them; of several at one instant the strictest. Lines about another address or from the future
 * say nothing. A grant ends with its `expiresAt`; a refusal does not.
 */
export function readConsent(consents: readonly Consent[], question: ConsentQuestion): ConsentReading {
  let line: Consent | undefined
  for (const consent of consents) {
    if (concerns(consent, question) && (line === undefined || outweighs(consent, line))) line = consent
  }
  if (line === undefined) return { status: 'none', line }
  const over = line.status === 'granted' && line.expiresAt !== undefined && line.expiresAt <= question.at
  return { status: over ? 'expired' : line.status, line }
}

function concerns(consent: Consent, { channel, purpose, address, at }: ConsentQuestion): boolean {
  return (
    consent.channel === channel &&
    consent.purpose === purpose &&
    consent.at <= at &&
    (consent.address === undefined || sameAddress(consent.address, address))
  )
}

function outweighs(consent: Consent, other: Consent): boolean {
  if (consent.at !== other.at) return consent.at > other.at
  return STRICTNESS[consent.status] > STRICTNESS[other.status]
}

function sameAddress(a: string, b: string): boolean {
  return normaliseAddress(a) === normaliseAddress(b)
}
