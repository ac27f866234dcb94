/** What a statement is given to `pg` as. */
export interface PostgresQuery {
  readonly name?: string | undefined
  readonly text: string
  readonly values?: unknown[] | undefined
  /** `extended`: one statement only, also without values. */
  readonly queryMode?: 'extended' | undefined
  readonly types?: { readonly getTypeParser: (oid: number) => (text: string) => unknown } | undefined
}

/** A client of `pg`, as far as it is used here. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<{ readonly rows: readonly unknown[]; readonly command: string }>
}

/** A client on loan from a pool. */
export interface PooledClient extends PostgresClient {
  /** @param broken the client is thrown away and not lent again. */
  release(broken?: Error | boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
}

/** A pool of `pg`, as far as it is used here. */
export interface PostgresPool {
  connect(): Promise<PooledClient>
  end(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}

export function isPostgresClient(value: unknown): value is PostgresClient {
  return typeof value === 'object' && value !== null && typeof (value as PostgresClient).query === 'function'
}
