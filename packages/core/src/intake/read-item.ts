import { isClienteleError } from '../errors.ts'
import type { DeadLetter } from '../model/dead-letter.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import { isJsonObject } from './input-shapes.ts'
import { looseJson } from './loose-json.ts'
import { DEFAULT_SOURCE, type EventKernel, type ReadEvent, readEvent } from './read-event.ts'
import type { OwnerReader } from './read-owner.ts'
import { type RecordKernel, readRecord } from './read-record.ts'
import { type ReadRow, type RowKernel, readRow } from './read-row.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import type { Statement } from './statement.ts'
import { toJson } from './to-json.ts'

/** An item of a call after reading: what it says, or why it is refused and what is kept of it. */
export type ReadItem =
  | { readonly type: 'event'; readonly event: ReadEvent }
  | { readonly type: 'record'; readonly statement: Statement }
  | { readonly type: 'row'; readonly row: ReadRow }
  | RefusedItem

/** An item that goes to the dead letter. */
export interface RefusedItem {
  readonly type: 'refused'
  readonly kind: DeadLetter['kind']
  readonly refusal: Refusal
  readonly source: string
  readonly input: JsonValue
}

/** What reading needs of the kernel. */
export type ReadingKernel = RecordKernel & RowKernel & EventKernel

/** Reads an item of a kind; never throws, whatever it is given. */
export function readItem(
  kind: DeadLetter['kind'],
  input: unknown,
  kernel: ReadingKernel,
  owners: OwnerReader,
  now: Instant,
): ReadItem {
  try {
    const json = toJson(input)
    const read = readJson(kind, json, kernel, owners, now)
    return 'type' in read ? read : refused(kind, read, json)
  } catch (error) {
    const reason = isClienteleError(error)
      ? error.message
      : 'expected plain data, got something that throws when it is read'
    return refused(kind, refuse('INVALID_INPUT', reason), looseJson(input))
  }
}

/** Makes an item that is refused. */
export function refused(kind: DeadLetter['kind'], refusal: Refusal, input: JsonValue): RefusedItem {
  return { type: 'refused', kind, refusal, source: sourceOf(input), input }
}

function readJson(
  kind: DeadLetter['kind'],
  json: JsonValue,
  kernel: ReadingKernel,
  owners: OwnerReader,
  now: Instant,
): ReadItem | Refusal {
  switch (kind) {
    case 'event': {
      const event = readEvent(json, kernel, owners, now)
      return isRefusal(event) ? event : { type: 'event', event }
    }
    case 'record': {
      const statement = readRecord(json, kernel, now)
      return isRefusal(statement) ? statement : { type: 'record', statement }
    }
    case 'row': {
      const row = readRow(json, kernel, owners, now)
      return isRefusal(row) ? row : { type: 'row', row }
    }
  }
}

/** The source that an input names, as far as it is a name. */
function sourceOf(input: JsonValue): string {
  const source = isJsonObject(input) ? input.source : undefined
  return typeof source === 'string' && /^[A-Za-z][\w.:-]{0,99}$/u.test(source) ? source : DEFAULT_SOURCE
}
