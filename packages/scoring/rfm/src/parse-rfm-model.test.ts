import { describe, expect, it } from 'vitest'
import { parseRfmModel } from './parse-rfm-model.ts'
import type { RfmModel } from './rfm-model.ts'
import { scoreRfm } from './score-rfm.ts'

const at = Date.UTC(2026, 0, 1)
const summaries = Array.from({ length: 10 }, (_, i) => ({
  contactId: `c${i}`,
  orders: i + 1,
  revenueMinor: 100 * (i + 1),
  lastOrderAt: at - i * 86_400_000,
}))
const model = scoreRfm(summaries, { at }).model as RfmModel
const json = () => JSON.parse(JSON.stringify(model))

describe('parseRfmModel', () => {
  it('reads back what was written', () => {
    expect(parseRfmModel(json())).toEqual(model)
  })

  it('refuses a model of another version, and things that are no model', () => {
    for (const other of [{ ...json(), version: 2 }, { kind: 'bgnbd', version: 1 }, null, 'rfm', 12, []]) {
      expect(() => parseRfmModel(other)).toThrowError(expect.objectContaining({ code: 'MODEL_VERSION' }))
    }
  })

  it('refuses a damaged model, naming the place', () => {
    const damaged = [
      [{ ...json(), cuts: { ...model.cuts, orders: ['1'] } }, 'cuts.orders'],
      [{ ...json(), cuts: { ...model.cuts, orders: [1] } }, 'cuts.orders'],
      [{ ...json(), method: 'ntile' }, 'ranks'],
      [{ ...json(), sampleSize: -1 }, 'sampleSize'],
    ] as const
    for (const [bad, place] of damaged) {
      expect(() => parseRfmModel(bad)).toThrowError(
        expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(place) }),
      )
    }
  })

  it('refuses a model whose segments are no partition', () => {
    const bad = json()
    bad.segments.segments.pop()
    expect(() => parseRfmModel(bad)).toThrowError(expect.objectContaining({ code: 'INVALID_DEFINITION' }))
  })
})
