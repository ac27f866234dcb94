import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeJson, escapeText, unescapeJson, unescapeText } from './text-codec.ts'

/** Texts of every code unit, with the difficult ones often. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('\0', '\uD800', '\uDC00', '\uE000', '\uE001', '\\', '"', 'u0000', 'e000', '💚'),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''))

/** What PostgreSQL refuses and UTF-8 has not. */
const unstorable = /\0|\p{Surrogate}/u

describe('text', () => {
  it('comes back as it went in, and a database can keep it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kept = escapeText(text)
        expect(unstorable.test(kept)).toBe(false)
        expect(unescapeText(kept)).toBe(text)
      }),
    )
  })

  it('that any database can keep stays as it is', () => {
    expect(escapeText('Zoé 💚 \n\\u0000')).toBe('Zoé 💚 \n\\u0000')
  })
})

describe('JSON', () => {
  it('means what it meant, and a database can look into it', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (given) => {
        const kept = escapeJson(JSON.stringify(given))
        const looked = JSON.stringify(JSON.parse(kept))
        expect(unstorable.test(Object.entries(JSON.parse(kept)).flat().join(''))).toBe(false)
        expect(JSON.parse(unescapeJson(looked))).toEqual(given)
      }),
    )
  })
})
