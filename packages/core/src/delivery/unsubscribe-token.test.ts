import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signUnsubscribe, verifyUnsubscribe } from './unsubscribe-token.ts'

const SECRET = 'a secret of more than sixteen bytes'
const CLAIM = { contactId: 'c1', channel: 'email', purpose: 'newsletter', messageKey: 'run:node' }

describe('an unsubscribe token', () => {
  it('says what was signed, whatever it was', async () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 })
    await fc.assert(
      fc.asyncProperty(
        word,
        word,
        word,
        fc.option(word, { nil: undefined }),
        async (contactId, channel, purpose, messageKey) => {
          const claim = { contactId, channel, purpose, messageKey }
          const token = await signUnsubscribe(claim, SECRET)
          expect(token).toMatch(/^[\w.-]+$/u)
          expect(await verifyUnsubscribe(token, [SECRET])).toEqual(claim)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('is worth nothing once a single character is changed, added or taken away', async () => {
    const token = await signUnsubscribe(CLAIM, SECRET)
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === 'A' ? 'B' : 'A'
      expect(
        await verifyUnsubscribe(token.slice(0, index) + other + token.slice(index + 1), [SECRET]),
      ).toBeUndefined()
      expect(
        await verifyUnsubscribe(token.slice(0, index) + token.slice(index + 1), [SECRET]),
      ).toBeUndefined()
    }
    expect(await verifyUnsubscribe(`${token}.`, [SECRET])).toBeUndefined()
    expect(await verifyUnsubscribe('', [SECRET])).toBeUndefined()
    expect(await verifyUnsubscribe(`u1.${'A'.repeat(10_000)}.AAAA`, [SECRET])).toBeUndefined()
  })

  it('is read with an old secret while the new one is brought in, and with no other', async () => {
    const token = await signUnsubscribe(CLAIM, SECRET)
    expect(await verifyUnsubscribe(token, ['another secret of some length', SECRET])).toEqual(CLAIM)
    expect(await verifyUnsubscribe(token, ['another secret of some length'])).toBeUndefined()
    expect(await verifyUnsubscribe(token, [])).toBeUndefined()
  })

  it('is not made, nor read, with a secret that anybody could guess', async () => {
    for (const secret of ['', 'short', ' '.repeat(32), '\0'.repeat(32)]) {
      await expect(signUnsubscribe(CLAIM, secret)).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
      const token = await signUnsubscribe(CLAIM, SECRET)
      await expect(verifyUnsubscribe(token, [secret])).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
    }
  })
})
