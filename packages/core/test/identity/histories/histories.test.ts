import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { IdentityModel } from '../../../src/identity/index.ts'
import type { Storage } from '../../../src/index.ts'
import { historyModel } from './history-model.ts'
import { playHistory } from './play-history.ts'

let model: IdentityModel
beforeAll(async () => {
  model = await historyModel()
})

async function faultsOf(seeds: number, open: () => Promise<Storage>): Promise<readonly string[]> {
  const faults: string[] = []
  for (let seed = 1; seed <= seeds; seed++)
    for (const fault of await playHistory(seed, await open(), model)) faults.push(`history ${seed}: ${fault}`)
  return faults
}

describe('random histories of a base that matches', () => {
  it('keep the laws of confluence, unmerge and erasure in memory', async () => {
    expect(await faultsOf(15, async () => memory())).toEqual([])
  }, 120_000)

  it('keep them on SQLite', async () => {
    const open = async (): Promise<Storage> => {
      const storage = sqlite(':memory:')
      await storage.migrations.up()
      return storage
    }
    expect(await faultsOf(4, open)).toEqual([])
  }, 120_000)
})
