import { ClienteleError } from '@clientele/core'
import type { PostgresSettings } from './postgres-options.ts'
import type { PostgresPool } from './postgres-pool.ts'

/** What is read of the module `pg`. */
interface PostgresModule {
  readonly Pool: new (options: object) => PostgresPool
}

/** Makes a pool with the host's `pg`. @throws `MISSING_PEER` */
export async function openPool(
  connectionString: string,
  { poolSize, connectTimeoutMs }: PostgresSettings,
): Promise<PostgresPool> {
  const { Pool } = await loadDriver()
  const pool = new Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  })
  return pool
}

async function loadDriver(): Promise<PostgresModule> {
  try {
    const { default: driver } = (await import('pg')) as unknown as { readonly default: PostgresModule }
    return driver
  } catch (error) {
    throw new ClienteleError(
      'MISSING_PEER',
      'Expected the driver `pg`, got none: run `npm install pg`, or give `postgres()` a pool.',
      { cause: error },
    )
  }
}
