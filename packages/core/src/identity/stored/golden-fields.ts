import type { GoldenField } from '../../model/contact.ts'
import type { JsonValue } from '../../model/json.ts'
import { own } from '../../model/own.ts'
import type { ContactRecord } from '../../model/record.ts'
import type { FieldDeclarations } from '../../profile/field-declaration.ts'
import { type FieldCandidate, type SurvivorshipRule, survive } from '../survivorship.ts'

const MOST_RECENT: SurvivorshipRule = { rule: 'mostRecent' }

/** Golden values of a contact, one per field, from its records: the same whatever the order of the records. */
export function goldenFields(
  records: readonly ContactRecord[],
  declarations: FieldDeclarations,
): { readonly [field: string]: GoldenField } {
  const candidates = new Map<string, FieldCandidate[]>()
  for (const record of records) {
    for (const field in record.values) {
      const candidate = candidateOf(record, field)
      const list = candidates.get(field)
      if (list === undefined) candidates.set(field, [candidate])
      else list.push(candidate)
    }
  }
  const golden: Record<string, GoldenField> = {}
  for (const field of [...candidates.keys()].sort()) {
    const rule = own(declarations, field)?.survivorship ?? MOST_RECENT
    const chosen = survive(candidates.get(field)!, rule)
    if (chosen === undefined) continue
    const { value, recordId, at } = chosen
    golden[field] = { value: value as JsonValue, recordId, rule: chosen.rule, at }
  }
  return golden
}

function candidateOf(record: ContactRecord, field: string): FieldCandidate {
  return {
    value: record.values[field],
    recordId: record.recordId,
    source: record.source,
    observedAt: own(record.saidAt, field) ?? record.observedAt,
    // The instant of arrival decides nothing: the same base must come out of every order.
    receivedAt: 0,
    verified: record.identifiers.some(({ type, verified }) => type === field && verified === true),
  }
}

/** Names of the fields whose value, or the instant since which it is said, differs. */
export function changedFields(
  before: { readonly [field: string]: GoldenField },
  after: { readonly [field: string]: GoldenField },
): ReadonlySet<string> {
  const changed = new Set<string>()
  for (const field in after) {
    const old = own(before, field)
    const now = after[field]!
    if (old === undefined || old.at !== now.at || !isSameValue(old.value, now.value)) changed.add(field)
  }
  for (const field in before) if (!Object.hasOwn(after, field)) changed.add(field)
  return changed
}

/** Is anything about the golden values other than it was, provenance included? */
export function isSameGolden(
  before: { readonly [field: string]: GoldenField },
  after: { readonly [field: string]: GoldenField },
): boolean {
  if (changedFields(before, after).size > 0) return false
  for (const field in after) {
    const old = before[field]!
    const now = after[field]!
    if (old.recordId !== now.recordId || old.rule !== now.rule) return false
  }
  return true
}

function isSameValue(a: JsonValue, b: JsonValue): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}
