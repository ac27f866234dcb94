import type { DeadLetter } from '../model/dead-letter.ts'

/** An input of any kind that nobody has looked at yet. */
export interface RawItem {
  readonly kind: DeadLetter['kind']
  readonly input: unknown
}

/** Opens an item of {@link IntakeApi.ingest}; what is no such item is taken for an event, and refused as one. */
export function rawItem(item: unknown): RawItem {
  try {
    const { type, event, record, row } = item as { readonly [member: string]: unknown }
    if (type === 'record') return { kind: 'record', input: record }
    if (type === 'row') return { kind: 'row', input: row }
    if (type === 'event') return { kind: 'event', input: event }
  } catch {
    // `null`, or an object of the host's that throws when it is read.
  }
  return { kind: 'event', input: item }
}
