import type { Contact } from '../model/contact.ts'
import type { JsonValue } from '../model/json.ts'
import type { ContactRecord } from '../model/record.ts'

/** By what a person can be recognised in things that do not name the contact. */
export interface PersonalTrace {
  /** Identifiers and addresses, in lower case. */
  readonly values: ReadonlySet<string>
  /** Keys in sources, as `source\u0000key`. */
  readonly keys: ReadonlySet<string>
}

/** Fields whose values are one person's (or one household's) and nobody else's. */
const TELLING_FIELDS = ['email', 'phone']
/** Shorter texts stand in too many other words to be looked for inside of them. */
const SHORTEST_PART = 6

/** Gathers the trace of a contact. */
export function traceOf(contact: Contact, records: readonly ContactRecord[]): PersonalTrace {
  const values = new Set<string>()
  const add = (value: JsonValue | undefined): void => {
    if (typeof value === 'string' && value.trim() !== '') values.add(value.trim().toLowerCase())
    else if (Array.isArray(value)) for (const element of value as readonly JsonValue[]) add(element)
  }
  for (const record of records) {
    for (const { value } of record.identifiers) add(value)
    for (const field of TELLING_FIELDS) {
      add(record.raw[field])
      add(record.values[field])
    }
  }
  for (const field of TELLING_FIELDS) add(contact.fields[field]?.value)
  return { values, keys: new Set(records.map(({ source, sourceKey }) => `${source}\u0000${sourceKey}`)) }
}

/** Does an input of a source speak of the person? */
export function speaksOf(trace: PersonalTrace, source: string, input: JsonValue): boolean {
  if (typeof input === 'string') {
    if (trace.keys.has(`${source}\u0000${input}`)) return true
    const text = input.trim().toLowerCase()
    if (trace.values.has(text)) return true
    const digits = text.replace(/\D/gu, '')
    for (const value of trace.values) {
      if (value.length >= SHORTEST_PART && text.includes(value)) return true
      // One number is written in many ways: +33 6 12 34 56 78, 06.12.34.56.78.
      if (value.startsWith('+') && digits.length >= 9 && digits.endsWith(value.slice(-9))) return true
    }
    return false
  }
  if (typeof input !== 'object' || input === null) return false
  return Object.values(input as { readonly [key: string]: JsonValue }).some((one) =>
    speaksOf(trace, source, one),
  )
}
