import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCondition } from '../../src/conditions/compile.ts'
import { conditionSchema } from '../../src/conditions/schema.ts'
import { arbitraryCondition, arbitraryNow, arbitrarySketch, environment } from './arbitrary.ts'
import { factsOf } from './facts-of.ts'

const QUARTER = 15 * 60_000
const DAY = 86_400_000

const triple = arbitraryNow.chain((now) =>
  fc.tuple(fc.constant(now), arbitrarySketch(now), arbitraryCondition),
)

describe('a verdict holds until its end', () => {
  it('answers the same at every instant before the end, for any condition, contact and instant', () => {
    fc.assert(
      fc.property(
        triple,
        fc.array(fc.integer({ min: 0, max: 40 * 96 }), { maxLength: 12 }),
        ([now, sketch, condition], steps) => {
          const facts = factsOf(sketch)
          const test = compileCondition(condition, environment)
          const verdict = test(facts, now)
          const end = Math.abs(verdict)
          expect(end).toBeGreaterThan(now)
          const probes = steps.map((step) => now + step * QUARTER)
          if (end !== Infinity) probes.push(end - 1)
          for (const quarter of [1, 2, 3, 4, 8, 24]) probes.push(now + quarter * QUARTER)
          for (const at of probes)
            if (at >= now && at < end) expect(Math.sign(test(facts, at))).toBe(Math.sign(verdict))
        },
      ),
      { numRuns: 2500 },
    )
  })

  it('keeps the membership right by looking only when it is due, and comes to rest', () => {
    fc.assert(
      fc.property(triple, ([start, sketch, condition]) => {
        const facts = factsOf(sketch)
        const test = compileCondition(condition, environment)
        let now = start
        let looks = 0
        for (let at = start; at < start + 20 * DAY; at += 4 * QUARTER) {
          let verdict = test(facts, now)
          while (Math.abs(verdict) <= at) {
            now = Math.abs(verdict)
            verdict = test(facts, now)
            expect(++looks).toBeLessThan(1000)
          }
          expect(verdict > 0).toBe(test(facts, at) > 0)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('survives the way through JSON and the schema unchanged', () => {
    fc.assert(
      fc.property(arbitraryCondition, (condition) => {
        const json: unknown = JSON.parse(JSON.stringify(condition))
        expect(conditionSchema.parse(json)).toEqual(json)
      }),
      { numRuns: 500 },
    )
  })
})
