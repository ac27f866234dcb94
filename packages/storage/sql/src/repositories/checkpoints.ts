import type { CheckpointRepository } from '@clientele/core'
import { readJson, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { checkpoints } from '../schema/operations.ts'
import { deleteAmong, selectAmong } from './statements.ts'

const byKey = selectAmong('clientele_checkpoints', 'key')
const remove = deleteAmong('clientele_checkpoints', 'key')

export function checkpointRepository(connection: SqlConnection): CheckpointRepository {
  return {
    get: async (key) => {
      const found = await connection.first(byKey, { keys: [key] })
      return found === undefined ? undefined : readJson(found.checkpoint)
    },
    put: (key, checkpoint) =>
      connection.write(checkpoints, [{ key, checkpoint: writeJson(checkpoint) }], 'replace'),
    remove: (key) => connection.run(remove, { keys: [key] }),
  }
}
