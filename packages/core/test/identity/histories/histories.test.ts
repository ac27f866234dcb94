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

/** Histories in which a law was broken once. */
const ONCE_AT_FAULT = [6558, 20118]

async function faultsOf(seeds: readonly number[], open: () => Promise<Storage>): Promise<readonly string[]> {
  const faults: string[] = []
  for (const seed of seeds)
    for (const fault of await playHistory(seed, await open(), model)) faults.push(`history ${seed}: ${fault}`)
  return faults
}

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1)

describe('random histories of a base that matches', () => {
  it('keep the laws of confluence, unmerge and erasure in memory', async () => {
    expect(await faultsOf([...upTo(15), ...ONCE_AT_FAULT], async () => memory())).toEqual([])
  }, 120_000)

  it('keep them on SQLite', async () => {
    const open = async (): Promise<Storage> => {
      const storage = sqlite(':memory:')
      await storage.migrations.up()
      return storage
    }
    expect(await faultsOf([...upTo(4), ...ONCE_AT_FAULT], open)).toEqual([])
  }, 120_000)
})
