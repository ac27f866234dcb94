export { connector, type SqlConnection } from './connection.ts'
export type { Around, SqlDialect, SqlParameter } from './dialect.ts'
export { qualified, quoted } from './dialect.ts'
export { type GuardedSession, guardedSession } from './guarded-session.ts'
export { type HostedStorageOptions, hostedStorage } from './hosted-storage.ts'
export { isKyselyTransaction, type KyselyTransaction, kyselySession } from './kysely-session.ts'
export { primaryKey } from './migrations/ddl.ts'
export {
  checkSchemaVersion,
  type MigrationsOptions,
  schemaVersion,
  sqlMigrations,
} from './migrations/migrations.ts'
export { mutex } from './mutex.ts'
export { questionTimedOut, readOnlyQuestion } from './read-only-question.ts'
export type { AnyTable, ColumnType, IndexShape, SqlCell, TableShape } from './schema/shape.ts'
export type { QueryOptions, SqlRow, SqlSession } from './session.ts'
export { sqlTransaction } from './transaction.ts'
