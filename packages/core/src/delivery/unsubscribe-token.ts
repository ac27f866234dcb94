import { ClienteleError } from '../errors.ts'

/** What an unsubscribe link says: who stops getting what. */
export interface UnsubscribeClaim {
  readonly contactId: string
  readonly channel: string
  readonly purpose: string
  /** The message whose link was followed: for measurement. */
  readonly messageKey?: string | undefined
}

/** Shorter keys can be guessed; NIST SP 800-107 asks for as many bits as the strength wanted, 128. */
const MIN_SECRET_BYTES = 16
const VERSION = 'u1'

/**
 * Signs an unsubscribe link: an opaque token of letters, digits, `-`, `_` and `.` that nobody can make without the
 * secret. HMAC-SHA-256 (RFC 2104, FIPS 198-1) over the claim. It has no end: a person may unsubscribe years later.
 *
 * @throws `INVALID_OPTIONS` for a secret that is blank or shorter than 16 bytes.
 *
 * @example
 * ```ts
 * const token = await signUnsubscribe({ contactId: 'c1', channel: 'email', purpose: 'newsletter' }, 'a-long-random-secret')
 * const claim = await verifyUnsubscribe(token, ['a-long-random-secret'])
 * ```
 */
export async function signUnsubscribe(claim: UnsubscribeClaim, secret: string): Promise<string> {
  const { contactId, channel, purpose, messageKey } = claim
  const payload = encode(utf8(JSON.stringify([contactId, channel, purpose, messageKey ?? ''])))
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), utf8(`${VERSION}.${payload}`))
  return `${VERSION}.${payload}.${encode(new Uint8Array(signature))}`
}

/**
 * Reads a token that one of the secrets signed (give the old ones too while a secret is changed); `undefined` for any
 * other. The signature is compared in constant time, by the platform.
 */
export async function verifyUnsubscribe(
  token: string,
  secrets: readonly string[],
): Promise<UnsubscribeClaim | undefined> {
  const [version, payload, signature, ...more] = token.length > 4096 ? [] : token.split('.')
  if (version !== VERSION || payload === undefined || signature === undefined || more.length > 0)
    return undefined
  const signed = decode(signature)
  const body = decode(payload)
  if (signed === undefined || body === undefined) return undefined
  for (const secret of secrets) {
    const key = await keyOf(secret)
    if (await crypto.subtle.verify('HMAC', key, signed, utf8(`${VERSION}.${payload}`))) return claimOf(body)
  }
  return undefined
}

function claimOf(body: Uint8Array): UnsubscribeClaim | undefined {
  const parts: unknown = JSON.parse(new TextDecoder().decode(body))
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === 'string'))
    return undefined
  const [contactId, channel, purpose, messageKey] = parts as [string, string, string, string]
  return { contactId, channel, purpose, messageKey: messageKey === '' ? undefined : messageKey }
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

function keyOf(secret: string): Promise<Key> {
  const bytes = utf8(secret)
  if (bytes.length < MIN_SECRET_BYTES || new Set(bytes).size < 2)
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected a secret of ${MIN_SECRET_BYTES} bytes or more, got ${bytes.length}; make one with a random generator.`,
    )
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>
}

/** Base64 for addresses (RFC 4648, section 5), without padding. */
function encode(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replace(/\+/gu, '-').replace(/\//gu, '_').replace(/=+$/u, '')
}

function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/u.test(text) || text.length % 4 === 1) return undefined
  const binary = atob(text.replace(/-/gu, '+').replace(/_/gu, '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  // One text per value: bits that decode to nothing must not make a second token.
  return encode(bytes) === text ? bytes : undefined
}
