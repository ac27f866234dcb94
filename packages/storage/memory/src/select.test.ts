import { compareConditions } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { memory } from './memory.ts'

describe('memory, asked conditions over all contacts', () => {
  it('agrees with the evaluator for one contact on random triples', async () => {
    const storage = memory()
    await storage.open()
    const { members, contacts } = await compareConditions({ storage, numRuns: 300 })
    expect(members).toBeGreaterThan(0)
    expect(members).toBeLessThan(contacts)
  })
})
