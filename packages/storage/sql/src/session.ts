import type { SqlParameter } from './dialect.ts'

/** A row as the driver hands it out, by column. */
export interface SqlRow {
  readonly [column: string]: unknown
}

/** How a statement is run. */
export interface QueryOptions {
  /** Is its text one that will not be asked again? @default false */
  readonly once?: boolean | undefined
  /** Stops it where the driver can, else it runs to its end. */
  readonly signal?: AbortSignal | undefined
}

/** A driver's connection inside one transaction: the little that repositories need of it. */
export interface SqlSession {
  /** Runs a statement that answers rows. Its text is one of few: prepare it once, unless it is asked only `once`. */
  readonly query: (
    sql: string,
    parameters: readonly SqlParameter[],
    options?: QueryOptions,
  ) => Promise<readonly SqlRow[]>
  /** Runs a statement that answers nothing. */
  readonly execute: (sql: string, parameters: readonly SqlParameter[]) => Promise<void>
  /** Runs one statement once for each list of parameters. */
  readonly bulk: (sql: string, batches: readonly (readonly SqlParameter[])[]) => Promise<void>
  /** Rows of a statement page by page, as they are fetched; no other is run on the session meanwhile. */
  readonly pages?:
    | ((
        sql: string,
        parameters: readonly SqlParameter[],
        options: { readonly size: number; readonly signal?: AbortSignal | undefined },
      ) => AsyncIterable<readonly SqlRow[]>)
    | undefined
}
