export { postgres } from './postgres.ts'
export type { PostgresOptions } from './postgres-options.ts'
export type { PooledClient, PostgresClient, PostgresPool, PostgresQuery } from './postgres-pool.ts'
