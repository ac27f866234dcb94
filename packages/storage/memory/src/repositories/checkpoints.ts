import type { CheckpointRepository } from '@clientele/core'
import type { Tables } from '../tables.ts'

export function checkpointRepository({ checkpoints }: Tables): CheckpointRepository {
  return {
    get: async (key) => checkpoints.get(key)?.checkpoint,
    put: async (key, checkpoint) => checkpoints.put([{ key, checkpoint }]),
    remove: async (key) => checkpoints.remove(checkpoints.pick([key])),
  }
}
