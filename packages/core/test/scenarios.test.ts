import { memory } from '@clientele/storage-memory'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, makeBase, START } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

const afterOneDay = scenarioOf('cart', {
  wait: { type: 'wait', for: '1d', next: 'mail' },
  mail: mail('Your cart', 'end'),
  end,
})

describe('entering', () => {
  it('sends one message, once, and says why it did', async () => {
    const { clientele, track, subscribe, pass, sent } = await makeBase({ scenarios: [afterOneDay] })
    const contactId = await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await pass(DAY - 1)
    expect(sent).toEqual([])
    await pass(1)
    await pass(DAY)
    expect(sent.map(({ subject, at }) => [subject, at])).toEqual([['Your cart', START + DAY]])
    const [run] = await clientele.scenarios.explain(contactId)
    expect(run).toMatchObject({ state: 'ended', endReason: 'done' })
    expect(run?.messages[0]).toMatchObject({ node: 'mail', state: 'sent' })
    expect(run?.messages[0]?.decisions.map(({ gate }) => gate)).toContain('consent')
    expect(await clientele.scenarios.counts('cart')).toEqual({
      live: {},
      ended: { done: 1 },
      messages: [{ node: 'mail', state: 'sent', messages: 1 }],
    })
  })

  it.each([
    ['once' as const, 1],
    ['always' as const, 3],
    [{ after: '5d' }, 2],
  ])('lets a contact in again as declared: %j', async (reentry, messages) => {
    const { track, subscribe, pass, sent } = await makeBase({ scenarios: [{ ...afterOneDay, reentry }] })
    await subscribe('a@example.org')
    for (let turn = 0; turn < 3; turn++) {
      await track('a@example.org', 'Cart Updated')
      await pass(3 * DAY)
    }
    expect(sent).toHaveLength(messages)
  })

  it('keeps runs apart by their key, and ignores a trigger without one', async () => {
    const { track, subscribe, pass, sent, told } = await makeBase({
      scenarios: [{ ...afterOneDay, runKey: 'cart_id' }],
    })
    await subscribe('a@example.org')
    for (const cart of ['1', '2', '1']) await track('a@example.org', 'Cart Updated', { cart_id: cart })
    await track('a@example.org', 'Cart Updated')
    await pass(DAY)
    expect(sent).toHaveLength(2)
    expect(told.filter(({ name }) => name === 'run.started')).toHaveLength(2)
  })

  it('begins its wait again at each trigger when told so, and never once something was sent', async () => {
    const scenario = scenarioOf(
      'cart',
      {
        wait: { type: 'wait', for: '1d', next: 'first' },
        first: mail('First', 'pause'),
        pause: { type: 'wait', for: '1d', next: 'second' },
        second: mail('Second', 'end'),
        end,
      },
      { whileLive: 'reset' },
    )
    const { track, subscribe, pass, sent } = await makeBase({ scenarios: [scenario] })
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await pass(20 * HOUR)
    await track('a@example.org', 'Cart Updated')
    await pass(20 * HOUR)
    expect(sent).toEqual([])
    await pass(4 * HOUR)
    await track('a@example.org', 'Cart Updated')
    await pass(DAY)
    expect(sent.map(({ subject, at }) => [subject, at - START])).toEqual([
      ['First', 44 * HOUR],
      ['Second', 68 * HOUR],
    ])
  })

  it('is started by hand, and answers whether the contact was let in', async () => {
    const manual = scenarioOf(
      'hand',
      { mail: mail('Hello', 'end'), end },
      {
        triggers: [{ on: 'manual' }],
        reentry: 'once',
        targeting: { filter: { field: 'city', op: 'eq', value: 'Lyon' } },
      },
    )
    const { clientele, subscribe, pass, sent } = await makeBase({ scenarios: [manual] })
    const inLyon = await subscribe('a@example.org', { city: 'Lyon' })
    const elsewhere = await subscribe('b@example.org', { city: 'Lille' })
    expect(await clientele.scenarios.start('hand', inLyon)).toBe(true)
    expect(await clientele.scenarios.start('hand', inLyon)).toBe(false)
    expect(await clientele.scenarios.start('hand', elsewhere)).toBe(false)
    await pass(0)
    expect(sent.map(({ to }) => to)).toEqual(['a@example.org'])
    await expect(clientele.scenarios.start('nothing', inLyon)).rejects.toMatchObject({
      code: 'UNKNOWN_DEFINITION',
    })
    await expect(clientele.scenarios.start('hand', 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is never set off by its own event', async () => {
    const loop = scenarioOf('loop', { emit: { type: 'emit', event: 'Cart Updated', next: 'end' }, end })
    const { track, told } = await makeBase({ scenarios: [loop] })
    await track('a@example.org', 'Cart Updated')
    expect(told.filter(({ name }) => name === 'run.started')).toHaveLength(1)
  })

  it('comes to rest when two scenarios set each other off for ever', async () => {
    const ping = scenarioOf('ping', { emit: { type: 'emit', event: 'Pong', next: 'end' }, end })
    const pong = scenarioOf(
      'pong',
      { emit: { type: 'emit', event: 'Cart Updated', next: 'end' }, end },
      {
        triggers: [{ on: 'event', event: 'Pong' }],
      },
    )
    const { track, told, clientele } = await makeBase({ scenarios: [ping, pong] })
    await track('a@example.org', 'Cart Updated')
    expect(told.filter(({ name }) => name === 'run.started').length).toBeLessThan(60)
    const { ended } = await clientele.scenarios.counts('ping')
    const others = await clientele.scenarios.counts('pong')
    expect({ ...ended, ...others.ended }).toHaveProperty('error:endless')
  })
})

describe('interruption', () => {
  it('ends a run as soon as its exit rule is true, and what it meant to send is not sent', async () => {
    const scenario = {
      ...afterOneDay,
      runKey: 'cart_id',
      interruption: {
        exitWhen: {
          event: 'Order Completed',
          where: { property: 'cart_id', op: 'eq' as const, value: { ref: 'run.key' } },
        },
      },
    }
    const { clientele, track, subscribe, pass, sent } = await makeBase({ scenarios: [scenario] })
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated', { cart_id: '1' })
    await track('a@example.org', 'Cart Updated', { cart_id: '2' })
    await pass(HOUR)
    await track('a@example.org', 'Order Completed', { cart_id: '1' })
    expect(await clientele.scenarios.counts('cart')).toMatchObject({
      ended: { interrupted: 1 },
      live: { wait: 1 },
    })
    await pass(DAY)
    expect(sent).toHaveLength(1)
  })

  it('ends a run whose contact is not targeted any more', async () => {
    const scenario = {
      ...afterOneDay,
      targeting: { filter: { field: 'city', op: 'ne' as const, value: 'Lille' } },
    }
    const { clientele, track, subscribe, pass, clock, sent } = await makeBase({ scenarios: [scenario] })
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await clock.advance(HOUR)
    await subscribe('a@example.org', { city: 'Lille' })
    expect(await clientele.scenarios.counts('cart')).toMatchObject({ ended: { 'not-eligible': 1 } })
    await pass(DAY)
    expect(sent).toEqual([])
  })
})

describe('states', () => {
  it('keeps timers while paused, sends nothing, and goes on afterwards', async () => {
    const { clientele, track, subscribe, pass, sent, clock } = await makeBase({ scenarios: [afterOneDay] })
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await pass(HOUR)
    await subscribe('b@example.org')
    await track('b@example.org', 'Cart Updated')
    await clientele.scenarios.setState('cart', 'paused')
    await subscribe('c@example.org')
    await track('c@example.org', 'Cart Updated')
    await pass(23 * HOUR + HOUR / 2)
    expect(sent).toEqual([])
    expect(await clientele.engine.nextDue()).toBe(START + 25 * HOUR)
    await clientele.scenarios.setState('cart', 'live')
    await clientele.engine.tick()
    expect(sent.map(({ to }) => to)).toEqual(['a@example.org'])
    await pass(HOUR / 2)
    expect(sent.map(({ to }) => to)).toEqual(['a@example.org', 'b@example.org'])
    expect(clock.now()).toBe(START + 25 * HOUR)
  })

  it('ends what came due during the pause when the scenario declares it', async () => {
    const { clientele, track, subscribe, pass, sent } = await makeBase({
      scenarios: [{ ...afterOneDay, overdue: 'exit' }],
    })
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await clientele.scenarios.setState('cart', 'paused')
    await pass(2 * DAY)
    await clientele.scenarios.setState('cart', 'live')
    await pass(DAY)
    expect(sent).toEqual([])
    expect(await clientele.scenarios.counts('cart')).toMatchObject({ live: {}, ended: { overdue: 1 } })
  })

  it('still ends the runs that something interrupts during a pause', async () => {
    const scenario = {
      ...afterOneDay,
      interruption: { exitWhen: { event: 'Order Completed', window: { last: '1h' } } },
    }
    const { clientele, track, subscribe, pass, sent } = await makeBase({ scenarios: [scenario] })
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await clientele.scenarios.setState('cart', 'paused')
    await track('a@example.org', 'Order Completed')
    await pass(2 * DAY)
    await clientele.scenarios.setState('cart', 'live')
    await pass(DAY)
    expect(sent).toEqual([])
    expect(await clientele.scenarios.counts('cart')).toMatchObject({ ended: { interrupted: 1 } })
  })

  it('remembers through a pause the event that a run waits for', async () => {
    const waiting = scenarioOf('cart', {
      wait: {
        type: 'waitFor',
        until: { event: 'Opinion Given', matching: { all: [] } },
        timeout: '3d',
        next: 'thanks',
        onTimeout: 'reminder',
      },
      thanks: mail('Thanks', 'end'),
      reminder: mail('Reminder', 'end'),
      end,
    })
    const { clientele, track, subscribe, pass, sent } = await makeBase({ scenarios: [waiting] })
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await clientele.scenarios.setState('cart', 'paused')
    await pass(DAY)
    await track('a@example.org', 'Opinion Given')
    await pass(4 * DAY)
    await clientele.scenarios.setState('cart', 'live')
    await clientele.engine.tick()
    expect(sent.map(({ subject }) => subject)).toEqual(['Thanks'])
  })

  it('ends every run, with a reason, when stopped, and lets nobody in', async () => {
    const { clientele, track, subscribe, pass, sent } = await makeBase({ scenarios: [afterOneDay] })
    for (const address of ['a@example.org', 'b@example.org']) {
      await subscribe(address)
      await track(address, 'Cart Updated')
    }
    await clientele.scenarios.setState('cart', 'stopped', { by: 'marie' })
    await track('a@example.org', 'Cart Updated')
    await pass(2 * DAY)
    expect(sent).toEqual([])
    expect(await clientele.scenarios.counts('cart')).toMatchObject({ live: {}, ended: { stopped: 2 } })
  })

  it('lets only test contacts into a scenario in test', async () => {
    const { clientele, track, subscribe, pass, sent } = await makeBase()
    await clientele.scenarios.save(afterOneDay, { state: 'test' })
    await subscribe('a@example.org', { testContact: true })
    await subscribe('b@example.org')
    for (const address of ['a@example.org', 'b@example.org']) await track(address, 'Cart Updated')
    await pass(DAY)
    expect(sent.map(({ to }) => to)).toEqual(['a@example.org'])
  })

  it('saves a draft first, in which nothing runs', async () => {
    const { clientele, track, subscribe, pass, sent } = await makeBase()
    expect(await clientele.scenarios.save(afterOneDay)).toMatchObject({ version: 1, state: 'draft' })
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await pass(DAY)
    expect(sent).toEqual([])
  })
})

describe('versions', () => {
  const edited = scenarioOf('cart', {
    wait: { type: 'wait', for: '2d', next: 'other' },
    other: mail('New', 'end'),
    end,
  })

  it('keeps live runs on the version that they began with, also after a restart', async () => {
    const first = await makeBase({ scenarios: [afterOneDay] })
    await first.subscribe('a@example.org')
    await first.track('a@example.org', 'Cart Updated')
    expect(await first.clientele.scenarios.save(edited)).toMatchObject({ version: 2, state: 'live' })
    const { storage, clock } = first
    const second = await makeBase({ storage, clock })
    await second.subscribe('b@example.org')
    await second.track('b@example.org', 'Cart Updated')
    await second.pass(DAY)
    expect(second.sent.map(({ to, subject }) => [to, subject])).toEqual([['a@example.org', 'Your cart']])
    await second.pass(DAY)
    expect(second.sent.at(-1)).toMatchObject({ to: 'b@example.org', subject: 'New' })
  })

  it('leaves what another process has just saved alone until it has read it, and then does it', async () => {
    const storage = memory()
    const many = (multiWorker: boolean) => ({
      ...storage,
      capabilities: { ...storage.capabilities, multiWorker },
    })
    const stale = await makeBase({ storage: many(false) })
    const { clock } = stale
    const fresh = await makeBase({ storage: many(true), clock })
    const saver = await makeBase({ storage: many(true), clock, scenarios: [afterOneDay] })
    await saver.subscribe('a@example.org')
    await saver.track('a@example.org', 'Cart Updated')
    await clock.advance(DAY)
    await stale.track('a@example.org', 'Product Viewed')
    expect(await stale.clientele.engine.tick()).toMatchObject({ contacts: 1, messages: { sent: 0 } })
    expect(await saver.clientele.scenarios.counts('cart')).toMatchObject({ live: { wait: 1 }, ended: {} })
    expect(await fresh.clientele.engine.tick()).toMatchObject({ contacts: 1, messages: { sent: 1 } })
  })

  it('refuses a stale save with the version that is there, and makes no version of the same', async () => {
    const { clientele } = await makeBase({ scenarios: [afterOneDay] })
    expect(await clientele.scenarios.save(afterOneDay)).toMatchObject({ version: 1 })
    expect(await clientele.scenarios.save(edited, { expectedVersion: 1 })).toMatchObject({ version: 2 })
    await expect(clientele.scenarios.save(afterOneDay, { expectedVersion: 1 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { latest: 2 },
    })
  })

  it('refuses what points nowhere, by its path', async () => {
    const { clientele } = await makeBase()
    const broken = scenarioOf('cart', { wait: { type: 'wait', for: '1d', next: 'nowhere' } })
    await expect(clientele.scenarios.save(broken)).rejects.toMatchObject({ code: 'INVALID_DEFINITION' })
  })
})

it('decides late what it would have decided in time', async () => {
  const scenario = scenarioOf('cart', {
    wait: {
      type: 'waitFor',
      until: { event: 'Order Completed', matching: { all: [] } },
      timeout: '1d',
      next: 'thanks',
      onTimeout: 'reminder',
    },
    thanks: mail('Thanks', 'end'),
    reminder: mail('Reminder', 'end'),
    end,
  })
  const { clientele, clock, track, subscribe, sent } = await makeBase({ scenarios: [scenario] })
  await subscribe('a@example.org')
  await track('a@example.org', 'Cart Updated')
  await clock.advance(DAY + HOUR)
  // No worker was there at the time-out; the order came after it.
  await track('a@example.org', 'Order Completed')
  await clientele.engine.tick()
  expect(sent.map(({ subject }) => subject)).toEqual(['Reminder'])
})
