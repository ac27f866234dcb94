import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { logLikelihoodOf } from '../src/fit/log-likelihood.ts'
import { modelOf, type PurchaseFamily } from '../src/models/family.ts'
import { outlookOf } from '../src/outlook/outlook-of.ts'

type Point = readonly [
  family: PurchaseFamily,
  parameters: readonly number[],
  x: number,
  tx: number,
  T: number,
  logLikelihood: number,
  alive: number,
  expected52: number,
  discounted?: number,
]

// Computed with mpmath from the closed forms with ₂F₁ (50 to 120 digits): large counts, tiny parameters, T = 0,
// x = 0, a = 1 and s = 1 and next to them, a + b < 1, alpha = beta, alpha far below and above beta.
const points: readonly Point[] = JSON.parse(
  readFileSync(new URL('./stress-points.json', import.meta.url), 'utf8'),
)

const close = (value: number, known: number) => Math.abs(value - known) <= 1e-9 * Math.abs(known) + 1e-250

describe('points where peers fail', () => {
  it.each(points.map((point) => ({ point, name: point.slice(0, 5).join(' ') })))('$name', ({ point }) => {
    const [family, parameters, x, tx, T, ll, alive, expected, discounted] = point
    const model = modelOf(family, parameters)
    const outlook = outlookOf(model)({ x, tx, T })
    const found = {
      ll: logLikelihoodOf(model, { x: [x], tx: [tx], T: [T] }),
      alive: outlook.alive,
      expected: outlook.expected(52),
      discounted: discounted === undefined ? undefined : outlook.discounted({ rate: 0.0027 }),
    }
    expect(close(found.ll, ll) || Math.abs(found.ll - ll) < 1e-12, `LL ${found.ll} for ${ll}`).toBe(true)
    expect(close(found.alive, alive), `P(alive) ${found.alive} for ${alive}`).toBe(true)
    expect(close(found.expected, expected), `expected ${found.expected} for ${expected}`).toBe(true)
    if (discounted === undefined) return
    expect(close(found.discounted!, discounted), `value ${found.discounted} for ${discounted}`).toBe(true)
  })

  it('stays finite in everything it answers', () => {
    for (const [family, parameters, x, tx, T] of points) {
      const outlook = outlookOf(modelOf(family, parameters))({ x, tx, T })
      const answers = [
        outlook.aliveAt(520),
        outlook.expected(5200),
        outlook.buysWithin(13),
        outlook.probabilityOf(0, { to: 13 }),
        outlook.probabilityOf(3, { from: 13, to: 26 }),
        outlook.discounted({ rate: 0.0027, horizon: 104 }),
        outlook.nextPurchaseIfAlive(0.5) ?? 0,
        outlook.meanNextPurchaseIfAlive ?? 0,
      ]
      for (const answer of answers) {
        expect(answer).toBeGreaterThanOrEqual(0)
        expect(Number.isNaN(answer)).toBe(false)
      }
    }
  })
})
