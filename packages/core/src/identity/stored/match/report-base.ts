import type { Kernel } from '../../../kernel.ts'
import { compareText } from '../../compare-text.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { cellText } from '../../match/match-value.ts'
import { chanceOfWeight } from '../../match/threshold.ts'
import { foundPairs } from './found-pairs.ts'
import { householdsOfBase } from './households-of-base.ts'
import type { StoredIdentityReport } from './identity-api.ts'
import { matchRecordOf } from './match-record.ts'
import { scanRecords } from './scan-records.ts'
import { createSheet } from './sheet.ts'

const MAX_GENERICS = 10
const MAX_ROWS = 20_000

/** Counts what identity made of a base, in one walk over the records and one over their pairs. */
export async function reportBase(
  kernel: Pick<Kernel, 'storage' | 'compiledIdentifierTypes'>,
  inForce: { readonly version: number; readonly model: IdentityModel } | undefined,
  signal: AbortSignal | undefined,
): Promise<StoredIdentityReport> {
  const { storage, compiledIdentifierTypes } = kernel
  const sizeOf = new Map<string, number>()
  const duplicatesBySource: { [source: string]: number } = {}
  const generics = new Map<string, { field: string; value: string; records: number }>()
  let sheet = inForce && createSheet(inForce.model, compiledIdentifierTypes)
  let records = 0
  for await (const page of scanRecords(storage, { links: false, signal })) {
    records += page.records.length
    if (sheet !== undefined && sheet.store.hashes.length > MAX_ROWS)
      sheet = createSheet(inForce!.model, compiledIdentifierTypes)
    for (const record of page.records) {
      const size = (sizeOf.get(record.contactId) ?? 0) + 1
      sizeOf.set(record.contactId, size)
      if (size > 1) duplicatesBySource[record.source] = (duplicatesBySource[record.source] ?? 0) + 1
      if (sheet === undefined) continue
      const cells = matchRecordOf(record, inForce!.model.columns, compiledIdentifierTypes)
      const row = sheet.rowOf(record)
      for (const { column, index } of sheet.store.fields) {
        const value = cellText(cells[column]).trim()
        // What is there, and is not compared, is nobody's.
        if (value === '' || sheet.store.codes.values[row * sheet.store.width + index] !== 0) continue
        const slot = `${column}\u0000${value}`
        const known = generics.get(slot)
        if (known === undefined) generics.set(slot, { field: column, value, records: 1 })
        else known.records++
      }
    }
  }
  const sizes: { [records: string]: number } = {}
  let largestContact = 0
  for (const size of sizeOf.values()) {
    sizes[size] = (sizes[size] ?? 0) + 1
    largestContact = Math.max(largestContact, size)
  }
  let probable = 0
  let chances = 0
  let review = 0
  for await (const page of foundPairs(storage, ['probable', 'review'], { signal })) {
    for (const { link, contactA, contactB } of page) {
      if (contactA !== contactB) review++
      else if (link.kind === 'probable') {
        probable++
        chances += chanceOfWeight(link.weight ?? 0)
      }
    }
  }
  const households = inForce === undefined ? 0 : (await householdsOfBase(storage, signal)).length
  return {
    model: inForce?.version,
    records,
    contacts: sizeOf.size,
    households,
    duplicatesBySource,
    sizes,
    largestContact,
    probable,
    review,
    expectedPrecision: probable === 0 ? 1 : chances / probable,
    generics: [...generics.values()]
      .filter(({ records: count }) => count > 1)
      .sort((a, b) => b.records - a.records || compareText(a.value, b.value))
      .slice(0, MAX_GENERICS),
  }
}
