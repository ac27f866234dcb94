import type { ContactRecord } from '../../../model/record.ts'
import { filedKey, keyReader } from '../../match/block-keys.ts'
import { planColumns } from '../../match/columns.ts'
import { recordEncoder } from '../../match/encode.ts'
import { pinOf } from '../../match/match-link.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { type PairScorer, pairScorer } from '../../match/pair-scorer.ts'
import { type RecordStore, recordStore } from '../../match/record-store.ts'
import { type IdentifierTypes, matchRecordOf } from './match-record.ts'

/** Records spread out for comparison under one model: every record has a row of its own. */
export interface Sheet {
  readonly store: RecordStore
  readonly scorer: PairScorer
  /** The row of a record, which is added if it is new. */
  readonly rowOf: (record: ContactRecord) => number
  /** The number of the key that a row has under each rule of the model; 0 where it has none. */
  readonly keysOf: (row: number) => readonly number[]
  /** What a row says, as one text: equal for two records that say the same. */
  readonly sayingOf: (row: number) => string
}

/** Makes an empty {@link Sheet}. */
export function createSheet(model: IdentityModel, types: IdentifierTypes): Sheet {
  const store = recordStore(planColumns(model.columns))
  const generic = model.fields.map((field) => field.generic)
  const encoder = recordEncoder(store, { country: model.country }, generic)
  const rows = new WeakMap<ContactRecord, number>()
  const rules = model.rules.map(({ rule, heavy }) => ({
    reader: keyReader(store, rule),
    heavy: new Set(heavy),
  }))
  return {
    store,
    scorer: pairScorer(store, model),
    rowOf: (record) => {
      const known = rows.get(record)
      if (known !== undefined) return known
      const row = encoder.encode(matchRecordOf(record, model.columns, types), pinOf(record.recordId))
      rows.set(record, row)
      return row
    },
    keysOf: (row) => rules.map(({ reader, heavy }) => filedKey(reader, heavy, row)),
    sayingOf: (row) => store.codes.values.subarray(row * store.width, (row + 1) * store.width - 1).join(),
  }
}
