import { runConformance, segmentConformance } from '@clientele/testing'
import { describe, it } from 'vitest'
import { memory } from './memory.ts'

describe('segments on memory', () => {
  const open = async (): Promise<ReturnType<typeof memory>> => {
    const storage = memory()
    await storage.open()
    return storage
  }
  runConformance(segmentConformance(), { register: (name, run) => it(name, run, 60_000), context: { open } })
})
