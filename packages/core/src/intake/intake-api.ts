import type { DeadLetter } from '../model/dead-letter.ts'
import type { EventInput } from '../model/event.ts'
import type { PropertyFault } from '../model/event-declaration.ts'
import type { RecordInput } from '../model/record.ts'
import type { TableRowInput } from '../model/table.ts'
import type { IntakeItem, PullProgress, RejectedInput } from '../ports/connector.ts'
import type { Page } from '../ports/page.ts'

/** What became of the items of one call, in the order in which they came. */
export interface IntakeResult {
  /** Items that are stored now. */
  readonly accepted: number
  /** Items that were there already: the same message id, or the same state of a record or row. */
  readonly duplicates: number
  /** Items in the dead letter: refused whole, listed, to be mended and replayed. */
  readonly rejected: readonly RejectedItem[]
  /** Accepted events of which properties are not of their declared types: they are missing in them. */
  readonly faulty: readonly FaultyEvent[]
  /** The contact of each accepted or duplicate item; `undefined` for a rejected one or a row of nobody. */
  readonly contactIds: readonly (string | undefined)[]
}

/** An event that was accepted, and of which something cannot be read as it is declared. */
export interface FaultyEvent {
  /** Its place in the call. */
  readonly index: number
  readonly faults: readonly PropertyFault[]
}

/** An item that was refused. */
export interface RejectedItem {
  /** Its place in the call. */
  readonly index: number
  readonly code: string
  /** What was wrong, by path; never the value. */
  readonly reason: string
  /** `undefined` when nothing may be kept of it: what it speaks of was erased (`ERASED`). */
  readonly deadLetterId: string | undefined
}

/** Options of a call that may take long. */
export interface Abortable {
  /** Ends the work between two batches with `ABORTED`; what was committed stays. */
  readonly signal?: AbortSignal | undefined
}

/** What an import did, all batches together. */
export interface ImportResult {
  readonly accepted: number
  readonly duplicates: number
  /** Items that the intake refused: in the dead letter. */
  readonly deadLettered: number
  /** Events that are stored though properties of theirs are not of their declared types. */
  readonly faulty: number
  /** Parts of the source that could not be read, with where they stand; the first 1,000. */
  readonly rejects: readonly RejectedInput[]
  readonly rejectedRows: number
  /** By type. */
  readonly items: { readonly records: number; readonly events: number; readonly rows: number }
}

/** The door of the connectors. */
export interface ConnectorsApi {
  /** Checkpoint keys of the registered connectors. */
  readonly list: () => readonly string[]
  /**
   * Reads a connector from where it was left to its end; items and checkpoint are stored in one transaction, so
   * that a cut import goes on where it stopped and loses and repeats nothing.
   *
   * @throws what the connector's `check` throws, before the first item.
   */
  readonly pull: (
    checkpointKey: string,
    options?: Abortable & {
      readonly onProgress?: ((progress: PullProgress, sofar: ImportResult) => void) | undefined
      /** Begin anew and forget the checkpoint. @default false */
      readonly fromStart?: boolean | undefined
    },
  ) => Promise<ImportResult>
}

/** Inputs that were refused. */
export interface DeadLettersApi {
  readonly list: (page?: Partial<Page>) => Promise<readonly DeadLetter[]>
  readonly count: () => Promise<number>
  /** Puts an input in again, mended if one is given; it leaves the dead letter when it is accepted. */
  readonly replay: (id: string, mended?: unknown) => Promise<IntakeResult>
  readonly remove: (ids: readonly string[]) => Promise<void>
}

/** The doors by which data come in; each takes one or many, and never throws for what one item holds. */
export interface IntakeApi {
  /**
   * Takes events. A malformed one goes to the dead letter whole and does not keep the others out.
   *
   * @throws `CLOSED`; `STORAGE_…` when nothing could be stored at all.
   */
  readonly track: (events: EventInput | readonly EventInput[], options?: Abortable) => Promise<IntakeResult>
  /** Takes what sources say about persons. */
  readonly upsert: (
    records: RecordInput | readonly RecordInput[],
    options?: Abortable,
  ) => Promise<IntakeResult>
  /** Takes rows of declared tables. */
  readonly put: (
    rows: TableRowInput | readonly TableRowInput[],
    options?: Abortable & {
      /** A first load: no row of this call fires a trigger on changes. @default false */
      readonly initialLoad?: boolean | undefined
    },
  ) => Promise<IntakeResult>
  /** Takes items of any kind, in one order. */
  readonly ingest: (items: readonly IntakeItem[], options?: Abortable) => Promise<IntakeResult>
}
