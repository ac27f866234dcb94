import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SqlDialect } from './dialect.ts'
import type { Database } from './schema/database.ts'
import type { Builder } from './statement.ts'

/** A Kysely that builds queries of the dialect and runs none: running is the session's. */
export function queryBuilder({ name, schema }: SqlDialect): Builder {
  const builder = new Kysely<Database>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createAdapter: () => (name === 'sqlite' ? new SqliteAdapter() : new PostgresAdapter()),
      createIntrospector: (db) =>
        name === 'sqlite' ? new SqliteIntrospector(db) : new PostgresIntrospector(db),
      createQueryCompiler: () =>
        name === 'sqlite' ? new SqliteQueryCompiler() : new PostgresQueryCompiler(),
    },
  })
  return schema === undefined ? builder : builder.withSchema(schema)
}
