import { describe, expect, it } from 'vitest'
import { sha256 } from '../hash/sha-256.ts'
import { assignArm, fractionOf } from './assign.ts'

describe('an arm', () => {
  const arms = [
    { id: 'a', weight: 1 },
    { id: 'b', weight: 3 },
  ]
  const PEOPLE = 100_000

  it('is laid by the first 13 digits of the digest of salt, experiment and contact', () => {
    const fraction = Number.parseInt(sha256('saltexpid').slice(0, 13), 16) / 2 ** 52
    expect(fractionOf('saltexpid')).toBe(fraction)
    expect(assignArm({ salt: 'salt', experiment: 'exp', contactId: 'id', arms })).toBe(
      fraction < 0.25 ? 'a' : 'b',
    )
  })

  it('keeps to its weight within three deviations, and to itself between experiments', {
    timeout: 60_000,
  }, () => {
    let first = 0
    let second = 0
    let both = 0
    for (let index = 0; index < PEOPLE; index++) {
      const of = (experiment: string): number =>
        assignArm({ salt: 's', experiment, contactId: `c${index}`, arms }) === 'a' ? 1 : 0
      const x = of('one')
      const y = of('two')
      first += x
      second += y
      both += x * y
    }
    const deviation = Math.sqrt(PEOPLE * 0.25 * 0.75)
    expect(Math.abs(first - PEOPLE / 4)).toBeLessThan(3 * deviation)
    expect(Math.abs(second - PEOPLE / 4)).toBeLessThan(3 * deviation)
    const phi =
      (PEOPLE * both - first * second) / Math.sqrt(first * second * (PEOPLE - first) * (PEOPLE - second))
    expect(Math.abs(phi)).toBeLessThan(0.02)
  })
})
