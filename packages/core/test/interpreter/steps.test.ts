import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScenarioNode } from '../../src/scenarios/definition.ts'
import type { StepResult } from '../../src/scenarios/interpreter.ts'
import { parseScenario } from '../../src/scenarios/parse.ts'
import { begun, compile, DAY, end, factsOf, message, NOW, start, wake } from './support.ts'

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
