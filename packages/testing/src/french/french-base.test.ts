import { describe, expect, it } from 'vitest'
import { frenchBase } from './french-base.ts'

describe('frenchBase', () => {
  it('gives the same records for the same seed, and others for another', () => {
    const base = [...frenchBase({ rows: 500, seed: 1 })]
    expect([...frenchBase({ rows: 500, seed: 1 })]).toEqual(base)
    expect([...frenchBase({ rows: 500, seed: 2 })]).not.toEqual(base)
  })

  it('gives as many records as asked for, about 2.3 to a person, with all three sources', () => {
    const base = [...frenchBase({ rows: 20_000 })]
    expect(base).toHaveLength(20_000)
    expect(new Set(base.map(({ rec_id }) => rec_id)).size).toBe(20_000)
    const people = new Set(base.map(({ truth }) => truth.entity)).size
    expect(base.length / people).toBeGreaterThan(1.6)
    expect(base.length / people).toBeLessThan(3)
    expect(new Set(base.map(({ source }) => source))).toEqual(new Set(['eshop', 'pos', 'erp']))
  })

  it('makes no defect of which the rate is 0, and every one of the others', () => {
    const defects = (rates: object): ReadonlySet<string> =>
      new Set([...frenchBase({ rows: 20_000, rates })].flatMap(({ truth }) => truth.defects))
    expect(defects({}).size).toBeGreaterThanOrEqual(20)
    expect(defects({ nickname: 0 }).has('nickname')).toBe(false)
    expect(defects({ kiosk: 0, sharedDevice: 0 }).has('shared_device')).toBe(false)
  })

  it('gives no two people one customer number', () => {
    const owner = new Map<string, string>()
    for (const { customer_no, truth } of frenchBase({ rows: 20_000 })) {
      if (customer_no === '') continue
      expect(owner.get(customer_no) ?? truth.entity).toBe(truth.entity)
      owner.set(customer_no, truth.entity)
    }
  })

  it('refuses what is no number of records', () => {
    expect(() => [...frenchBase({ rows: -1 })]).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
  })
})
