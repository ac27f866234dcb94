import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from './edit-distance.ts'
import { isSimilar, maybeSimilar } from './jaro-winkler.ts'
import { bitsIn, lettersOf, mayBeEdits } from './letters.ts'

const text = fc.string({ unit: fc.constantFrom(...'abcdeé@.+019'), maxLength: 14 })

describe('the letters of a text', () => {
  it('counts bits as they are written', () => {
    fc.assert(
      fc.property(fc.integer(), (mask) => {
        expect(bitsIn(mask)).toBe([...(mask >>> 0).toString(2)].filter((digit) => digit === '1').length)
      }),
    )
  })

  it('never tells apart two texts that are so few edits apart', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 4 }), (a, b, edits) => {
        if (editDistance(a, b, edits) > edits) return
        expect(mayBeEdits(lettersOf(a), lettersOf(b), edits)).toBe(true)
      }),
    )
  })

  it('never tells apart two texts that are similar, and tells most others', () => {
    let toldApart = 0
    fc.assert(
      fc.property(text, text, (a, b) => {
        const may = maybeSimilar(lettersOf(a), a.length, lettersOf(b), b.length, 0.9)
        if (isSimilar(a, b, 0.9)) expect(may).toBe(true)
        else if (!may) toldApart++
      }),
      { numRuns: 500 },
    )
    expect(toldApart).toBeGreaterThan(250)
  })
})
