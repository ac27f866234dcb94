import { describe, expect, it } from 'vitest'
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
