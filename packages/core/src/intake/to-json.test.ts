import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isJsonValue } from '../model/json-schema.ts'
import { looseJson } from './loose-json.ts'
import { toJson } from './to-json.ts'

describe('toJson', () => {
  it('copies JSON as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value), (key, one) => (key === '__proto__' ? undefined : one))
        expect(toJson(plain)).toEqual(plain)
      }),
    )
  })

  it('writes dates as ISO 8601, leaves undefined out and asks toJSON', () => {
    const input = { at: new Date(0), none: undefined, money: { toJSON: () => ({ minor: 5 }) } }
    expect(toJson(input)).toEqual({ at: '1970-01-01T00:00:00.000Z', money: { minor: 5 } })
  })

  it('is a copy: what the host changes later changes nothing', () => {
    const input = { list: [1] }
    const copy = toJson(input)
    input.list.push(2)
    expect(copy).toEqual({ list: [1] })
  })

  it('says the path of what is no JSON, and never its value', () => {
    const circular: Record<string, unknown> = { items: [{ secret: 'ada@x.org' }] }
    ;(circular.items as unknown[]).push({ back: circular })
    expect(() => toJson(circular)).toThrow(/`items\[1\]\.back`.*circular/)
    expect(() => toJson({ a: { b: Number.NaN } })).toThrow(/`a\.b`/)
    expect(() => toJson({ a: () => 'ada@x.org' })).toThrow(/`a`, got a function/)
    expect(() => toJson({ a: new Array(1e9) })).toThrow(/more than/)
    expect(() => toJson('x'.repeat(2_000_000))).toThrow(/characters/)
    let deep: unknown = 1
    for (let level = 0; level < 100; level++) deep = { deep }
    expect(() => toJson(deep)).toThrow(/deeper/)
  })

  it('takes an object that stands twice, but in no circle, for two', () => {
    const shared = { a: 1 }
    expect(toJson([shared, shared])).toEqual([{ a: 1 }, { a: 1 }])
  })
})

describe('looseJson', () => {
  it('makes JSON of anything and throws at nothing', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withBigInt: true, withMap: true }), (value) => {
        expect(isJsonValue(looseJson(value))).toBe(true)
      }),
    )
    const bad = {
      get secret() {
        throw new Error('no')
      },
    }
    expect(looseJson([bad, () => 1, Number.NaN])).toEqual(['[unreadable]', '[function]', '[NaN]'])
  })
})
