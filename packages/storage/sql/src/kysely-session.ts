import { CompiledQuery } from 'kysely'
import type { SqlParameter } from './dialect.ts'
import type { SqlRow, SqlSession } from './session.ts'

/** A transaction that the host began with its own Kysely, as far as it is used here. */
export interface KyselyTransaction {
  readonly isTransaction: boolean
  executeQuery(query: never): Promise<{ readonly rows: readonly unknown[] }>
}

/** Is this a Kysely transaction, of whatever copy of the package? */
export function isKyselyTransaction(value: unknown): value is KyselyTransaction {
  if (typeof value !== 'object' || value === null) return false
  const { isTransaction, executeQuery } = value as Partial<KyselyTransaction>
  return isTransaction === true && typeof executeQuery === 'function'
}

/** Runs statements in a Kysely transaction of the host. */
export function kyselySession(transaction: KyselyTransaction): SqlSession {
  const run = async (sql: string, parameters: readonly SqlParameter[]): Promise<readonly SqlRow[]> => {
    const query = CompiledQuery.raw(sql, [...parameters])
    return (await transaction.executeQuery(query as never)).rows as readonly SqlRow[]
  }
  return {
    query: run,
    execute: async (sql, parameters) => {
      await run(sql, parameters)
    },
    bulk: async (sql, batches) => {
      for (const parameters of batches) await run(sql, parameters)
    },
  }
}
