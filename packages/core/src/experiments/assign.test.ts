import { describe, expect, it } from 'vitest'
import { assignArm, fractionOf } from './assign.ts'
import { sha256Hex } from './sha256.ts'

describe('SHA-256', () => {
  /** FIPS 180-4 examples, NIST "SHA256.pdf". */
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('has the digest of the standard', (text, digest) => {
    expect(sha256Hex(text)).toBe(digest)
  })
})

describe('an arm', () => {
  const arms = [
    { id: 'a', weight: 1 },
    { id: 'b', weight: 3 },
  ]
  const PEOPLE = 100_000

  it('is laid by the first 13 digits of the digest of salt, experiment and contact', () => {
    const fraction = Number.parseInt(sha256Hex('saltexpid').slice(0, 13), 16) / 2 ** 52
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
