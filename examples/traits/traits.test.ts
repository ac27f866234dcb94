import { expect, it } from 'vitest'
import { runTraits } from './run-traits.ts'

it('says of three orders what the shop asked, and when it turns', async () => {
  const { traits, lateAfterDays, history } = await runTraits()
  const values = Object.fromEntries(Object.entries(traits).map(([id, { value }]) => [id, value]))
  expect(values).toEqual({
    orders: 3,
    revenue: 18_540,
    revenue90: 18_540,
    favouriteShop: 'Lyon',
    since: 0,
    rhythm: 25,
    basket: 6180,
    lateness: 0,
    level: 'gold',
  })
  // A rhythm of 25 days: late with the first whole day after 37.5.
  expect(lateAfterDays).toBe(38)
  expect(history).toEqual([
    { day: 0, value: 8000 },
    { day: 20, value: 12_550 },
    { day: 50, value: 18_540 },
    { day: 90, value: 10_540 },
    { day: 110, value: 5990 },
    { day: 140, value: 0 },
  ])
})
