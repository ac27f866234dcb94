import { describe, expect, it } from 'vitest'
import { createMessagesApi } from '../../src/delivery/create-messages-api.ts'
import { ClienteleError, franceQuietHours } from '../../src/index.ts'
import { makeWorld, START, verdictOf } from './world.ts'

const KEY = 'run-1:hello'

describe('a message on its way out', () => {
  it('is sent once, in the contact’s words, and is settled as sent', async () => {
    const world = await makeWorld()
    await world.put()
    expect(await world.dispatcher.dispatchDue()).toEqual({
      sent: 1,
      failed: 0,
      withheld: 0,
      deferred: 0,
      inDoubt: 0,
    })
    await world.dispatcher.dispatchDue()
    expect(world.sent).toHaveLength(1)
    expect(world.sent[0]).toMatchObject({
      messageKey: KEY,
      to: 'ada@shop.fr',
      subject: 'Bonjour Ada',
      language: 'fr',
      meta: { scenarioId: 'welcome', node: 'hello', runId: 'run-1' },
    })
    expect(await world.read(KEY)).toMatchObject({ state: 'sent', providerId: 'p1', settledAt: START })
    expect(world.told).toContainEqual({
      name: 'message.settled',
      payload: { messageKey: KEY, scenarioId: 'welcome', contactId: 'ada', channel: 'email', state: 'sent' },
    })
  })

  it('is committed as sending before the channel is called', async () => {
    const states: string[] = []
    const world = await makeWorld({
      answer: async (message) => {
        states.push((await world.read(message.messageKey)).state)
        return { status: 'accepted' }
      },
    })
    await world.put()
    await world.dispatcher.dispatchDue()
    expect(states).toEqual(['sending'])
  })

  it('goes through every gate in the documented order, each with its rule', async () => {
    const world = await makeWorld()
    await world.put()
    await world.dispatcher.dispatchDue()
    const { decisions } = await world.read(KEY)
    expect(decisions.map(({ gate }) => gate)).toEqual([
      'scenario',
      'eligibility',
      'control',
      'address',
      'suppression',
      'consent',
      'quiet-hours',
      'pressure',
      'arbitration',
      'render',
      'content',
      'dispatch',
    ])
  })

  it('leaves nothing behind when its person may not be written to, and says by which rule', async () => {
    const cases = [
      [{ consents: [] }, 'consent stop consent:none'],
      [{ consents: [{ status: 'pending' }] }, 'consent stop consent:pending'],
      [{ contacts: [{ id: 'ada', fields: {} }] }, 'address stop address:missing'],
      [
        { contacts: [{ id: 'ada', fields: { email: 'a@b.fr\r\nBcc: x@y.fr' } }] },
        'address stop address:invalid',
      ],
      [{ exitWhen: { field: 'firstName', op: 'eq', value: 'Ada' } }, 'eligibility stop interrupted'],
      [{ filter: { field: 'firstName', op: 'eq', value: 'Bob' } }, 'eligibility stop not-eligible'],
      [
        { content: { fr: { subject: 'x', text: '{{ nickname }}' } } },
        'render stop template:missing:nickname',
      ],
      [{ content: { fr: { subject: '{{ " " }}', text: 'x' } } }, 'content stop content:subject-empty'],
    ] as const
    for (const [options, verdict] of cases) {
      const world = await makeWorld(options)
      await world.put()
      expect((await world.dispatcher.dispatchDue()).withheld).toBe(1)
      const message = await world.read(KEY)
      expect([message.state, verdictOf(message)]).toEqual(['withheld', verdict])
      expect(world.sent).toEqual([])
    }
  })

  it('is stopped by a suppressed address, but a service message is not by an unsubscription', async () => {
    const world = await makeWorld()
    await world.kernel.storage.transaction((tx) =>
      tx.suppressions.put([{ channel: 'email', address: 'ada@shop.fr', reason: 'unsubscribe', at: START }]),
    )
    await world.put()
    await world.put({ messageKey: 'service', class: 'transactional' })
    await world.dispatcher.dispatchDue()
    expect(verdictOf(await world.read(KEY))).toBe('suppression stop suppressed:unsubscribe')
    expect(await world.read('service')).toMatchObject({ state: 'sent' })
  })

  it('waits while its scenario is paused, ends when it is stopped', async () => {
    const world = await makeWorld()
    await world.put()
    world.setState('paused')
    expect((await world.dispatcher.dispatchDue()).deferred).toBe(1)
    expect(world.sent).toEqual([])
    await world.clock.advance(60_000)
    world.setState('stopped')
    expect((await world.dispatcher.dispatchDue()).withheld).toBe(1)
    expect(verdictOf(await world.read(KEY))).toBe('scenario stop state:stopped')
  })

  it('waits, and is not lost, where no channel of its medium is composed', async () => {
    const other = await makeWorld({ contacts: [{ id: 'ada', fields: { fax: '1' } }] })
    await other.put({ channel: 'fax', class: 'transactional' })
    expect((await other.dispatcher.dispatchDue()).deferred).toBe(1)
    expect(verdictOf(await other.read(KEY))).toBe('dispatch defer no-channel')
  })
})

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

describe('workers that die, and workers side by side', () => {
  it('an abandoned sending is listed in doubt when marketing, tried again when the provider knows keys', async () => {
    const world = await makeWorld({ idempotent: true })
    await world.put({ state: 'sending', leaseUntil: START - 1, fence: 1, attempts: 1 })
    await world.put({
      messageKey: 'service',
      class: 'transactional',
      state: 'sending',
      leaseUntil: START - 1,
      fence: 1,
      attempts: 1,
    })
    await world.dispatcher.dispatchDue()
    const listed = await createMessagesApi(world.kernel).list('in-doubt')
    expect(listed.map(({ messageKey }) => messageKey)).toEqual([KEY])
    await world.clock.advance(60_000)
    await world.dispatcher.dispatchDue()
    expect(world.sent.map(({ messageKey }) => messageKey)).toEqual(['service'])
  })

  it('a sending whose lease holds belongs to its worker', async () => {
    const world = await makeWorld()
    await world.put({ state: 'sending', leaseUntil: START + 1, fence: 1 })
    await world.dispatcher.dispatchDue()
    expect((await world.read(KEY)).state).toBe('sending')
  })

  it('two workers never send one message twice, nor pass one pressure rule twice', async () => {
    const world = await makeWorld({
      pressure: [{ id: 'one-a-day', max: 1, window: { rolling: '1d' } }],
      dispatcher: { slice: 1 },
    })
    for (let index = 0; index < 20; index++) await world.put({ messageKey: `m${index}`, runId: `r${index}` })
    const counts = await Promise.all([world.dispatcher.dispatchDue(), world.worker().dispatchDue()])
    expect(world.sent).toHaveLength(1)
    expect(counts[0].withheld + counts[1].withheld).toBe(19)
  })

  it('an abort gives back what was not yet given to a channel', async () => {
    const stop = new AbortController()
    const world = await makeWorld({
      dispatcher: { concurrency: 1 },
      answer: () => {
        stop.abort()
        return { status: 'accepted' }
      },
    })
    for (let index = 0; index < 3; index++) await world.put({ messageKey: `m${index}` })
    await expect(world.dispatcher.dispatchDue({ signal: stop.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    })
    expect(world.sent).toHaveLength(1)
    await world.dispatcher.dispatchDue()
    expect(world.sent).toHaveLength(3)
  })

  it('of two runs that a merge made one, the message is sent once', async () => {
    const world = await makeWorld()
    const run = (runId: string, ended: string | undefined) => ({
      runId,
      scenarioId: 'welcome',
      scenarioVersion: 1,
      contactId: 'ada',
      runKey: '',
      state: 'ended' as const,
      node: 'done',
      startedAt: START,
      nodeSince: START,
      wakeAt: undefined,
      trigger: {},
      arms: {},
      sent: ['hello'],
      step: 1,
      endedAt: START,
      endReason: ended,
    })
    await world.kernel.storage.transaction((tx) =>
      tx.runs.put([run('run-1', 'done'), run('run-2', 'merged')]),
    )
    await world.put()
    await world.put({ messageKey: 'run-2:hello', runId: 'run-2' })
    await world.dispatcher.dispatchDue()
    expect(world.sent).toHaveLength(1)
    expect(verdictOf(await world.read('run-2:hello'))).toBe('scenario stop run:merged')
  })
})

describe('a message in doubt', () => {
  it('is settled by what a person found, with an audit row, or sent again because they say so', async () => {
    const world = await makeWorld({ answer: () => ({ status: 'unknown', reason: 'cut' }) })
    const api = createMessagesApi(world.kernel)
    for (const key of ['a', 'b', 'c']) await world.put({ messageKey: key })
    await world.dispatcher.dispatchDue()
    await api.settle('a', 'was-sent', 'marie')
    await api.settle('b', 'was-not-sent', 'marie')
    await api.settle('c', 'send-again', 'marie')
    const states = await Promise.all(['a', 'b', 'c'].map(async (key) => (await world.read(key)).state))
    expect(states).toEqual(['sent', 'failed', 'pending'])
    const audit = await world.kernel.storage.transaction((tx) => tx.audit.list({ limit: 10 }))
    expect(audit.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
      ['marie', 'message.settle', 'a'],
      ['marie', 'message.settle', 'b'],
      ['marie', 'message.settle', 'c'],
    ])
    await expect(api.settle('a', 'was-sent', 'marie')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(api.settle('nobody', 'was-sent', 'marie')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

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
