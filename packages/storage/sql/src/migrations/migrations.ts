import {
  ClienteleError,
  type MigrationPlan,
  type MigrationStep,
  type Migrations,
  SCHEMA_VERSION,
} from '@clientele/core'
import { qualified, type SqlDialect } from '../dialect.ts'
import type { SqlSession } from '../session.ts'
import { migrationSteps, SCHEMA_TABLE } from './steps.ts'

/** How migrations reach the database. */
export interface MigrationsOptions {
  readonly dialect: SqlDialect
  /** Runs reads. */
  readonly read: <Result>(work: (session: SqlSession) => Promise<Result>) => Promise<Result>
  /** Runs work in a transaction in which DDL is undone when it fails. */
  readonly transact: <Result>(work: (session: SqlSession) => Promise<Result>) => Promise<Result>
}

/** The schema's own door over SQL; a step that fails leaves the schema as it was. */
export function sqlMigrations({ dialect, read, transact }: MigrationsOptions): Migrations {
  const steps = migrationSteps(dialect)
  const planFrom = (current: number): MigrationPlan => ({
    current,
    target: SCHEMA_VERSION,
    steps: steps.filter((step) => step.version > current && step.version <= SCHEMA_VERSION),
  })
  const alone = <Result>(work: (session: SqlSession, current: number) => Promise<Result>): Promise<Result> =>
    transact(async (session) => {
      if (dialect.lock !== undefined) await session.query(dialect.lock, [dialect.list([SCHEMA_TABLE])])
      const current = await schemaVersion(dialect, session)
      if (current > SCHEMA_VERSION) throw newerSchema(current)
      return work(session, current)
    })
  return {
    plan: () => read(async (session) => planFrom(await schemaVersion(dialect, session))),
    up: () =>
      alone(async (session, current) => {
        for (const step of planFrom(current).steps) await execute(session, step.up)
        return planFrom(SCHEMA_VERSION)
      }),
    down: (target) =>
      alone(async (session, current) => {
        for (const step of stepsDown(steps, current, target)) await execute(session, step.down)
        return planFrom(Math.min(current, target))
      }),
  }
}

/** The version of the schema that is there; 0 for none. */
export async function schemaVersion(dialect: SqlDialect, session: SqlSession): Promise<number> {
  const tables = await session.query(dialect.tableExists(SCHEMA_TABLE), [])
  if (tables.length === 0) return 0
  const [row] = await session.query(
    `select max(version) as version from ${qualified(dialect, SCHEMA_TABLE)}`,
    [],
  )
  return Number(row?.version ?? 0)
}

/** @throws `STORAGE_NOT_MIGRATED` or `STORAGE_SCHEMA_NEWER` unless the schema is this version's. */
export function checkSchemaVersion(current: number): void {
  if (current > SCHEMA_VERSION) throw newerSchema(current)
  if (current === SCHEMA_VERSION) return
  throw new ClienteleError(
    'STORAGE_NOT_MIGRATED',
    `Expected schema version ${SCHEMA_VERSION}, got ${current === 0 ? 'a database without it' : current}: ` +
      'run `npx clientele migrate`, or call `storage.migrations.up()`.',
    { details: { current, target: SCHEMA_VERSION } },
  )
}

function newerSchema(current: number): ClienteleError {
  return new ClienteleError(
    'STORAGE_SCHEMA_NEWER',
    `Expected schema version ${SCHEMA_VERSION}, got ${current}, made by a newer Clientele: update the @clientele packages.`,
    { details: { current, target: SCHEMA_VERSION } },
  )
}

function stepsDown(
  steps: readonly MigrationStep[],
  current: number,
  target: number,
): readonly MigrationStep[] {
  return steps.filter((step) => step.version <= current && step.version > target).reverse()
}

async function execute(session: SqlSession, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await session.execute(statement, [])
}
