import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Consent } from '../../model/consent.ts'
import { readConsent } from './consent-status.ts'

const ASKED = { channel: 'email', purpose: 'newsletter', address: 'Ada@Shop.fr', at: 100 }

function line(consent: Partial<Consent>): Consent {
  return {
    contactId: 'c',
    recordId: 'r',
    channel: 'email',
    purpose: 'newsletter',
    status: 'granted',
    at: 10,
    source: 'shop',
    ...consent,
  }
}

function statusOf(...consents: readonly Partial<Consent>[]): string {
  return readConsent(consents.map(line), ASKED).status
}

describe('the consent ledger, read', () => {
  it('knows nothing where nobody said anything about this channel and purpose', () => {
    expect(statusOf()).toBe('none')
    expect(statusOf({ channel: 'sms' }, { purpose: 'partners' })).toBe('none')
  })

  it('follows the latest decision, in whatever order the lines lie', () => {
    expect(statusOf({ at: 20, status: 'withdrawn' }, { at: 10 })).toBe('withdrawn')
    expect(statusOf({ at: 20 }, { at: 10, status: 'withdrawn' })).toBe('granted')
  })

  it('takes the strictest of several at one instant', () => {
    expect(statusOf({}, { status: 'pending' })).toBe('pending')
    expect(statusOf({ status: 'denied' }, {}, { status: 'pending' })).toBe('denied')
  })

  it('hears what is said of this address or of all, not of another', () => {
    expect(statusOf({ address: 'ada@shop.fr' })).toBe('granted')
    expect(statusOf({}, { at: 20, status: 'withdrawn', address: 'other@shop.fr' })).toBe('granted')
    expect(statusOf({}, { at: 20, status: 'withdrawn', address: ' ADA@shop.fr' })).toBe('withdrawn')
  })

  it('ends a grant with its term, exclusively, and a refusal never', () => {
    expect(statusOf({ expiresAt: 101 })).toBe('granted')
    expect(statusOf({ expiresAt: 100 })).toBe('expired')
    expect(statusOf({ status: 'denied', expiresAt: 50 })).toBe('denied')
  })

  it('does not know the future', () => {
    expect(statusOf({ at: 101 })).toBe('none')
  })

  it('does not depend on the order of the lines', () => {
    const consent = fc.record({
      at: fc.integer({ min: 90, max: 105 }),
      status: fc.constantFrom<Consent['status']>('granted', 'denied', 'pending', 'withdrawn'),
      address: fc.constantFrom(undefined, 'ada@shop.fr', 'other@shop.fr'),
      expiresAt: fc.constantFrom(undefined, 95, 110),
    })
    const shuffled = fc
      .array(consent, { maxLength: 6 })
      .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })))
    fc.assert(
      fc.property(shuffled, ([lines, other]) => {
        // Two grants of one instant with different terms are one decision told twice: the law is on the rest.
        fc.pre(lines.every((one) => one.status !== 'granted' || one.expiresAt === undefined))
        expect(statusOf(...other)).toBe(statusOf(...lines))
      }),
    )
  })
})
