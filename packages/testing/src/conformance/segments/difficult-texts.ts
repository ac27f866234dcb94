import type { Condition } from '@clientele/core'
import { expectEqual, expectRejection } from '../expectation.ts'
import type { StorageCase } from '../storage/storage-case.ts'
import { DAY, NOW, segmentCase } from './segment-world.ts'

/** What databases, JSON paths and patterns give a meaning to. */
const EVIL: readonly string[] = [
  `'`,
  `"`,
  '`',
  '\\',
  '\\"',
  '%',
  '_',
  '100%_\\',
  '\u0000',
  'a\u0000b',
  '\u{1F381}',
  '👩‍👩‍👧',
  '\uD83D',
  '$',
  '$.a',
  '$[0]',
  '#-1',
  '*',
  '?',
  ':name',
  '$1',
  '@x',
  '{}',
  '->>',
  "'; drop table clientele_contacts; --",
  "') or 1=1 --",
  'constructor',
  'e\u0301',
  '\u202Eabc',
]

/** Patterns that hang in engines that go back, and what they are matched with. */
const HANGING: readonly (readonly [pattern: string, holds: boolean])[] = [
  ['^(a+)+$', false],
  ['^(a*)*$', false],
  ['^((a+)+)+$', false],
  ['^(a|aa)+$', false],
  ['^(a|a?)+$', false],
  ['^([a-zA-Z]+)*$', false],
  ['(x+x+)+y', false],
  ['(.*)*(.*)*(.*)*!', true],
  ['(((){1000}){1000}){1000}', true],
  ['(\\b\\b\\b)*b', false],
  ['a{1000}!', true],
]

/** Texts and patterns of people who mean harm. */
export const difficultTextCases: readonly StorageCase[] = [
  segmentCase('names and values are what they are, whatever they hold', async (world) => {
    const who = (place: number) => `p${String(place).padStart(2, '0')}`
    await world.people(
      Object.fromEntries(EVIL.map((text, place) => [who(place), { town: text, towns: [text, 'x'] }])),
    )
    for (const [place, text] of EVIL.entries())
      await world.happened(who(place), `Seen ${text}`, NOW - DAY, { [text]: text, list: [{ [text]: text }] })
    for (const [place, text] of EVIL.entries()) {
      const holds = (part: (other: string) => boolean) =>
        EVIL.flatMap((other, index) => (part(other) ? [who(index)] : [])).sort()
      const asked: [Condition, readonly string[]][] = [
        [{ field: 'town', op: 'eq', value: text }, [who(place)]],
        [{ field: 'town', op: 'contains', value: text }, holds((other) => other.includes(text))],
        [{ field: 'town', op: 'startsWith', value: text }, holds((other) => other.startsWith(text))],
        [{ field: 'town', op: 'endsWith', value: text }, holds((other) => other.endsWith(text))],
        [{ field: 'towns', op: 'hasAny', value: [text] }, [who(place)]],
      ]
      if (!text.endsWith('*')) asked.push([{ event: `Seen ${text}` }, [who(place)]])
      if (!/[[\].]/.test(text)) {
        asked.push([{ event: '*', where: { property: text, op: 'eq', value: text } }, [who(place)]])
        asked.push([
          { event: '*', where: { property: `list[].${text}`, op: 'eq', value: text } },
          [who(place)],
        ])
      }
      for (const [where, expected] of asked) {
        await world.expectAnswer(where, expected, `who is asked for by ${JSON.stringify(where)}`)
      }
      // Names of fields are plain: what is none is refused, and never reaches a database.
      if (!/^[A-Za-z]\w*$/.test(text))
        await expectRejection(
          () => world.clientele.segments.count({ field: text, op: 'exists' }),
          `a field named ${JSON.stringify(text)}`,
          'INVALID_CONDITION',
        )
    }
    await world.clientele.segments.save({
      id: 'evil',
      where: { field: 'town', op: 'in', value: EVIL.filter((text) => text !== '') },
    })
    expectEqual(await world.clientele.segments.count('evil'), EVIL.length, 'all of them, as a segment')
  }),

  segmentCase('a pattern that is meant to hang does not, on ten thousand characters', async (world) => {
    const text = `${'a'.repeat(10_000)}!`
    await world.people({ long: { note: text }, short: { note: 'zzz' }, none: {} })
    for (const [value, holds] of HANGING) {
      const where: Condition = {
        all: [
          { field: 'note', op: 'matches', value },
          { field: 'note', op: 'startsWith', value: 'a' },
        ],
      }
      await world.expectAnswer(where, holds ? ['long'] : [], `who matches ${value}`)
    }
    for (const value of ['(a', '(?=a)', '(a)\\1', '((a{1000}){1000}){1000}', 'a'.repeat(1001)])
      await expectRejection(
        () => world.clientele.segments.count({ field: 'note', op: 'matches', value }),
        `the pattern ${value.slice(0, 40)}`,
        'INVALID_CONDITION',
      )
  }),
]
