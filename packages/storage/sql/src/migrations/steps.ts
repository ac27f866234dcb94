import type { MigrationStep } from '@clientele/core'
import { qualified, type SqlDialect } from '../dialect.ts'
import { TABLES } from '../schema/tables.ts'
import { createTable, dropTable } from './ddl.ts'

/** The table that says which steps were taken. */
export const SCHEMA_TABLE = 'clientele_schema'

/**
 * Every step of the schema, from nothing to this version. Each keeps its own books in {@link SCHEMA_TABLE}, so
 * that a printed step may be run by hand.
 */
export function migrationSteps(dialect: SqlDialect): readonly MigrationStep[] {
  const schema = qualified(dialect, SCHEMA_TABLE)
  return [
    {
      version: 1,
      name: 'base',
      up: [
        ...dialect.prepareSchema,
        `create table ${schema} (version integer not null primary key, name text not null)`,
        ...TABLES.flatMap((table) => createTable(dialect, table)),
        `insert into ${schema} (version, name) values (1, 'base')`,
      ],
      down: [...TABLES.map((table) => dropTable(dialect, table)).reverse(), `drop table ${schema}`],
    },
  ]
}
