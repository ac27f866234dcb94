import type { Kernel } from '../kernel.ts'
import type { ConsentInput } from '../model/consent.ts'
import type { Identifier } from '../model/identifier.ts'
import type { Instant } from '../model/instant.ts'
import { issuesOf } from '../model/issues-of.ts'
import type { JsonValue } from '../model/json.ts'
import { own } from '../model/own.ts'
import { type RecordInput, recordIdOf, recordInputSchema } from '../model/record.ts'
import { type IdentifierKernel, readIdentifier, readIdentifiers } from './read-identifiers.ts'
import { isBlank, readFieldValue } from './read-value.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { Statement, StatementPart } from './statement.ts'

/** What reading records needs of the kernel. */
export type RecordKernel = IdentifierKernel & Pick<Kernel, 'sources' | 'defaultZone'>

/** Reads what a source says about a person; `now` is when it was seen so if the source does not say. */
export function readRecord(json: JsonValue, kernel: RecordKernel, now: Instant): Statement | Refusal {
  const parsed = recordInputSchema.safeParse(json)
  if (!parsed.success) return refuse('INVALID_INPUT', issuesOf(parsed.error))
  const record = parsed.data
  if (!kernel.sources.has(record.source))
    return refuse('UNKNOWN_SOURCE', '`source`: expected a declared one; add it to the option `sources`')
  const fields = withIdentifierFields(record, kernel)
  const country = countryOf(fields, kernel)
  const parts = new Map<string, StatementPart>()
  for (const [name, raw] of Object.entries(fields))
    if (!isBlank(raw))
      parts.set(name, { raw, value: readFieldValue(raw, own(kernel.fields, name), kernel, country) })
  readIdentifierParts(record, kernel, country, parts)
  return {
    recordId: recordIdOf(record.source, record.sourceKey),
    source: record.source,
    sourceKey: record.sourceKey,
    at: record.observedAt ?? now,
    dated: record.observedAt !== undefined,
    parts,
    consents: (record.consents ?? []).map((consent) => readConsent(consent, kernel, country)),
  }
}

/** An e-mail address given as an identifier alone is the field's value too: else nobody could write to it. */
function withIdentifierFields(
  record: RecordInput,
  kernel: RecordKernel,
): { readonly [field: string]: JsonValue } {
  const fields: Record<string, JsonValue> = { ...record.fields }
  const verifiedFirst = [...(record.identifiers ?? [])].sort(
    (a, b) => Number(b.verified === true) - Number(a.verified === true),
  )
  for (const { type, value } of verifiedFirst) {
    const said = own(fields, type)
    if (Object.hasOwn(kernel.fields, type) && (said === undefined || isBlank(said))) fields[type] = value
  }
  return fields
}

function countryOf(fields: { readonly [field: string]: JsonValue }, kernel: RecordKernel): string {
  const country = fields.country
  if (country === undefined || country === null || isBlank(country)) return kernel.country
  const read = readFieldValue(country, kernel.fields.country, kernel, kernel.country)
  return typeof read === 'string' && /^[A-Z]{2}$/u.test(read) ? read : kernel.country
}

function readIdentifierParts(
  record: RecordInput,
  kernel: RecordKernel,
  country: string,
  parts: Map<string, StatementPart>,
): void {
  const given = record.identifiers ?? identifiersOfFields(record, kernel, parts)
  const byType = new Map<string, Identifier[]>(given.map(({ type }) => [type, []]))
  for (const { claim } of readIdentifiers(given, kernel, country)) byType.get(claim.type)?.push(claim)
  for (const [type, identifiers] of byType)
    parts.set(`#${type}`, { raw: null, value: undefined, identifiers })
}

/** Fields that are named as a type of identifier identify, where the source lists no identifiers. */
function identifiersOfFields(
  record: RecordInput,
  kernel: RecordKernel,
  parts: Map<string, StatementPart>,
): readonly Identifier[] {
  const found: Identifier[] = []
  for (const [type, value] of Object.entries(record.fields ?? {})) {
    if (!kernel.compiledIdentifierTypes.has(type)) continue
    if (typeof value === 'string' && !isBlank(value)) found.push({ type, value })
    else if (typeof value === 'number') found.push({ type, value: String(value) })
    else if (value === null) parts.set(`#${type}`, { raw: null, value: undefined, identifiers: [] })
  }
  return found
}

const ADDRESS_TYPES: { readonly [channel: string]: string } = { email: 'email', sms: 'phone', phone: 'phone' }

/** The address of a consent is written as the contact's own is, so that the two are found equal. */
function readConsent(consent: ConsentInput, kernel: RecordKernel, country: string): ConsentInput {
  const type = own(ADDRESS_TYPES, consent.channel)
  if (consent.address === undefined || type === undefined) return consent
  const read = readIdentifier({ type, value: consent.address }, kernel, country)
  return read === undefined ? consent : { ...consent, address: read.shown }
}
