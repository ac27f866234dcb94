import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Run } from '../../model/run.ts'
import { mergeRuns } from './merge-runs.ts'

function run(over: Partial<Run>): Run {
  return {
    runId: 'r1',
    scenarioId: 'cart',
    scenarioVersion: 1,
    contactId: 'a',
    runKey: '',
    state: 'live',
    node: 'wait',
    startedAt: 10,
    nodeSince: 10,
    wakeAt: 20,
    trigger: {},
    arms: {},
    sent: [],
    step: 0,
    endedAt: undefined,
    endReason: undefined,
    ...over,
  }
}

const runs = fc.uniqueArray(
  fc
    .record({
      runId: fc.string({ minLength: 1, maxLength: 3 }),
      scenarioId: fc.constantFrom('cart', 'welcome'),
      runKey: fc.constantFrom('', 'k'),
      contactId: fc.constantFrom('a', 'b', 'c'),
      startedAt: fc.integer({ min: 0, max: 3 }),
      step: fc.integer({ min: 0, max: 3 }),
      sent: fc.subarray(['m1', 'm2', 'm3']),
    })
    .map(run),
  { selector: ({ runId }) => runId, maxLength: 8 },
)

describe('mergeRuns', () => {
  it('lets the run furthest along go on, then the oldest, with the messages of both', () => {
    const far = run({ runId: 'far', contactId: 'b', startedAt: 12, sent: ['m2'], arms: { x: 'b' } })
    const old = run({ runId: 'old', contactId: 'a', startedAt: 1, step: 5, arms: { x: 'a', y: 'a' } })
    expect(mergeRuns([old, far], 'a', 99)).toMatchObject([
      { runId: 'old', state: 'ended', endReason: 'merged', endedAt: 99, wakeAt: undefined },
      { runId: 'far', state: 'live', contactId: 'a', sent: ['m2'], arms: { x: 'b', y: 'a' } },
    ])
    const [, oldest] = mergeRuns(
      [run({ runId: 'z', startedAt: 2 }), run({ runId: 'y', startedAt: 3 })],
      'a',
      9,
    )
    expect(oldest).toMatchObject({ runId: 'z' })
  })

  it('leaves runs of other keys alone', () => {
    expect(mergeRuns([run({ runKey: 'cart-1' }), run({ runId: 'r2', runKey: 'cart-2' })], 'a', 9)).toEqual([])
  })

  it('leaves one live run in each slot, of the survivor, whatever the order, and loses no sent message', () => {
    fc.assert(
      fc.property(runs, (all) => {
        const written = new Map(mergeRuns(all, 'a', 9).map((one) => [one.runId, one]))
        const after = all.map((one) => written.get(one.runId) ?? one)
        const live = after.filter(({ state }) => state === 'live')
        const slots = live.map(({ scenarioId, runKey }) => `${scenarioId} ${runKey}`)
        expect(new Set(slots).size).toBe(slots.length)
        expect(slots.sort()).toEqual([...new Set(all.map((one) => `${one.scenarioId} ${one.runKey}`))].sort())
        for (const one of live) {
          expect(one.contactId).toBe('a')
          const rivals = all.filter(
            (other) => other.scenarioId === one.scenarioId && other.runKey === one.runKey,
          )
          for (const rival of rivals) expect(one.sent).toEqual(expect.arrayContaining([...rival.sent]))
        }
        expect(
          mergeRuns([...all].reverse(), 'a', 9)
            .map(({ runId }) => runId)
            .sort(),
        ).toEqual([...written.keys()].sort())
      }),
    )
  })
})
