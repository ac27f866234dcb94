import type { Condition } from '@clientele/core'
import fc from 'fast-check'

/** All, any, not, and at least so many, of parts. */
export function compositionOf(part: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  const parts = fc.array(part, { maxLength: 3 })
  return fc.oneof(
    fc.record({ all: parts }),
    fc.record({ any: parts }),
    fc.record({ not: part }),
    fc.record({ atLeast: fc.nat(3), of: parts }),
  )
}
