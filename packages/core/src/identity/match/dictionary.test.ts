import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dictionary } from './dictionary.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 })

describe('the dictionary of a field', () => {
  it('numbers values as a map would, while values come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), text), { maxLength: 3000 }), (steps) => {
        const values = dictionary((value) => value.length)
        const model = new Map<string, { code: number; held: number }>()
        for (const [adds, value] of steps) {
          const known = model.get(value)
          if (adds) {
            const code = values.codeOf(value)
            if (known !== undefined) expect(code).toBe(known.code)
            values.hold(code)
            model.set(value, { code, held: (known?.held ?? 0) + 1 })
          } else if (known !== undefined) {
            values.release(known.code)
            if (known.held === 1) model.delete(value)
            else model.set(value, { code: known.code, held: known.held - 1 })
          }
          expect(values.find(value)).toBe(model.get(value)?.code)
        }
        expect(values.size()).toBe(model.size)
      }),
      { numRuns: 30 },
    )
  })

  it('keeps nothing of a value that nobody holds any more', () => {
    const values = dictionary((value) => value.length)
    const length = values.column((value) => value.length)
    const code = values.codeOf('jeanne@example.org')
    values.hold(code)
    expect(length(code)).toBe(18)
    values.release(code)
    expect(values.texts).not.toContain('jeanne@example.org')
    expect([values.hashes, values.derived, values.letters].map((list) => list.values[code])).toEqual([
      0, 0, 0,
    ])
    expect(values.find('jeanne@example.org')).toBeUndefined()
    expect(length(code)).toBe(0)
  })
})
