import type { IdentifierType } from './types.ts'

/** Longest value that can be an identifier; longer is a mistake of the source and identifies nobody. */
const MAX_LENGTH = 1024

/** A value seen with more distinct people than this is generic where the type says nothing. */
const DEFAULT_MAX_CONTACTS = 50

const PLACEHOLDER =
  /^(?:null|undefined|none|nan|nil|void|n\/?a|n\.a\.|unknown|inconnue?|anonymous|anonyme|guest|invite|user|default|test|tests|testing|example|sample|dummy|xxx+|aucune?|neant|sans|vide|empty|true|false|\[object object\]|-1|[-_.\s*#?+/\\]*|[+]?0+)$/iu

const PLACEHOLDER_MAILBOX =
  /^(?:(?:no|not|do-?not|ne-?pas)[-_.]?(?:reply|repondre)|test(?:s|er|ing)?\d*|null|none|undefined|anonymous|anonyme|unknown|inconnu|example|exemple|sample|dummy|noemail|no-?mail|nomail|sansmail|sans-?email|pasdemail|pas-?de-?(?:e-?)?mail|aucun|aucune|na|n\.a|xxx+|aaa+|postmaster|mailer-daemon|abuse|webmaster)@/iu

const UNREACHABLE_DOMAIN = /@(?:[^@]*\.)?invalid$/iu

/**
 * The identifier types that a base starts with. `customerNo` and `userId` name an account: one per contact.
 * An e-mail address may join two known people's groups where no limit is broken; a telephone number (a household
 * may share it) and an anonymous id (a device may be shared) never do.
 *
 * Spread it to add or to replace a type: `[...defaultIdentifierTypes, { type: 'crmId', … }]`; the last
 * declaration of a type holds.
 */
export const defaultIdentifierTypes: readonly IdentifierType[] = [
  { type: 'customerNo', weight: 40, limit: 1, strong: true, mergesStrong: true },
  { type: 'userId', weight: 40, limit: 1, strong: true, mergesStrong: true },
  { type: 'externalId', weight: 36, strong: true, mergesStrong: true },
  { type: 'loyaltyId', weight: 30, limit: 3, strong: true, mergesStrong: true, maxContacts: 10 },
  { type: 'email', weight: 24, limit: 10, strong: true, mergesStrong: true, maxContacts: 6 },
  { type: 'phone', weight: 14, limit: 10, strong: false, mergesStrong: false, maxContacts: 6 },
  { type: 'deviceId', weight: 6, strong: false, mergesStrong: false, maxContacts: 10 },
  { type: 'anonymousId', weight: 5, strong: false, mergesStrong: false, maxContacts: 10 },
]

/**
 * Does this value identify nobody? Placeholders of any type (`null`, `000…`, `-1`, `anonymous`, blank), of the
 * type (`noreply@`, `test@`, `.invalid` for `email`; a run of one digit for `phone`), and the type's own
 * {@link IdentifierType.blocked} values.
 */
export function isBlockedIdentifier(type: IdentifierType, value: string): boolean {
  return compileIdentifierTypes([type]).get(type.type)?.isBlocked(value) ?? false
}

/** A type ready for use. */
export interface CompiledIdentifierType {
  readonly type: string
  readonly weight: number
  readonly limit: number
  readonly strong: boolean
  readonly mergesStrong: boolean
  readonly maxContacts: number
  readonly isBlocked: (value: string) => boolean
}

const compiledTypes = new WeakMap<readonly IdentifierType[], ReadonlyMap<string, CompiledIdentifierType>>()

/** The types by name; done once per array, because resolution runs for every event. */
export function compileIdentifierTypes(
  types: readonly IdentifierType[],
): ReadonlyMap<string, CompiledIdentifierType> {
  const known = compiledTypes.get(types)
  if (known !== undefined) return known
  const compiled = new Map(types.map((type) => [type.type, compileType(type)]))
  compiledTypes.set(types, compiled)
  return compiled
}

function compileType(type: IdentifierType): CompiledIdentifierType {
  const exact = new Set<string>()
  const patterns: RegExp[] = []
  for (const blocked of type.blocked ?? []) {
    if (blocked.length > 2 && blocked.startsWith('/') && blocked.endsWith('/')) {
      patterns.push(new RegExp(blocked.slice(1, -1), 'iu'))
    } else exact.add(blocked.toLowerCase())
  }
  if (type.type === 'email') patterns.push(PLACEHOLDER_MAILBOX, UNREACHABLE_DOMAIN)
  if (type.type === 'phone') patterns.push(/^[^\d]*\d{0,3}?(\d)\1{6,}$/u, /^\+?\d{0,4}$/u, /123456789?/u)
  return {
    type: type.type,
    weight: type.weight,
    limit: type.limit ?? Number.POSITIVE_INFINITY,
    strong: type.strong,
    mergesStrong: type.mergesStrong,
    maxContacts: type.maxContacts ?? DEFAULT_MAX_CONTACTS,
    isBlocked: (value) => {
      if (value.length > MAX_LENGTH) return true
      const trimmed = value.trim()
      if (PLACEHOLDER.test(trimmed) || exact.has(trimmed.toLowerCase())) return true
      return patterns.some((pattern) => pattern.test(trimmed))
    },
  }
}
