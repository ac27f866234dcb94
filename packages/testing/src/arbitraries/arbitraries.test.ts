import {
  consentInputSchema,
  eventInputSchema,
  isJsonValue,
  recordInputSchema,
  tableRowInputSchema,
} from '@clientele/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraries } from './arbitraries.ts'

describe('arbitraries', () => {
  it.each([
    ['recordInput', arbitraries.recordInput(), recordInputSchema],
    ['eventInput', arbitraries.eventInput(), eventInputSchema],
    ['tableRowInput', arbitraries.tableRowInput(), tableRowInputSchema],
    ['consentInput', arbitraries.consentInput(), consentInputSchema],
  ] as const)('%s gives what its schema takes', (_, arbitrary, schema) => {
    fc.assert(
      fc.property<[unknown]>(arbitrary, (input) => {
        expect(schema.safeParse(input).error).toBeUndefined()
      }),
    )
  })

  it('every kind survives JSON and holds nothing that a database cannot store', () => {
    for (const [kind, arbitrary] of Object.entries(arbitraries)) {
      fc.assert(
        fc.property<[unknown]>(arbitrary(), (value) => {
          const text = JSON.stringify(value)
          const again: unknown = JSON.parse(text)
          expect(isJsonValue(again), kind).toBe(true)
          expect(JSON.stringify(again), kind).toBe(text)
          expect(text, kind).not.toContain('\\u0000')
          expect(text, kind).not.toMatch(/\\ud[89a-f]/)
        }),
        { numRuns: 50 },
      )
    }
  })

  it('a live run has no end, and an ended one has one and no timer', () => {
    fc.assert(
      fc.property(arbitraries.run(), ({ state, wakeAt, endedAt, endReason }) => {
        if (state === 'live') expect([endedAt, endReason]).toEqual([undefined, undefined])
        else expect([wakeAt, typeof endedAt, typeof endReason]).toEqual([undefined, 'number', 'string'])
      }),
    )
  })

  it('every node of a scenario leads to a node that is there', () => {
    fc.assert(
      fc.property(arbitraries.scenario(), ({ start, nodes }) => {
        expect(nodes).toHaveProperty(start)
        for (const target of JSON.stringify(nodes).matchAll(/"(?:next|onTimeout|else)":"(n\d+)"/g))
          expect(nodes).toHaveProperty(target[1]!)
      }),
    )
  })
})
