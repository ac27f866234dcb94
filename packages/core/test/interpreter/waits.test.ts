import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScenarioNode } from '../../src/scenarios/definition.ts'
import { type RunInput, step } from '../../src/scenarios/interpreter.ts'
import { at, begun, compile, DAY, factsOf, HOUR, NOW, start, wake } from './support.ts'

describe('wait', () => {
  it('holds a run for its duration, to the millisecond, then goes on', () => {
    const scenario = compile({ type: 'wait', for: '4h', next: 'message' })
    const { run } = start(scenario)
    expect(run.wakeAt).toBe(NOW + 4 * HOUR)
    expect(wake(scenario, run, NOW + 4 * HOUR - 1).run).toBe(run)
    expect(wake(scenario, run, NOW + 4 * HOUR)).toMatchObject({
      run: { state: 'ended', endReason: 'done', sent: ['message'] },
      commands: [{ type: 'message', node: 'message' }],
    })
  })

  it('counts from the trigger when told so, and does not wait for what is over', () => {
    const scenario = compile({ type: 'wait', for: '1h', from: 'trigger', next: 'message' })
    const late = step(scenario, { ...begun, startedAt: NOW - 2 * HOUR }, { type: 'start' }, NOW, {
      facts: factsOf(),
      salt: '',
    })
    expect(late.commands).toHaveLength(1)
  })

  it('counts a calendar day in the zone of the contact: 23 hours in the night when clocks go forward', () => {
    const eve = at('2026-03-28T10:00:00Z')
    const scenario = compile({ type: 'wait', for: 'P1D', next: 'message' })
    expect(start(scenario, factsOf(), eve).run.wakeAt).toBe(eve + 23 * HOUR)
    expect(start(scenario, factsOf({}, 'Asia/Tokyo'), eve).run.wakeAt).toBe(eve + DAY)
  })
})

describe('waitUntilTime', () => {
  const nine: ScenarioNode = { type: 'waitUntilTime', time: '09:00', next: 'message' }

  it.each([
    ['later today', '2026-01-01T07:00:00Z', '2026-01-01T08:00:00Z'],
    ['tomorrow', '2026-01-01T08:00:01Z', '2026-01-02T08:00:00Z'],
    ['over the change of clocks', '2026-03-28T12:00:00Z', '2026-03-29T07:00:00Z'],
  ])('waits until the local time: %s', (_, from, until) => {
    expect(start(compile(nine), factsOf(), at(from)).run.wakeAt).toBe(at(until))
  })

  it('goes on at once when it is that time now', () => {
    expect(start(compile(nine), factsOf(), at('2026-01-01T08:00:00Z')).commands).toHaveLength(1)
  })

  it('takes the first instant after the gap for a time that does not exist', () => {
    const inGap = compile({ type: 'waitUntilTime', time: '02:30', next: 'message' })
    expect(start(inGap, factsOf(), at('2026-03-28T12:00:00Z')).run.wakeAt).toBe(at('2026-03-29T01:00:00Z'))
  })

  it('waits for a weekday', () => {
    const monday = compile({ ...nine, weekdays: [1] } as ScenarioNode)
    expect(start(monday).run.wakeAt).toBe(at('2026-01-05T08:00:00Z'))
  })
})

describe('waitUntilDate', () => {
  const until = (others: object = {}) =>
    compile({
      type: 'waitUntilDate',
      field: 'renewal',
      ifPast: 'exit',
      next: 'message',
      ...others,
    } as ScenarioNode)

  it('waits until a date of the contact, less a duration', () => {
    const facts = factsOf({ renewal: '2026-02-01T00:00:00Z' })
    expect(start(until(), facts).run.wakeAt).toBe(at('2026-02-01T00:00:00Z'))
    expect(start(until({ offset: '1w', before: true }), facts).run.wakeAt).toBe(at('2026-01-25T00:00:00Z'))
    expect(start(until({ offset: '1w' }), facts).run.wakeAt).toBe(at('2026-02-08T00:00:00Z'))
  })

  it('ends or goes on, as declared, when the date was past as it came, but not when the wait came to its end', () => {
    const past = factsOf({ renewal: '2025-06-01' })
    expect(start(until(), past).run).toMatchObject({ state: 'ended', endReason: 'past' })
    expect(start(until({ ifPast: 'continue' }), past).commands).toHaveLength(1)
    const facts = factsOf({ renewal: '2026-02-01T00:00:00Z' })
    const { run } = start(until(), facts)
    expect(wake(until(), run, run.wakeAt as number, { type: 'timer' }, facts).commands).toHaveLength(1)
  })

  it.each([['nothing'], ['soon'], [''], [true]])(
    'ends with a reason for a date that cannot be read, never "now": %s',
    (value) => {
      const facts = value === 'nothing' ? factsOf() : factsOf({ renewal: value })
      expect(start(until(), facts)).toMatchObject({
        run: { state: 'ended', endReason: 'error:unreadable-date:renewal' },
        commands: [],
      })
    },
  )

  it('follows the field when it changes', () => {
    const { run } = start(until(), factsOf({ renewal: '2026-02-01T00:00:00Z' }))
    const moved = wake(
      until(),
      run,
      NOW + DAY,
      { type: 'facts' },
      factsOf({ renewal: '2026-03-01T00:00:00Z' }),
    )
    expect(moved.run.wakeAt).toBe(at('2026-03-01T00:00:00Z'))
  })
})

describe('waitFor', () => {
  const forEvent = compile({
    type: 'waitFor',
    until: {
      event: 'Order Completed',
      matching: { property: 'cart_id', op: 'eq', value: { ref: 'trigger.cart_id' } },
    },
    timeout: '1d',
    next: 'end',
    onTimeout: 'message',
  })
  const order = (cart_id: string): RunInput => ({
    type: 'event',
    name: 'Order Completed',
    properties: { cart_id },
  })

  it('takes the event that matches, and no other', () => {
    const { run } = start(forEvent)
    expect(wake(forEvent, run, NOW + HOUR, order('8')).run).toBe(run)
    expect(wake(forEvent, run, NOW + HOUR, order('7'))).toMatchObject({
      run: { state: 'ended' },
      commands: [],
    })
  })

  it('takes the other way when time is over', () => {
    const { run } = start(forEvent)
    expect(wake(forEvent, run, NOW + DAY).commands).toMatchObject([{ type: 'message' }])
  })

  it('never lets the event and the time-out both move one run, whatever comes first and how often', () => {
    const inputs = fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 10 * HOUR }),
        input: fc.constantFrom<RunInput>({ type: 'timer' }, order('7'), order('8'), { type: 'facts' }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(inputs, (steps) => {
        let { run } = start(forEvent)
        let now = NOW
        let messages = 0
        for (const { wait, input } of steps) {
          now += wait
          const before = run
          const result = wake(forEvent, run, now, input)
          run = result.run
          messages += result.commands.length
          if (before.state === 'ended') expect(result).toEqual({ run: before, commands: [] })
          if (result.run !== before) expect(result.run.step).toBe(before.step + 1)
        }
        expect(messages).toBe(run.sent.length)
        expect(messages).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('waits for a condition, and looks again when it may become true by time alone', () => {
    const scenario = compile({
      type: 'waitFor',
      until: { event: 'Visit', op: 'eq', value: 0, window: { last: '2h' } },
      timeout: '1d',
      next: 'message',
      onTimeout: 'end',
    })
    const facts = factsOf()
    facts.addEvent('Visit', { messageId: 'm', occurredAt: NOW, receivedAt: NOW, properties: {} })
    const { run } = start(scenario, facts)
    expect(run.wakeAt).toBe(NOW + 2 * HOUR)
    expect(wake(scenario, run, NOW + 2 * HOUR, { type: 'timer' }, facts).commands).toHaveLength(1)
  })
})
