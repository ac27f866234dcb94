import type { Storage } from '@clientele/core'
import { runConformance, segmentConformance } from '@clientele/testing'
import { describe, it } from 'vitest'
import { sqlite } from './sqlite.ts'

describe('segments on sqlite', () => {
  const open = async (): Promise<Storage> => {
    const storage = sqlite(':memory:')
    await storage.migrations.up()
    await storage.open()
    return storage
  }
  runConformance(segmentConformance(), { register: (name, run) => it(name, run, 60_000), context: { open } })
})
