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

  it('remember what they saw of one text, and answer the next as if they had seen none (law)', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', 'é', '😀', '\uD83D'), maxLength: 12 })
    fc.assert(
      fc.property(piece, fc.array(text, { minLength: 2, maxLength: 8 }), (pattern, texts) => {
        const remembering = compilePattern(pattern, { ignoreCase: false }, '')
        for (const one of texts) expect(remembering(one)).toBe(new RegExp(pattern, 'u').test(one))
      }),
      { numRuns: 1000 },
    )
  })

  it('forget when there is too much to remember, and answer the same', () => {
    const near = compilePattern('a.{0,400}b', { ignoreCase: false }, '')
    const far = `a${'ca'.repeat(300)}`
    expect(near(`${far}${'c'.repeat(400)}b`)).toBe(true)
    expect(near(`${far}${'c'.repeat(401)}b`)).toBe(false)
    expect(near(`${far}b`)).toBe(true)
  })

  it('take what is empty no more often than once, and a set of many ranges as one', () => {
    expect(matches('(((){1000}){1000}){1000}', 'a')).toBe(true)
    expect(matches(`^[${'\\W\\S'.repeat(200)}]{1,900}$`, 'a b'.repeat(300))).toBe(true)
    expect(matches('^[^a-cb-d]+$', 'efg')).toBe(true)
    expect(matches('[^a-cb-d]', 'abcd')).toBe(false)
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
