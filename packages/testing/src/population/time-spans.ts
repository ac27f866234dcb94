import type { Window } from '@clientele/core'
import fc from 'fast-check'
import { gridInstant, isoOf } from './values.ts'

/** Durations of both kinds. */
export function aDuration(): fc.Arbitrary<string> {
  return fc.constantFrom('12h', '1d', '36h', '7d', '2w', 'P1D', 'P1W', 'P1M')
}

/** Windows of every form. */
export function aWindow(): fc.Arbitrary<Window> {
  const halfDays = (from: number, to: number): fc.Arbitrary<string> => gridInstant({ from, to }).map(isoOf)
  const local = (from: number, to: number): fc.Arbitrary<string> =>
    fc.tuple(halfDays(from, to), fc.constantFrom(10, 16)).map(([text, length]) => text.slice(0, length))
  return fc.oneof(
    fc.record({ last: aDuration() }),
    fc.constantFrom<Window>(
      { ago: ['7d', '1d'] },
      { ago: ['36h', '12h'] },
      { ago: ['P1M', 'P1D'] },
      { ago: ['2w', '2w'] },
      { ago: ['P1M', '7d'] },
      { ago: ['30d', 'P1W'] },
    ),
    fc
      .constantFrom('day', 'week', 'month', 'quarter', 'year' as const)
      .map((current): Window => ({ current })),
    fc.record({ from: halfDays(-80, -31), to: halfDays(-30, 6) }, { requiredKeys: [] }),
    fc.record({ from: local(-80, -31), to: local(-28, 6) }, { requiredKeys: [] }),
  )
}
