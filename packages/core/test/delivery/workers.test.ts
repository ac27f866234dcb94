import { describe, expect, it } from 'vitest'
import { createMessagesApi } from '../../src/delivery/create-messages-api.ts'
import { makeWorld, START, verdictOf } from './world.ts'

const KEY = 'run-1:hello'

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
