import type { Storage } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { compareStorages, runConformance, storageConformance } from '@clientele/testing'
import { describe, it } from 'vitest'
import { sqlite } from './sqlite.ts'

async function open(storage: Storage): Promise<Storage> {
  await storage.migrations.up()
  await storage.open()
  return storage
}

describe('sqlite keeps the storage contract', () => {
  runConformance(storageConformance(), { register: it, context: { open: () => open(sqlite(':memory:')) } })
})

describe('sqlite and memory', () => {
  it('answer the same to every random history', () =>
    compareStorages({
      reference: () => open(memory()),
      subject: () => open(sqlite(':memory:')),
      numRuns: 50,
    }))
})
