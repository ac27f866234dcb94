import { ClienteleError } from '../../errors.ts'
import { compareText } from '../compare-text.ts'
import type { ColumnPlan } from './columns.ts'
import type { MatchRecord } from './encode.ts'
import { type IntList, intList } from './int-list.ts'
import { cellText } from './match-value.ts'

/** The records of a base: their ids, their time, their source, and the row of each. */
export interface RecordIndex {
  readonly ids: string[]
  /** When each was last seen, in epoch milliseconds; 0 where nothing says. */
  readonly times: number[]
  readonly sources: IntList
  readonly sourceNames: string[]
  readonly rows: IntList
  /** Deliveries of a record that was already there. */
  readonly repeated: () => number
  /** Adds a record with its row; one that is already there is replaced by a newer one. */
  add(record: MatchRecord, row: number): void
  /** The id of a record. */
  idOf(record: MatchRecord): string
  find(id: string): number | undefined
}

/** Makes an empty {@link RecordIndex}. */
export function recordIndex(plan: ColumnPlan, hashOf: (row: number) => number): RecordIndex {
  const places = new Map<string, number>()
  const sourceCodes = new Map<string, number>()
  const index: RecordIndex = {
    ids: [],
    times: [],
    sources: intList(),
    sourceNames: [],
    rows: intList(),
    repeated: () => repeated,
    idOf: (record) => requireId(plan, record, index.ids.length),
    find: (id) => places.get(id),
    add(record, row) {
      const id = index.idOf(record)
      const time = recordTime(plan, record)
      const source = plan.source === undefined ? '' : cellText(record[plan.source])
      let code = sourceCodes.get(source)
      if (code === undefined) {
        code = index.sourceNames.length
        sourceCodes.set(source, code)
        index.sourceNames.push(source)
      }
      const place = places.get(id)
      if (place === undefined) {
        places.set(id, index.ids.length)
        index.ids.push(id)
        index.times.push(time)
        index.sources.push(code)
        index.rows.push(row)
        return
      }
      repeated++
      const before = index.times[place] as number
      const isNewer =
        time !== before ? time > before : hashOf(row) > hashOf(index.rows.values[place] as number)
      if (!isNewer) return
      index.times[place] = time
      index.sources.values[place] = code
      index.rows.values[place] = row
    },
  }
  let repeated = 0
  return index
}

/** Order of records: by time, then by id. */
export function compareRecords(index: RecordIndex, a: number, b: number): number {
  return (index.times[a] as number) - (index.times[b] as number) || compareText(index.ids[a]!, index.ids[b]!)
}

/**
 * The id of a record; its number where no column is mapped as one.
 *
 * @throws ClienteleError `INVALID_INPUT` where the record has none.
 */
export function requireId(plan: ColumnPlan, record: MatchRecord, number: number): string {
  const raw = plan.id === undefined ? String(number) : cellText(record[plan.id]).trim()
  if (raw !== '') return raw
  throw new ClienteleError(
    'INVALID_INPUT',
    `Expected every record to have an id in column "${plan.id}", got none in record ${number + 1}. Map no column as "id" to number the records.`,
    { details: { record: number + 1 } },
  )
}

/** When a record was last seen, in epoch milliseconds; 0 where nothing says. */
export function recordTime(plan: ColumnPlan, record: MatchRecord): number {
  return plan.updatedAt === undefined ? 0 : timeOf(record[plan.updatedAt])
}

function timeOf(raw: unknown): number {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : 0
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? 0 : raw.getTime()
  if (typeof raw !== 'string') return 0
  const time = Date.parse(raw)
  return Number.isNaN(time) ? 0 : time
}
