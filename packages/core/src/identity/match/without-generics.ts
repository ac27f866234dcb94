import { type RecordStore, recordStore } from './record-store.ts'

/**
 * The same descriptions without the values that identify nobody, and where each row went; rows that are not used
 * are left behind. Dictionaries are shared.
 */
export function withoutGenerics(
  store: RecordStore,
  generic: readonly (readonly number[])[],
  isUsed: (row: number) => boolean = () => true,
): { readonly store: RecordStore; readonly rowOf: Int32Array } {
  const skip = store.fields.map((field, index) => {
    const hashes = new Set(generic[index])
    const { length, values } = field.dictionary.hashes
    const isGeneric = new Uint8Array(length)
    if (hashes.size > 0) {
      for (let code = 1; code < length; code++) isGeneric[code] = hashes.has(values[code] as number) ? 1 : 0
    }
    return isGeneric
  })
  const next = recordStore(store.plan, store.fields)
  const rows = store.hashes.length
  const rowOf = new Int32Array(rows)
  const row = new Int32Array(store.width)
  for (let at = 0; at < rows; at++) {
    if (!isUsed(at)) continue
    for (let place = 0; place < store.width; place++) {
      const code = store.codes.values[at * store.width + place] as number
      row[place] = place < skip.length && skip[place]![code] === 1 ? 0 : code
    }
    rowOf[at] = next.add(row)
  }
  return { store: next, rowOf }
}
