import { runConformance, storageConformance } from '@clientele/testing'
import { describe, it } from 'vitest'
import { memory } from './memory.ts'

describe('memory keeps the storage contract', () => {
  const open = async (): Promise<ReturnType<typeof memory>> => {
    const storage = memory()
    await storage.open()
    return storage
  }
  runConformance(storageConformance(), { register: it, context: { open } })
})
