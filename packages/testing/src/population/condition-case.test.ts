import { compileCondition } from '@clientele/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conditionOver } from './condition.ts'
import { conditionCaseOf } from './condition-case.ts'
import { conditionWorld } from './condition-world.ts'
import { environmentOf } from './environment-of.ts'
import { factsOf } from './facts-of.ts'

const KEYS =
  'all any not atLeast segment field property event rows via sequence heldFor window last ago current from to ref ignoreCase leapDay'.split(
    ' ',
  )
const MEASURES = 'count sum avg min max distinct first last daysSince'.split(' ')
const OPERATORS =
  'eq ne lt lte gt gte between in notIn exists missing contains notContains startsWith endsWith matches hasAny hasAll hasNone before after withinLast withinNext moreThanAgo moreThanAhead sameDay anniversaryWithin near'.split(
    ' ',
  )
const PATHS =
  'trait. rfm. first.product_id field. order_id.store_id.region products[].sku.category shipping.city extra.tags store_id.place'.split(
    ' ',
  )

const world = conditionWorld()
const environment = environmentOf(world)

describe('conditionOver', () => {
  it('gives conditions that compile and survive JSON', () => {
    fc.assert(
      fc.property(conditionOver(world), (condition) => {
        compileCondition(condition, environment)
        expect(JSON.parse(JSON.stringify(condition))).toEqual(condition)
      }),
      { numRuns: 500 },
    )
  })

  it('gives every kind of condition, comparison, measure and path', () => {
    const text = JSON.stringify(fc.sample(conditionOver(world), { numRuns: 4000, seed: 7 }))
    const absent = [...KEYS.map((key) => `"${key}":`), ...MEASURES.map((of) => `"of":"${of}"`), ...PATHS]
    absent.push(...OPERATORS.map((op) => `"op":"${op}"`))
    expect(absent.filter((part) => !text.includes(part))).toEqual([])
  })
})

describe('conditionCaseOf', () => {
  it('asks questions that are true of some contacts and false of others', () => {
    let [holds, fails] = [0, 0]
    fc.assert(
      fc.property(conditionCaseOf(world), ({ condition, population, at, zone }) => {
        const test = compileCondition(condition, environment)
        for (const { contactId } of population.contacts) {
          if (test(factsOf(population, contactId, zone), at) > 0) holds++
          else fails++
        }
      }),
      { numRuns: 500, seed: 7 },
    )
    const share = holds / (holds + fails)
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.8)
  })

  it('asks them of a few contacts mostly, and of dozens now and then', () => {
    const sizes = fc
      .sample(conditionCaseOf(world), { numRuns: 400, seed: 7 })
      .map(({ population }) => population.contacts.length)
    expect(sizes.filter((size) => size <= 6).length).toBeGreaterThan(360)
    expect(sizes.filter((size) => size >= 20 && size <= 60).length).toBeGreaterThan(0)
  })

  it('gives contacts whose events and rows are theirs', () => {
    fc.assert(
      fc.property(conditionCaseOf(world), ({ population }) => {
        const ids = new Set(population.contacts.map(({ contactId }) => contactId))
        for (const { contactId } of population.events) expect(ids).toContain(contactId)
        for (const { contactId } of population.scores ?? []) expect(ids).toContain(contactId)
        for (const { contactId } of population.rows)
          if (contactId !== undefined) expect(ids).toContain(contactId)
        const keys = population.rows.map(({ table, key }) => `${table} ${key}`)
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })
})
