import type { TombstoneRepository } from '@clientele/core'
import type { SqlConnection } from '../connection.ts'
import { tombstones } from '../schema/identity-log.ts'
import { selectAmong } from './statements.ts'

const known = selectAmong('clientele_tombstones', 'hash')

export function tombstoneRepository(connection: SqlConnection): TombstoneRepository {
  return {
    known: async (keys) => {
      if (keys.length === 0) return new Set()
      return new Set((await connection.all(known, { keys })).map((row) => row.hash))
    },
    put: (changed) => connection.write(tombstones, changed, 'replace'),
  }
}
