import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern, patternFault } from './compile-pattern.ts'

const matches = (pattern: string, text: string, ignoreCase = false): boolean =>
  compilePattern(pattern, { ignoreCase }, '')(text)

const piece: fc.Arbitrary<string> = fc.letrec<{ p: string }>((tie) => ({
  p: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\b', '^', '$', 'é', '\\.', '[a-c1]'),
    fc.tuple(tie('p'), tie('p')).map(([a, b]) => a + b),
    fc.tuple(tie('p'), tie('p')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('p'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,}', '*?'))
      .map(([a, q]) => `(?:${a})${q}`),
  ),
})).p

describe('patterns', () => {
  it('match where the regular expressions of the language do', () => {
    fc.assert(
      fc.property(
        piece,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' ', 'é', '😀'), maxLength: 8 }),
        (pattern, text) => {
          expect(matches(pattern, text)).toBe(new RegExp(pattern, 'u').test(text))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it.each(['(a+)+$', '(a|a)*$', '(.*)*x', '(a?){100}a{100}', '(\\w+\\s?)*$'])(
    'take steps in proportion to the text for %s, which is meant to hang',
    (pattern) => {
      expect(() => matches(pattern, `${'a'.repeat(20_000)}!`)).not.toThrow()
    },
  )

  it.each([
    '(a)\\1',
    'a(?=b)',
    'a(?!b)',
    '(?<=a)b',
    '(',
    ')',
    '[',
    'a**',
    '*a',
    'a{2,1}',
    '((a{1000}){1000}){1000}',
    '\\',
  ])('refuse %s when the definition is saved', (pattern) => {
    expect(patternFault(pattern)).toBeTypeOf('string')
  })

  it('ignore case when asked', () => {
    expect(matches('^LYON', 'Lyonnais', true)).toBe(true)
    expect(matches('^LYON', 'Lyonnais')).toBe(false)
  })
})
