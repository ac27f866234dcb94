import type { Storage } from '../../../ports/storage.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import type { IdentifierTypes } from './match-record.ts'
import { scanRecords } from './scan-records.ts'
import { createSheet } from './sheet.ts'

/** A value of fewer contacts than this is left out of a model that is kept. */
const LEAST_CONTACTS = 5

/** Rows that one sheet holds while the base is gone over. */
const MAX_ROWS = 20_000

/**
 * The model without what could tell of a person: of the values whose frequency it holds, as a hash, only those
 * stay that five contacts and more have. Left-out values count as rare, which all but a few of them are. What is
 * left is a count over several people, as an erasure may leave it.
 */
export async function withoutFew(
  storage: Storage,
  model: IdentityModel,
  types: IdentifierTypes,
  signal: AbortSignal | undefined,
): Promise<IdentityModel> {
  const holders = model.fields.map(({ hashes }) => new Map(hashes.map((hash) => [hash, new Set<string>()])))
  let sheet = createSheet(model, types)
  for await (const { records } of scanRecords(storage, { links: false, signal })) {
    if (sheet.store.hashes.length > MAX_ROWS) sheet = createSheet(model, types)
    const { fields, codes, width } = sheet.store
    for (const record of records) {
      const row = sheet.rowOf(record)
      for (const { index, dictionary } of fields) {
        const code = codes.values[row * width + index] as number
        const known = code === 0 ? undefined : holders[index]!.get(dictionary.hashes.values[code] as number)
        if (known !== undefined && known.size < LEAST_CONTACTS) known.add(record.contactId)
      }
    }
  }
  return {
    ...model,
    fields: model.fields.map((field, index) => {
      const isCommon = (hash: number): boolean => holders[index]!.get(hash)!.size >= LEAST_CONTACTS
      return {
        ...field,
        hashes: field.hashes.filter(isCommon),
        counts: field.counts.filter((_, place) => isCommon(field.hashes[place] as number)),
      }
    }),
  }
}
