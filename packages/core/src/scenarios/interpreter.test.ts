import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyEnvironment } from '../conditions/environment.ts'
import type { JsonValue } from '../model/json.ts'
import type { Run } from '../model/run.ts'
import { createFactStore, type FactStore } from '../profile/facts.ts'
import { compileScenario } from './compile.ts'
import type { ScenarioDefinition, ScenarioNode } from './definition.ts'
import { type RunInput, type StepResult, step } from './interpreter.ts'
import { parseScenario } from './parse.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (text: string) => Date.parse(text)
const NOW = at('2026-01-01T12:00:00Z')

function factsOf(fields: Readonly<Record<string, JsonValue>> = {}, zone = 'Europe/Paris'): FactStore {
  const golden = Object.entries({ timeZone: zone, ...fields }).map(([name, value]) => [
    name,
    { value, recordId: 'r', rule: 'mostRecent', at: 0 },
  ])
  const contact = {
    contactId: 'c',
    fields: Object.fromEntries(golden),
    createdAt: 0,
    updatedAt: 0,
    version: 1,
  }
  return createFactStore(contact, 'UTC')
}

const message: ScenarioNode = {
  type: 'message',
  message: {
    channel: 'email',
    class: 'marketing',
    purpose: 'news',
    objective: 'to be tested',
    content: { fr: { text: 'Bonjour' } },
  },
  next: 'end',
}
const end: ScenarioNode = { type: 'exit', reason: 'done' }

/** A scenario of one node under test, then a message. */
function compile(
  node: ScenarioNode,
  others: Partial<ScenarioDefinition> = {},
  extra: Readonly<Record<string, ScenarioNode>> = {},
) {
  const definition: ScenarioDefinition = {
    id: 's',
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'manual' }],
    reentry: 'always',
    whileLive: 'ignore',
    personalisation: { needs: [] },
    interruption: { exitWhen: { any: [] } },
    start: 'node',
    nodes: { node, message, end, ...extra },
    ...others,
  }
  return compileScenario(definition, 1, 'live', emptyEnvironment())
}

const begun: Run = {
  runId: 'run',
  scenarioId: 's',
  scenarioVersion: 1,
  contactId: 'c',
  runKey: 'k',
  state: 'live',
  node: 'node',
  startedAt: NOW,
  nodeSince: NOW,
  wakeAt: undefined,
  trigger: { cart_id: '7', price: 10 },
  arms: {},
  sent: [],
  step: 0,
  endedAt: undefined,
  endReason: undefined,
}

type Compiled = ReturnType<typeof compile>

function start(scenario: Compiled, facts = factsOf(), now = NOW, run: Run = begun): StepResult {
  return step(scenario, { ...run, startedAt: now, nodeSince: now }, { type: 'start' }, now, {
    facts,
    salt: 'salt',
  })
}

function wake(
  scenario: Compiled,
  run: Run,
  now: number,
  input: RunInput = { type: 'timer' },
  facts = factsOf(),
): StepResult {
  return step(scenario, run, input, now, { facts, salt: 'salt' })
}

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

describe('branch, split, emit, message', () => {
  it('takes the first case that is true, else the other way', () => {
    const scenario = compile(
      {
        type: 'branch',
        cases: [
          { when: { field: 'city', op: 'eq', value: 'Lyon' }, next: 'message' },
          { when: { field: 'city', op: 'exists' }, next: 'end' },
        ],
        else: 'nobody',
      },
      {},
      { nobody: { type: 'exit', reason: 'nowhere' } },
    )
    expect(start(scenario, factsOf({ city: 'Lyon' })).commands).toHaveLength(1)
    expect(start(scenario, factsOf({ city: 'Lille' })).run.endReason).toBe('done')
    expect(start(scenario).run.endReason).toBe('nowhere')
  })

  it('keeps the arm that a contact was given, even when the arms change', () => {
    const split: ScenarioNode = {
      type: 'split',
      experiment: 'subject',
      variable: 'subject',
      arms: [
        { id: 'a', weight: 1, next: 'message' },
        { id: 'b', weight: 1, next: 'end' },
      ],
    }
    const { run } = start(compile(split))
    const arm = run.arms.subject as string
    for (const kept of ['a', 'b'])
      expect(
        start(compile(split), factsOf(), NOW, { ...begun, arms: { subject: kept } }).run.arms.subject,
      ).toBe(kept)
    expect(start(compile(split)).run.arms.subject).toBe(arm)
    const gone = start(compile(split), factsOf(), NOW, { ...begun, arms: { subject: 'c' } })
    expect(gone.run.endReason).toBe('error:unknown-arm')
  })

  it('makes a message once for a run, also one that another run sent for it', () => {
    const { run, commands } = start(compile(message), factsOf(), NOW, { ...begun, sent: ['node'] })
    expect(commands).toEqual([])
    expect(run).toMatchObject({ state: 'ended', sent: ['node'] })
  })

  it('emits an event with what its references stand for', () => {
    const scenario = compile(
      {
        type: 'emit',
        event: 'Cart Lost',
        properties: {
          cart: { ref: 'trigger.cart_id' },
          key: { ref: 'run.key' },
          none: { ref: 'trigger.nothing' },
          of: 1,
        },
        next: 'end',
      },
      {},
      { message: { type: 'exit', reason: 'unused' } },
    )
    expect(start(scenario).commands).toEqual([
      {
        type: 'emit',
        node: 'node',
        event: 'Cart Lost',
        properties: { cart: '7', key: 'k', none: null, of: 1 },
      },
    ])
  })

  it('ends a definition that turns in a circle instead of hanging', () => {
    const circle: ScenarioNode = { type: 'branch', cases: [{ when: { all: [] }, next: 'node' }], else: 'end' }
    expect(start(compile(circle)).run.endReason).toBe('error:endless')
  })
})

describe('a step', () => {
  it('asks the exit rule and the profile filter before anything else', () => {
    const exit = compile(message, { interruption: { exitWhen: { field: 'vip', op: 'eq', value: true } } })
    expect(start(exit, factsOf({ vip: true }))).toMatchObject({
      run: { endReason: 'interrupted' },
      commands: [],
    })
    const filter = compile(message, { targeting: { filter: { field: 'vip', op: 'ne', value: true } } })
    expect(start(filter, factsOf({ vip: true }))).toMatchObject({
      run: { endReason: 'not-eligible' },
      commands: [],
    })
  })

  it('answers the same, and touches nothing, however often it is taken (replay)', () => {
    const scenario = compile(
      { type: 'wait', for: '2h', next: 'split' },
      {},
      {
        split: {
          type: 'split',
          experiment: 'e',
          variable: 'subject',
          arms: [
            { id: 'a', weight: 1, next: 'message' },
            { id: 'b', weight: 3, next: 'pause' },
          ],
        },
        pause: { type: 'waitUntilTime', time: '09:00', next: 'message' },
      },
    )
    const moments = fc.array(fc.integer({ min: 0, max: 3 * DAY }), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(moments, fc.uuid(), (waits, contactId) => {
        const play = () => {
          let { run } = start(scenario, factsOf(), NOW, { ...begun, contactId })
          const trace: StepResult[] = []
          for (const wait of [...waits].sort((a, b) => a - b)) {
            const frozen = JSON.stringify(run)
            const result = wake(scenario, run, NOW + wait)
            expect(JSON.stringify(run)).toBe(frozen)
            trace.push(result)
            run = result.run
          }
          return trace
        }
        expect(play()).toEqual(play())
      }),
    )
  })
})

describe('a definition', () => {
  it('survives JSON unchanged', () => {
    const { definition } = compile({ type: 'wait', for: '1d', next: 'message' })
    expect(parseScenario(JSON.parse(JSON.stringify(definition)))).toEqual(definition)
  })

  it.each([
    ['a node that is not there', { node: { type: 'wait', for: '1d', next: 'gone' } }, /`gone`/],
    ['a node that no way leads to', { node: end, lost: end }, /`lost`/],
    [
      'a circle',
      { node: { type: 'wait', for: '1d', next: 'b' }, b: { type: 'wait', for: '1d', next: 'node' } },
      /node → b → node/,
    ],
    ['a duration that is none', { node: { type: 'wait', for: 'soon', next: 'end' }, end }, /nodes\.node/],
  ])('is refused, saying where: %s', (_, nodes, message_) => {
    const { definition } = compile(end)
    expect(() => parseScenario({ ...definition, nodes })).toThrow(message_)
  })
})
