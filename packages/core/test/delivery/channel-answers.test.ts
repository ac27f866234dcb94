import { describe, expect, it } from 'vitest'
import { ClienteleError } from '../../src/index.ts'
import { makeWorld, START } from './world.ts'

const KEY = 'run-1:hello'

describe('the answers of a channel', () => {
  it('rejected is final, and a dead address is suppressed', async () => {
    const world = await makeWorld({ answer: () => ({ status: 'rejected', reason: '5.1.1', suppress: true }) })
    await world.put()
    expect((await world.dispatcher.dispatchDue()).failed).toBe(1)
    const found = await world.kernel.storage.transaction((tx) =>
      tx.suppressions.find('email', ['ada@shop.fr']),
    )
    expect(found).toMatchObject([{ reason: 'bounce' }])
  })

  it('unavailable is tried again after what the provider asked for, and given up in the end', async () => {
    let calls = 0
    const world = await makeWorld({
      dispatcher: { breaker: { failures: 100 } },
      answer: () => {
        calls++
        return { status: 'unavailable', reason: '429', retryAfterMs: 600_000 }
      },
    })
    await world.put()
    await world.dispatcher.dispatchDue()
    const { dueAt, state } = await world.read(KEY)
    expect(state).toBe('pending')
    expect(dueAt - START).toBeGreaterThanOrEqual(600_000)
    await world.clock.advance(599_999)
    await world.dispatcher.dispatchDue()
    expect(calls).toBe(1)
    for (let hour = 0; hour < 24; hour++) {
      await world.clock.advance(3_600_000 * 1.3)
      await world.dispatcher.dispatchDue()
    }
    expect(await world.read(KEY)).toMatchObject({ state: 'failed', attempts: 12 })
    expect(calls).toBe(12)
  })

  it('unknown leaves marketing in doubt for a person, and it is never sent again by itself', async () => {
    const world = await makeWorld({ answer: () => ({ status: 'unknown', reason: 'cut' }), idempotent: true })
    await world.put()
    expect((await world.dispatcher.dispatchDue()).inDoubt).toBe(1)
    await world.clock.advance(86_400_000)
    await world.dispatcher.dispatchDue()
    expect(world.sent).toHaveLength(1)
    expect((await world.read(KEY)).state).toBe('in-doubt')
  })

  it('unknown sends a service message again under its key where the provider sends once for a key', async () => {
    let calls = 0
    const answer = () =>
      (calls++ === 0 ? { status: 'unknown', reason: 'cut' } : { status: 'accepted' }) as never
    const world = await makeWorld({ answer, idempotent: true })
    await world.put({ class: 'transactional' })
    await world.dispatcher.dispatchDue()
    await world.clock.advance(86_400_000)
    await world.dispatcher.dispatchDue()
    expect(world.sent.map(({ messageKey }) => messageKey)).toEqual([KEY, KEY])
    const careful = await makeWorld({ answer: () => ({ status: 'unknown', reason: 'cut' }) })
    await careful.put({ class: 'transactional' })
    expect((await careful.dispatcher.dispatchDue()).inDoubt).toBe(1)
  })

  it('a channel that throws or answers rubbish is named, and the message is in doubt', async () => {
    for (const answer of [() => Promise.reject(new TypeError('bug')), () => 42 as never]) {
      const world = await makeWorld({ answer })
      await world.put()
      expect((await world.dispatcher.dispatchDue()).inDoubt).toBe(1)
      expect(world.told).toContainEqual({
        name: 'plugin.failed',
        payload: { pluginId: 'the-email-plugin', code: 'PLUGIN_FAILED' },
      })
    }
  })

  it('a channel that says by its error that nothing was sent is believed', async () => {
    const world = await makeWorld({
      answer: () => Promise.reject(new ClienteleError('CHANNEL_UNAVAILABLE', 'down', { retryable: true })),
    })
    await world.put()
    expect((await world.dispatcher.dispatchDue()).deferred).toBe(1)
  })

  it('a channel that hangs is left after its time, named, and does not hold up the others', async () => {
    const quick: string[] = []
    const world = await makeWorld({
      contacts: [{ id: 'ada', fields: { email: 'ada@shop.fr', push: 'token' } }],
      answer: () => new Promise(() => undefined),
      channels: [
        {
          channel: 'push',
          idempotent: true,
          send: async ({ messageKey }) => {
            quick.push(messageKey)
            return { status: 'accepted' }
          },
        },
      ],
    })
    await world.put()
    await world.put({ messageKey: 'push-1', channel: 'push', class: 'transactional' })
    const turn = world.dispatcher.dispatchDue()
    await world.clock.advance(30_000)
    expect(await turn).toMatchObject({ inDoubt: 1, sent: 1 })
    expect(quick).toEqual(['push-1'])
    expect(world.told.map(({ payload }) => payload)).toContainEqual({
      pluginId: 'the-email-plugin',
      code: 'PLUGIN_TIMEOUT',
    })
  })

  it('opens the circuit after failures in a row, lets one try later, and closes when it succeeds', async () => {
    let down = true
    let calls = 0
    const world = await makeWorld({
      dispatcher: { concurrency: 1, breaker: { failures: 3, pauseMs: 60_000 } },
      answer: () => {
        calls++
        return down ? { status: 'unavailable', reason: '503' } : { status: 'accepted' }
      },
    })
    for (let index = 0; index < 10; index++) await world.put({ messageKey: `m${index}` })
    expect((await world.dispatcher.dispatchDue()).deferred).toBe(10)
    expect(calls).toBe(3)
    expect(await world.read('m9')).toMatchObject({ state: 'pending', attempts: 0 })
    await world.clock.advance(60_000)
    await world.dispatcher.dispatchDue()
    expect(calls).toBe(4)
    down = false
    await world.clock.advance(600_000)
    await world.dispatcher.dispatchDue()
    expect(calls).toBe(14)
  })
})
