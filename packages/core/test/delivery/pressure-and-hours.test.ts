import { describe, expect, it } from 'vitest'
import { franceQuietHours } from '../../src/index.ts'
import { makeWorld, START, verdictOf } from './world.ts'

const KEY = 'run-1:hello'

describe('pressure and priority in the outbox', () => {
  it('defers to the first free instant, not to the next day', async () => {
    const world = await makeWorld({
      pressure: [{ id: 'daily', max: 1, window: { rolling: '1d' }, overflow: 'defer' }],
    })
    await world.put({ messageKey: 'first' })
    await world.dispatcher.dispatchDue()
    await world.clock.advance(3_600_000)
    await world.put({ messageKey: 'second', createdAt: world.clock.now(), dueAt: world.clock.now() })
    await world.dispatcher.dispatchDue()
    expect((await world.read('second')).dueAt).toBe(START + 86_400_000)
    await world.clock.advance(86_400_000 - 3_600_000)
    await world.dispatcher.dispatchDue()
    expect(world.sent).toHaveLength(2)
  })

  it('a service message passes and does not count', async () => {
    const world = await makeWorld({ pressure: [{ id: 'daily', max: 1, window: { rolling: '1d' } }] })
    await world.put({ messageKey: 'service', class: 'transactional' })
    await world.put()
    await world.put({ messageKey: 'service-2', class: 'transactional' })
    await world.dispatcher.dispatchDue()
    expect(world.sent).toHaveLength(3)
  })

  it('lets an exempt message through, and does not count one that says so', async () => {
    const saying = (id: string, pressure: { exempt?: boolean; counts?: boolean }) => ({
      id,
      nodes: {
        hello: {
          type: 'message' as const,
          message: {
            channel: 'email',
            class: 'marketing' as const,
            purpose: 'newsletter',
            objective: 'say hello',
            content: { fr: { subject: 's', text: 't' } },
            pressure,
          },
          next: 'done',
        },
        done: { type: 'exit' as const, reason: 'done' },
      },
    })
    const world = await makeWorld({
      pressure: [{ id: 'daily', max: 1, window: { rolling: '1d' } }],
      scenarios: [{}, saying('uncounted', { counts: false }), saying('exempt', { exempt: true })],
    })
    const put = (messageKey: string, scenarioId: string, createdAt: number) =>
      world.put({ messageKey, scenarioId, createdAt })
    await put('uncounted', 'uncounted', START - 3)
    await put('plain', 'welcome', START - 2)
    await put('exempt', 'exempt', START - 1)
    await put('too much', 'welcome', START)
    await world.dispatcher.dispatchDue()
    expect(world.sent.map(({ messageKey }) => messageKey).sort()).toEqual(['exempt', 'plain', 'uncounted'])
  })

  it('gives the last room to the higher priority', async () => {
    const world = await makeWorld({
      pressure: [{ id: 'daily', max: 1, window: { calendar: 'day' } }],
      scenarios: [{}, { id: 'cart', meta: { priority: 10 } }],
    })
    await world.put({ messageKey: 'a' })
    await world.put({ messageKey: 'z', scenarioId: 'cart' })
    await world.dispatcher.dispatchDue()
    expect(world.sent.map(({ messageKey }) => messageKey)).toEqual(['z'])
    expect(verdictOf(await world.read('a'))).toBe('pressure stop pressure:daily')
  })

  it('waits for a better message that is about to come due', async () => {
    const world = await makeWorld({
      pressure: [{ id: 'daily', max: 1, window: { rolling: '1d' } }],
      scenarios: [{}, { id: 'cart', meta: { priority: 10 } }],
    })
    await world.put({ messageKey: 'a' })
    await world.put({ messageKey: 'z', scenarioId: 'cart', dueAt: START + 60_000 })
    await world.dispatcher.dispatchDue()
    expect(world.sent).toEqual([])
    await world.clock.advance(120_000)
    await world.dispatcher.dispatchDue()
    expect(world.sent.map(({ messageKey }) => messageKey)).toEqual(['z'])
  })
})

describe('quiet hours in the outbox', () => {
  const sms = async (options: Parameters<typeof makeWorld>[0] = {}) => {
    const texts: string[] = []
    const world = await makeWorld({
      contacts: [{ id: 'ada', fields: { phone: '+33612345678', country: 'FR' } }],
      consents: [{ channel: 'sms' }],
      quietHours: franceQuietHours(),
      channels: [
        {
          channel: 'sms',
          idempotent: true,
          send: async ({ to }) => {
            texts.push(to)
            return { status: 'accepted' }
          },
        },
      ],
      ...options,
    })
    return { ...world, texts }
  }

  it('an SMS of New Year’s Day waits for eight in the morning of the next day, in Paris', async () => {
    const world = await sms()
    await world.put({ channel: 'sms' })
    await world.dispatcher.dispatchDue()
    expect(verdictOf(await world.read(KEY))).toBe('quiet-hours defer quiet:fr-sms-FR')
    expect((await world.read(KEY)).dueAt).toBe(Date.parse('2026-01-02T07:00:00Z'))
    await world.clock.set(Date.parse('2026-01-02T07:00:00Z'))
    await world.dispatcher.dispatchDue()
    expect(world.texts).toEqual(['+33612345678'])
  })

  it('a service SMS does not wait, and a rule of France does not hold in Belgium', async () => {
    const service = await sms()
    await service.put({ channel: 'sms', class: 'transactional' })
    await service.dispatcher.dispatchDue()
    expect(service.texts).toHaveLength(1)
    const belgian = await sms({ contacts: [{ id: 'ada', fields: { phone: '+32470123456', country: 'BE' } }] })
    await belgian.put({ channel: 'sms' })
    await belgian.dispatcher.dispatchDue()
    expect(belgian.texts).toHaveLength(1)
  })

  it('outside, a rule that says so cancels', async () => {
    const allowed = [{ days: [1], from: '09:00', to: '10:00' }]
    const world = await sms({ quietHours: [{ id: 'q', channel: 'sms', allowed, outside: 'cancel' }] })
    await world.put({ channel: 'sms' })
    await world.dispatcher.dispatchDue()
    expect(verdictOf(await world.read(KEY))).toBe('quiet-hours stop quiet:q')
  })
})
