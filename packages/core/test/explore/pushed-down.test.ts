import { sqlite } from '@clientele/storage-sqlite'
import { expect, it } from 'vitest'
import { compareExplorations } from './compare-explorations.ts'

it('answers in the database what is answered by reading the base, whatever is in it', async () => {
  const storage = sqlite(':memory:')
  await storage.migrations.up()
  await storage.open()
  const { asked, pushed, groups } = await compareExplorations(storage, { numRuns: 300 })
  expect(asked).toBe(300)
  expect(pushed).toBeGreaterThan(100)
  expect(groups).toBeGreaterThan(100)
})
